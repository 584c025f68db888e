package dev.sluice.job.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class DeviceMessagesTest {

    private static final Instant START = Instant.parse("2020-04-16T23:59:58Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> texts(DeviceMessages messages) {
        List<String> texts = new ArrayList<>();
        messages.forEachRemaining(message -> texts.add(new String(message, StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherGivesOthers() {
        List<String> first = texts(new DeviceMessages("board", START, 5_000, 7));

        assertThat(texts(new DeviceMessages("board", START, 5_000, 7))).isEqualTo(first);
        assertThat(texts(new DeviceMessages("board", START, 5_000, 8))).isNotEqualTo(first);
    }

    @Test
    void aMessageHasTheFieldsOfTheDeviceInTheirOrder() throws Exception {
        JsonNode message = JSON.readTree(new DeviceMessages("board", START, 1, 1).next());

        assertThat(message.fieldNames())
                .toIterable()
                .containsExactly(
                        "client_id",
                        "timestamp",
                        "humidity",
                        "temperature",
                        "pressure",
                        "pitch",
                        "roll",
                        "yaw",
                        "count");
        assertThat(message.get("client_id").asText()).isEqualTo("board");
        assertThat(message.get("timestamp").asText()).isEqualTo("2020-04-16 23:59:58");
    }

    @Test
    void thereIsOneASecondCountedFromZeroWithPlausibleValues() throws IOException {
        DeviceMessages messages = new DeviceMessages("board", START, 2 * 86_400, 1);

        long count = 0;
        while (messages.hasNext()) {
            JsonNode message = JSON.readTree(messages.next());
            assertThat(message.get("count").asLong()).isEqualTo(count);
            assertThat(LocalDateTime.parse(message.get("timestamp").asText().replace(' ', 'T')))
                    .isEqualTo(LocalDateTime.of(2020, 4, 16, 23, 59, 58).plusSeconds(count));
            assertThat(message.get("temperature").asDouble()).isBetween(20.0, 40.0);
            assertThat(message.get("humidity").asDouble()).isBetween(20.0, 70.0);
            assertThat(message.get("pressure").asDouble()).isBetween(950.0, 1_050.0);
            for (String angle : List.of("pitch", "roll", "yaw")) {
                assertThat(message.get(angle).asDouble())
                        .isGreaterThanOrEqualTo(0)
                        .isLessThan(360);
            }
            count++;
        }
        assertThat(count).isEqualTo(2 * 86_400);
    }

    @Test
    void aLongerIntervalIsKept() throws Exception {
        DeviceMessages messages = new DeviceMessages("board", START, Duration.ofMinutes(1), 2, 1);
        messages.next();

        assertThat(JSON.readTree(messages.next()).get("timestamp").asText()).isEqualTo("2020-04-17 00:00:58");
    }

    @Test
    void anyClientIdStaysJson() throws Exception {
        String device = "a \"quoted\" \\ board\n";

        assertThat(JSON.readTree(new DeviceMessages(device, START, 1, 1).next())
                        .get("client_id")
                        .asText())
                .isEqualTo(device);
    }

    @Test
    void behindTheLastThereIsNothing() {
        DeviceMessages none = new DeviceMessages("board", START, 0, 1);

        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }
}
