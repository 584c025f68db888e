package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EmulatedDeviceTest {

    private static final Instant START = Instant.parse("2020-04-16T11:33:23Z");

    private static String messages(int number, int count) {
        try (EmulatedDevice device = new EmulatedDevice("raspberrypi", number, START)) {
            return String.join(
                    "\n",
                    Stream.generate(() -> new String(device.next(), StandardCharsets.UTF_8))
                            .limit(count)
                            .toList());
        }
    }

    @Test
    void aMessageASecondIsReadFromTheChipsWithAllItsValues() {
        assertThat(messages(0, 3).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("null"))
                .first()
                .asString()
                .startsWith("{\"client_id\":\"raspberrypi\",\"timestamp\":\"2020-04-16 11:33:23\",\"humidity\":")
                .endsWith(",\"count\":0}");
        assertThat(messages(0, 3)).contains("11:33:24").contains("\"count\":2}");
    }

    @Test
    void theSameNumberSaysTheSameAndAnotherIsInAnotherRoom() {
        assertThat(messages(1, 2)).isEqualTo(messages(1, 2)).isNotEqualTo(messages(2, 2));
    }
}
