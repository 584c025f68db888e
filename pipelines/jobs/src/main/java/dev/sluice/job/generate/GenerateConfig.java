package dev.sluice.job.generate;

import dev.sluice.connector.SendingConnector;
import dev.sluice.job.CommandLine;
import dev.sluice.job.Connectors;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.MistakesException;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is generated, and where it goes.
 *
 * @param sensors whether it is the readings of many sensors, not the messages of one device
 * @param readings the recording to be sent in their place, or null
 * @param records how many messages at most
 * @param rate messages a second, or 0: as fast as they are taken
 * @param start the time of the first reading
 * @param to where messages go, or null: to {@code output}
 * @param output the file they go to, or null
 * @param alsoTo the file that keeps what was sent, or null
 */
record GenerateConfig(
        String device,
        boolean sensors,
        @Nullable Path readings,
        long records,
        long rate,
        long seed,
        Instant start,
        @Nullable End to,
        @Nullable Path output,
        @Nullable Path alsoTo) {

    /** One a second, that is 30,000 years. */
    private static final long MOST = 1_000_000_000_000L;

    /** Between the readings of sensors that come as fast as they are taken. */
    private static final Duration SENSOR_INTERVAL = Duration.ofMillis(100);

    /** A stream and its connector. */
    record End(TableDefinition table, SendingConnector connector) {}

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    static GenerateConfig from(GenerateOptions options, CommandLine commandLine, List<String> mistakes)
            throws MistakesException {
        long records = CommandLine.wholeNumber("records", options.getRecords(), 1, MOST, mistakes);
        long rate = CommandLine.wholeNumber("rate", options.getRate(), 0, MOST, mistakes);
        long seed = CommandLine.wholeNumber("seed", options.getSeed(), Long.MIN_VALUE, Long.MAX_VALUE, mistakes);
        boolean sensors = options.getMessages().equals("sensors");
        if (!sensors && !options.getMessages().equals("device")) {
            mistakes.add("--messages: expected device or sensors, found '" + options.getMessages() + "'");
        }
        Path readings = options.getReadings() == null ? null : Path.of(options.getReadings());
        if (readings != null && !(Files.isRegularFile(readings) && Files.isReadable(readings))) {
            mistakes.add("--readings: " + readings + " is no file that can be read");
        }
        Duration span = interval(sensors, rate).multipliedBy(records - 1);
        Instant start = start(options.getStart(), sensors && rate > 0 ? Duration.ZERO : span, sensors, mistakes);
        String to = String.valueOf(options.getTo());
        End end = to.equals("file") ? null : end(to, options, mistakes);
        Path output = to.equals("file") ? output(options.getOutput(), mistakes) : null;
        Path alsoTo = options.getAlsoTo() == null ? null : Path.of(options.getAlsoTo());
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        long count = readings == null || commandLine.has("records") ? records : Long.MAX_VALUE;
        return new GenerateConfig(device(options), sensors, readings, count, rate, seed, start, end, output, alsoTo);
    }

    private static String device(GenerateOptions options) {
        String device = options.getDevice();
        return device == null ? "raspberrypi" : device;
    }

    /** The time from one reading to the next. */
    Duration interval() {
        return interval(sensors, rate);
    }

    private static Duration interval(boolean sensors, long rate) {
        if (!sensors) {
            return Duration.ofSeconds(1);
        }
        return rate == 0 ? SENSOR_INTERVAL : Duration.ofNanos(1_000_000_000L / rate);
    }

    private static @Nullable End end(String kind, GenerateOptions options, List<String> mistakes) {
        if (!(Connectors.of(kind).orElse(null) instanceof SendingConnector connector)) {
            mistakes.add("--to: expected kafka, kinesis, mqtt or file, found "
                    + (options.getTo() == null ? "nothing" : "'" + kind + "'"));
            return null;
        }
        Map<String, String> settings = new HashMap<>(EndpointSettings.of(options));
        String topic = options.getTopic();
        if (topic != null) {
            settings.put(kind.equals("mqtt") ? "topic" : "topicName", topic.replace("${client_id}", device(options)));
        }
        put(settings, "streamName", options.getStream());
        put(settings, "qos", options.getQos());
        put(settings, "retained", options.getRetained());
        TableDefinition table = TableDefinition.ofRecords("generated", new Stream(kind, settings));
        mistakes.addAll(connector.writeMistakes(table));
        return new End(table, connector);
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private static @Nullable Path output(@Nullable String file, List<String> mistakes) {
        if (file == null) {
            mistakes.add("--output is missing: expected the file to write");
            return null;
        }
        return Path.of(file);
    }

    private static Instant start(
            @Nullable String text, Duration span, boolean toTheMicrosecond, List<String> mistakes) {
        if (text == null) {
            return Instant.now()
                    .truncatedTo(toTheMicrosecond ? ChronoUnit.MICROS : ChronoUnit.SECONDS)
                    .minus(span);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            mistakes.add("--start: expected an instant such as 2020-04-16T11:00:00Z, found '" + text + "'");
            return Instant.EPOCH;
        }
    }
}
