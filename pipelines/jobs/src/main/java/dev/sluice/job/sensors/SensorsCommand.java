package dev.sluice.job.sensors;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.sensehat.BoardClock;
import dev.sluice.sensehat.BoardException;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.SenseHat;
import dev.sluice.sensehat.SenseHatOptions;
import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.emulator.Device;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./sluice sensors}: the board, live; and what is wrong with it when it is. */
public final class SensorsCommand implements Command {

    private static final List<String> OPTIONS = List.of("device", "interval", "settings", "once", "format");
    private static final String USAGE = """
            usage: ./sluice sensors [--device=i2c:1|emulated:SCENARIO] [--once] [--format=text|json]

              --device     i2c:1 (default), the board on that bus, or emulated:SCENARIO, one that is not there:
                           steady, day-cycle, slow-turn, shaken, replay:FILE.csv
              --interval   between two snapshots, PT1S (default)
              --settings   an RTIMULib.ini with calibration and mounting; it is never written
              --once       one snapshot, half a second after everything has been measured, or after two seconds
              --format     text (default), or json: one object a line""";

    /** How long {@code --once} waits for what is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The mean of the compass begins at nothing, and has come to what it is by then. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration LEAST = Duration.ofMillis(10);

    /** What the command line says. */
    private record Plan(Device device, Duration interval, Settings settings, boolean once, SensorsFormat format) {}

    @Override
    public String name() {
        return "sensors";
    }

    @Override
    public String summary() {
        return "the board, live, or what is wrong with it";
    }

    @Override
    public void help(PrintStream out) {
        out.println(USAGE);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        Plan plan = plan(commandLine);
        BoardClock clock = BoardClock.system();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (SenseHat hat = SenseHat.open(
                plan.device().bus(clock),
                SenseHatOptions.DEFAULT.withClock(clock).withSettings(plan.settings()))) {
            if (plan.once()) {
                awaitWhole(hat, clock);
                clock.sleep(SETTLING);
                out.println(plan.format().text(hat.read(), hat.health(), plan.device()));
                return 0;
            }
            boolean screen = isTerminal() && plan.format() == SensorsFormat.TEXT;
            awaitWhole(hat, clock);
            while (!out.checkError()) {
                String text = plan.format().text(hat.read(), hat.health(), plan.device());
                out.println(screen ? "\u001b[H\u001b[2J" + text : text);
                clock.sleep(plan.interval());
            }
            return 0;
        } catch (BoardException e) {
            throw new MistakesException(String.valueOf(e.getMessage()).lines().toList());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is never null: a pipe then gets the screen's marks, too
    private static boolean isTerminal() {
        return System.console() != null;
    }

    private static void awaitWhole(SenseHat hat, BoardClock clock) {
        long end = clock.nanoTime() + PATIENCE.toNanos();
        Reading reading = hat.read();
        while (!isWhole(reading) && clock.nanoTime() - end < 0) {
            clock.sleep(STEP);
            reading = hat.read();
        }
    }

    private static boolean isWhole(Reading reading) {
        return reading.humidity() != null
                && reading.temperatureFromHumidity() != null
                && reading.pressure() != null
                && reading.temperatureFromPressure() != null
                && reading.orientation() != null;
    }

    private static Plan plan(CommandLine commandLine) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        commandLine.expectOnly(OPTIONS, mistakes);
        commandLine.rest().forEach(word -> mistakes.add("expected --option=value, found '" + word + "'"));
        Device device = null;
        Settings settings = Settings.DEFAULT;
        SensorsFormat format = SensorsFormat.TEXT;
        try {
            device = new Device(commandLine.given().getOrDefault("device", "i2c:1"));
        } catch (BoardException e) {
            mistakes.add("--device: " + e.getMessage());
        }
        try {
            String ini = commandLine.given().get("settings");
            settings = ini == null ? Settings.DEFAULT : Settings.from(Path.of(ini));
        } catch (BoardException e) {
            mistakes.add("--settings: " + e.getMessage());
        }
        try {
            format = SensorsFormat.of(commandLine.given().getOrDefault("format", "text"));
        } catch (IllegalArgumentException e) {
            mistakes.add("--format: " + e.getMessage());
        }
        Duration interval = interval(commandLine.given().getOrDefault("interval", "PT1S"), mistakes);
        if (!mistakes.isEmpty() || device == null) {
            throw new MistakesException(mistakes);
        }
        return new Plan(device, interval, settings, commandLine.has("once"), format);
    }

    private static Duration interval(String text, List<String> mistakes) {
        Duration interval = parsed(text);
        if (interval == null || interval.compareTo(LEAST) < 0) {
            mistakes.add("--interval: expected a duration such as PT1S, of 10 ms or more, found '" + text + "'");
            return Duration.ofSeconds(1);
        }
        return interval;
    }

    private static @Nullable Duration parsed(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
