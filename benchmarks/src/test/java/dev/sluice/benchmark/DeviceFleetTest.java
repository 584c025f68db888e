package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class DeviceFleetTest {

    @Test
    void theSameNumberOfRecordsGivesTheSameMessages() {
        assertThat(messages(500)).isEqualTo(messages(500));
    }

    @Test
    void messagesAreSpreadOverTheDevicesAndTheDay() {
        List<String> messages = messages(2_400);

        assertThat(messages.get(0))
                .startsWith("{\"client_id\":\"raspberrypi-00\",\"timestamp\":\"2020-04-16 00:00:00\"");
        assertThat(messages.get(100))
                .startsWith("{\"client_id\":\"raspberrypi-00\",\"timestamp\":\"2020-04-16 01:00:00\"");
        assertThat(messages.get(2_399))
                .startsWith("{\"client_id\":\"raspberrypi-99\",\"timestamp\":\"2020-04-16 23:59:24\"")
                .endsWith("\"count\":23}");
    }

    @Test
    void aMessageHasAbout245Bytes() {
        assertThat(messages(2_000).stream().mapToInt(String::length).average().orElseThrow())
                .isBetween(240.0, 250.0);
    }

    @Test
    void theKeyIsTheDeviceOfTheMessageGivenLast() {
        DeviceFleet fleet = new DeviceFleet(10);
        fleet.next();
        fleet.next();

        assertThat(new String(fleet.key(), StandardCharsets.UTF_8)).isEqualTo("raspberrypi-01");
    }

    @Test
    void thereIsNoMessageAfterTheLast() {
        DeviceFleet fleet = new DeviceFleet(1);
        fleet.next();

        assertThat(fleet.hasNext()).isFalse();
        assertThatThrownBy(fleet::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("all 1 messages were given");
    }

    private static List<String> messages(long records) {
        DeviceFleet fleet = new DeviceFleet(records);
        List<String> messages = new ArrayList<>();
        while (fleet.hasNext()) {
            messages.add(new String(fleet.next(), StandardCharsets.UTF_8));
        }
        return messages;
    }
}
