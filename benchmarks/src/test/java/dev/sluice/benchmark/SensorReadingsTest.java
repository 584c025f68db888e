package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SensorReadingsTest {

    private static final Pattern READING = Pattern.compile(
            "\\{\"sensor_id\":(\\d+),\"current_temperature\":(\\d+\\.\\d+),"
                    + "\"status\":\"(OK|WARNING|ERROR)\",\"event_time\":\"(2021-03-04T\\d\\d:\\d\\d:\\d\\d\\.\\d{6})\"}");

    @Test
    void theSameNumberOfRecordsGivesTheSameReadings() {
        assertThat(readings(500)).isEqualTo(readings(500));
    }

    @Test
    void aReadingIsTheFourFieldsWithItsTimeInMicroseconds() {
        assertThat(readings(2_000)).allMatch(READING.asMatchPredicate());
    }

    @Test
    void aThousandReadingsPassInASecondAndNoneIsLateForAWatermarkFiveSecondsBehind() {
        LocalDateTime first = LocalDateTime.parse("2021-03-04T05:06:07");
        LocalDateTime latest = first;
        boolean isInOrder = true;
        for (String reading : readings(20_000)) {
            LocalDateTime time = LocalDateTime.parse(matched(reading).group(4));
            assertThat(Duration.between(time, latest)).isLessThan(Duration.ofSeconds(3));
            isInOrder &= !time.isBefore(latest);
            latest = time.isAfter(latest) ? time : latest;
        }

        assertThat(isInOrder).isFalse();
        assertThat(Duration.between(first, latest)).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
    }

    @Test
    void aStatusGoesWithItsTemperature() {
        Map<String, List<Double>> temperatures = new HashMap<>();
        for (String reading : readings(20_000)) {
            Matcher fields = matched(reading);
            temperatures
                    .computeIfAbsent(fields.group(3), status -> new ArrayList<>())
                    .add(Double.valueOf(fields.group(2)));
        }

        assertThat(temperatures.get("OK")).allMatch(celsius -> celsius >= 10 && celsius < 60);
        assertThat(temperatures.get("WARNING")).allMatch(celsius -> celsius >= 60 && celsius < 90);
        assertThat(temperatures.get("ERROR")).allMatch(celsius -> celsius >= 90 && celsius < 100);
    }

    @Test
    void theKeyIsTheSensorOfTheReadingGivenLast() {
        SensorReadings readings = new SensorReadings(100);
        while (readings.hasNext()) {
            String reading = new String(readings.next(), StandardCharsets.UTF_8);

            assertThat(new String(readings.key(), StandardCharsets.UTF_8))
                    .isEqualTo(matched(reading).group(1));
        }
    }

    @Test
    void thereIsNoReadingAfterTheLast() {
        SensorReadings readings = new SensorReadings(1);
        readings.next();

        assertThatThrownBy(readings::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("all 1 readings were given");
    }

    private static Matcher matched(String reading) {
        Matcher matcher = READING.matcher(reading);
        assertThat(matcher.matches()).as(reading).isTrue();
        return matcher;
    }

    private static List<String> readings(long records) {
        SensorReadings source = new SensorReadings(records);
        List<String> readings = new ArrayList<>();
        while (source.hasNext()) {
            readings.add(new String(source.next(), StandardCharsets.UTF_8));
        }
        return readings;
    }
}
