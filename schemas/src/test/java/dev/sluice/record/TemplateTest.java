package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final Map<String, String> COLUMNS = Map.of("client_id", "pi-1", "address.city", "Seoul");

    @Test
    void placesAreFilledAndTheRestStays() {
        Template template = Template.of("a/${client_id}/${address.city}/${topic()}/${topic(2)}/z");

        String filled = template.fill("streaming-data/pi-1", COLUMNS::get);

        assertThat(filled).isEqualTo("a/pi-1/Seoul/streaming-data/pi-1/pi-1/z");
        assertThat(template.needsColumns()).isTrue();
        assertThat(template).hasToString("a/${client_id}/${address.city}/${topic()}/${topic(2)}/z");
    }

    @Test
    void whatHasNoValueIsFilledWithNothing() {
        assertThat(Template.of("[${missing}${topic(3)}]").fill("a/b", COLUMNS::get))
                .isEqualTo("[]");
        assertThat(Template.of("[${topic()}]").fill(null, COLUMNS::get)).isEqualTo("[]");
    }

    @Test
    void everyFillingHasItsOwnUuid() {
        Template template = Template.of("${newuuid()}");

        String first = template.fill(null, COLUMNS::get);
        String second = template.fill(null, COLUMNS::get);

        assertThat(UUID.fromString(first)).isNotEqualTo(UUID.fromString(second));
        assertThat(template.needsColumns()).isFalse();
    }

    @Test
    void anUnknownPlaceIsRefusedByItsText() {
        assertThatThrownBy(() -> Template.of("x/${clientid()}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'${clientid()}' in 'x/${clientid()}': expected ${column}");
    }
}
