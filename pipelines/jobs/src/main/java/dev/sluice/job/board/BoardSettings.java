package dev.sluice.job.board;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.sensehat.BoardException;
import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.emulator.Device;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which board a table stands on, and how it is read.
 *
 * @param device where it is
 * @param interval from one snapshot to the next
 * @param ini the path of an {@code RTIMULib.ini} where the board is, or null
 * @param clientId the device's name in its messages
 */
record BoardSettings(
        Device device, Duration interval, @Nullable String ini, String clientId) implements Serializable {

    static final String DEVICE = "device";
    static final String INTERVAL = "interval";
    static final String INI = "settings";
    static final String CLIENT_ID = "clientId";

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /**
     * Reads a table's settings.
     *
     * @param mistakes takes one sentence for each mistake; what was wrong stands as its default
     */
    static BoardSettings of(TableDefinition table, List<String> mistakes) {
        Stream stream = table.stream();
        String clientId = stream.setting(CLIENT_ID);
        String ini = stream.setting(INI);
        if (ini != null) {
            try {
                Settings.from(Path.of(ini));
            } catch (BoardException e) {
                mistakes.add("settings: " + e.getMessage());
            }
        }
        return new BoardSettings(
                device(stream.setting(DEVICE), mistakes),
                interval(stream.setting(INTERVAL), mistakes),
                ini,
                clientId == null ? "raspberrypi" : clientId);
    }

    private static Device device(@Nullable String text, List<String> mistakes) {
        try {
            return new Device(text == null ? "i2c:1" : text);
        } catch (BoardException e) {
            mistakes.add("device: " + e.getMessage());
            return new Device("i2c:1");
        }
    }

    private static Duration interval(@Nullable String text, List<String> mistakes) {
        Duration byDefault = Duration.ofSeconds(1);
        try {
            Duration interval = text == null ? byDefault : Duration.parse(text);
            if (interval.compareTo(SHORTEST) >= 0) {
                return interval;
            }
        } catch (DateTimeParseException e) {
            // The sentence below says what was expected.
        }
        mistakes.add("interval: expected a duration such as PT1S, of 10 ms or more, found '" + text + "'");
        return byDefault;
    }

    /** What the board's driver is told. */
    Settings settings() {
        return ini == null ? Settings.DEFAULT : Settings.from(Path.of(ini));
    }
}
