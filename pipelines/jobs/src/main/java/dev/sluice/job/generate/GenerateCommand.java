package dev.sluice.job.generate;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.Connectors;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** {@code ./sluice generate}: device messages, made up or from a recording, to Kafka, MQTT or a file. */
public final class GenerateCommand implements Command {

    /** One a second, that is 30,000 years. */
    private static final long MOST = 1_000_000_000_000L;

    private static final String USAGE = "./sluice generate --to=kafka|mqtt|file [--option=value …]";

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String summary() {
        return "device messages to Kafka, MQTT or a file, made up or from a recording";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, GenerateOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        GenerateOptions options = commandLine.as(GenerateOptions.class, mistakes);
        long records = CommandLine.wholeNumber("records", options.getRecords(), 1, MOST, mistakes);
        long rate = CommandLine.wholeNumber("rate", options.getRate(), 0, MOST, mistakes);
        long seed = CommandLine.wholeNumber("seed", options.getSeed(), Long.MIN_VALUE, Long.MAX_VALUE, mistakes);
        Instant start = start(options.getStart(), records, mistakes);
        String readings = options.getReadings();
        if (readings != null && !(Files.isRegularFile(Path.of(readings)) && Files.isReadable(Path.of(readings)))) {
            mistakes.add("--readings: " + readings + " is no file that can be read");
        }
        checkTarget(options, mistakes);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        checkReachable(options);
        if (readings == null) {
            return send(new DeviceMessages(options.getDevice(), start, records, seed), options, rate);
        }
        try (Readings recording = Readings.of(Path.of(readings))) {
            return send(recording.lines(commandLine.has("records") ? records : Long.MAX_VALUE), options, rate);
        }
    }

    private static int send(Iterator<byte[]> messages, GenerateOptions options, long rate) throws Exception {
        long sent = 0;
        long begin = System.nanoTime();
        try (Target target = target(options)) {
            while (messages.hasNext()) {
                if (rate > 0) {
                    long due = begin + sent * 1_000_000_000L / rate;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                }
                target.send(messages.next());
                sent++;
            }
        }
        System.out.printf("generate: %,d messages sent%n", sent);
        return 0;
    }

    private static Target target(GenerateOptions options) throws MistakesException {
        String topic = topic(options);
        try {
            return switch (String.valueOf(options.getTo())) {
                case "kafka" ->
                    Target.kafka(
                            String.valueOf(options.getBootstrapServers()),
                            topic,
                            options.getDevice().getBytes(StandardCharsets.UTF_8));
                case "mqtt" -> Target.mqtt(String.valueOf(options.getBroker()), topic);
                default -> Target.file(Path.of(String.valueOf(options.getOutput())));
            };
        } catch (IOException e) {
            throw MistakesException.of(FailureMessage.of(e));
        }
    }

    private static void checkTarget(GenerateOptions options, List<String> mistakes) {
        String to = String.valueOf(options.getTo());
        switch (to) {
            case "kafka" -> {
                required("topic", options.getTopic(), mistakes);
                required("bootstrapServers", options.getBootstrapServers(), mistakes);
                if (options.getTopic() != null && options.getBootstrapServers() != null) {
                    checkStream(
                            options,
                            to,
                            Map.of("bootstrapServers", options.getBootstrapServers(), "topicName", topic(options)),
                            mistakes);
                }
            }
            case "mqtt" -> {
                required("topic", options.getTopic(), mistakes);
                required("broker", options.getBroker(), mistakes);
                if (options.getTopic() != null && options.getBroker() != null) {
                    checkStream(options, to, Map.of("broker", options.getBroker(), "topic", topic(options)), mistakes);
                }
            }
            case "file" -> required("output", options.getOutput(), mistakes);
            default ->
                mistakes.add("--to: expected kafka, mqtt or file, found "
                        + (options.getTo() == null ? "nothing" : "'" + to + "'"));
        }
    }

    private static String topic(GenerateOptions options) {
        return String.valueOf(options.getTopic()).replace("${client_id}", options.getDevice());
    }

    /** Asks the connector of jobs what it makes of the address, so that a message is the same everywhere. */
    private static void checkStream(
            GenerateOptions options, String kind, Map<String, String> address, List<String> mistakes) {
        TableDefinition table = TableDefinition.ofRecords(topic(options), new Stream(kind, address));
        try {
            var unused = Connectors.of(kind).orElseThrow().write(table, "generate");
        } catch (IllegalArgumentException e) {
            mistakes.addAll(FailureMessage.of(e).lines().toList());
        }
    }

    private static void checkReachable(GenerateOptions options) throws MistakesException {
        if ("kafka".equals(options.getTo())) {
            TableDefinition table = TableDefinition.ofRecords(
                    topic(options),
                    new Stream(
                            "kafka",
                            Map.of(
                                    "bootstrapServers",
                                    String.valueOf(options.getBootstrapServers()),
                                    "topicName",
                                    topic(options))));
            List<String> mistakes =
                    Connectors.of("kafka").orElseThrow().unreachable(table, ReadSettings.of("generate"));
            if (!mistakes.isEmpty()) {
                throw new MistakesException(mistakes);
            }
        }
    }

    private static void required(String option, @Nullable String value, List<String> mistakes) {
        if (value == null) {
            mistakes.add("--" + option + " is missing");
        }
    }

    private static Instant start(@Nullable String text, long records, List<String> mistakes) {
        if (text == null) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(records - 1);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            mistakes.add("--start: expected an instant such as 2020-04-16T11:00:00Z, found '" + text + "'");
            return Instant.EPOCH;
        }
    }
}
