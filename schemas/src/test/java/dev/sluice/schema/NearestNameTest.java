package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> NAMES = List.of("humidity", "temperature", "pressure", "roll", "yaw");

    @Test
    void aLetterLeftOutInsertedReplacedOrSwappedIsForgiven() {
        assertThat(NearestName.of("temperture", NAMES)).contains("temperature");
        assertThat(NearestName.of("humiditty", NAMES)).contains("humidity");
        assertThat(NearestName.of("rill", NAMES)).contains("roll");
        assertThat(NearestName.of("ywa", NAMES)).contains("yaw");
        assertThat(NearestName.of("PRESSURE", NAMES)).contains("pressure");
    }

    @Test
    void whatResemblesNothingHasNoNearest() {
        assertThat(NearestName.of("velocity", NAMES)).isEmpty();
        assertThat(NearestName.of("", NAMES)).isEmpty();
        assertThat(NearestName.of("roll", List.of())).isEmpty();
    }
}
