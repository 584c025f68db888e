package dev.sluice.job.board;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options that say which board is read, and how. Each is a setting of a stream, of the same name. */
public interface BoardOptions extends PipelineOptions {

    @Description(
            "The Sense HAT: i2c:1, the one on that bus, or emulated:SCENARIO, one that is not there, with steady, day-cycle,\n"
                    + "slow-turn, shaken or replay:FILE.csv. Default: i2c:1. Example: --device=emulated:day-cycle")
    @Nullable
    String getDevice();

    void setDevice(@Nullable String device);

    @Description(
            "The time from one snapshot of the board to the next, 10 ms or more. Default: PT1S. Example: --interval=PT10S")
    @Nullable
    String getInterval();

    void setInterval(@Nullable String duration);

    @Description(
            "An RTIMULib.ini with the board's calibration and mounting; it is never written. Example: --settings=RTIMULib.ini")
    @Nullable
    String getSettings();

    void setSettings(@Nullable String file);

    /** What the options say, as settings of a stream. */
    static Map<String, String> settings(BoardOptions options) {
        Map<String, String> settings = new HashMap<>();
        put(settings, BoardSettings.DEVICE, options.getDevice());
        put(settings, BoardSettings.INTERVAL, options.getInterval());
        String ini = options.getSettings();
        put(
                settings,
                BoardSettings.INI,
                ini == null ? null : Path.of(ini).toAbsolutePath().toString());
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
