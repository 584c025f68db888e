package dev.sluice.job.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SensorReadingsTest {

    private static final Instant START = Instant.parse("2021-05-19T11:20:00.978328Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Message> readings(long records, long seed) {
        List<Message> all = new ArrayList<>();
        new SensorReadings(START, Duration.ofMillis(100), records, seed).forEachRemaining(all::add);
        return all;
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void aReadingHasTheSensorTheTemperatureTheStatusAndTheTime() throws Exception {
        List<Message> two = readings(2, 1);
        JsonNode second = JSON.readTree(two.get(1).payload());

        assertThat(second.fieldNames())
                .toIterable()
                .containsExactly("sensor_id", "current_temperature", "status", "event_time");
        assertThat(second.get("event_time").asText()).isEqualTo("2021-05-19T11:20:01.078328");
        assertThat(two.get(1).key()).isEqualTo(second.get("sensor_id").asText());
    }

    @Test
    void theSameSeedGivesTheSameReadingsAndAnotherGivesOthers() {
        List<String> first =
                readings(500, 7).stream().map(SensorReadingsTest::text).toList();

        assertThat(readings(500, 7).stream().map(SensorReadingsTest::text).toList())
                .isEqualTo(first);
        assertThat(readings(500, 8).stream().map(SensorReadingsTest::text).toList())
                .isNotEqualTo(first);
    }

    @Test
    void theStatusGoesWithTheTemperature() throws Exception {
        Map<String, Integer> below = new HashMap<>();
        Map<String, Integer> warm = new HashMap<>();
        Set<Integer> sensors = new TreeSet<>();
        for (Message message : readings(50_000, 3)) {
            JsonNode reading = JSON.readTree(message.payload());
            double celsius = reading.get("current_temperature").asDouble();
            String status = reading.get("status").asText();
            sensors.add(reading.get("sensor_id").asInt());
            assertThat(celsius).isBetween(10.0, 180.0);
            if (celsius > 160) {
                assertThat(status).isEqualTo("ERROR");
            } else {
                (celsius > 140 ? warm : below).merge(status, 1, Integer::sum);
            }
        }

        assertThat(sensors).hasSize(99).contains(1, 99);
        assertThat(warm).containsOnlyKeys("WARNING", "ERROR");
        double all = below.values().stream().mapToInt(n -> n).sum();
        // 19 of 99 draws are over 80; half of those warn.
        assertThat(below.get("OK") / all).isBetween(0.79, 0.83);
        assertThat(below.get("WARNING") / all).isBetween(0.08, 0.11);
    }
}
