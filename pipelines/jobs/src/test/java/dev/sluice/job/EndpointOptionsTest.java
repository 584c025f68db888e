package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EndpointOptionsTest {

    @Test
    void noBrokerAndNoCredentialsAreAssumed() throws Exception {
        assertThat(OptionDefaults.of(EndpointOptions.class)).isNotEmpty();
        assertThat(OptionDefaults.of(EndpointOptions.class).values()).allMatch(Objects::isNull);
    }
}
