package dev.sluice.sql.table;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Options of {@code 'connector' = 'kafka'}. */
final class KafkaOptions {

    private static final String PROPERTIES = "properties.";
    private static final String SERVERS = "properties.bootstrap.servers";
    private static final String RESET = "properties.auto.offset.reset";
    private static final String MODE = "scan.startup.mode";
    private static final String MILLIS = "scan.startup.timestamp-millis";
    private static final String PROTOCOL = "properties.security.protocol";

    /** Settings of ours, by which a broker lets one in. */
    private static final Set<String> ACCESS =
            Set.of("connection", "connectionName", "caFile", "certificateFile", "keyFile");

    private KafkaOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        topics(options, settings);
        options.copy(settings, "bootstrapServers", "endpoint", SERVERS);
        ACCESS.forEach(name -> options.copy(settings, name, name));
        security(options, settings);
        StartingPosition start = start(options);
        EndingPosition ending = options.choice(
                "scan.bounded.mode",
                EndingPosition.NEVER,
                Map.of("unbounded", EndingPosition.NEVER, "latest-offset", EndingPosition.LATEST));
        nothings(options);
        return Connection.of("kafka", settings).startingAt(start).endingAt(ending);
    }

    private static void topics(Options options, Map<String, String> settings) {
        String topic = options.text("topic");
        String pattern = options.text("topic-pattern");
        if (topic == null && pattern == null) {
            options.mistake("topic", "'topic' is missing: expected the name of a Kafka topic, or 'topic-pattern'");
        }
        if (topic != null && pattern != null) {
            options.mistake("topic-pattern", "expected 'topic' or 'topic-pattern', found both");
        }
        if (topic != null) {
            settings.put("topicName", topic.replace(';', ','));
        }
        if (pattern != null) {
            String regex = options.optional(
                    "topic-pattern",
                    "a regular expression",
                    text -> Pattern.compile(text).pattern());
            settings.put("topicPattern", regex == null ? "" : regex);
        }
    }

    /** How a broker is spoken to stands in a connection, beside its secrets; a table may say the same, not less. */
    private static void security(Options options, Map<String, String> settings) {
        String protocol = options.text(PROTOCOL);
        boolean access = ACCESS.stream().anyMatch(settings::containsKey);
        if (protocol != null && !protocol.equalsIgnoreCase("PLAINTEXT") && !access) {
            options.mistake(
                    PROTOCOL,
                    "'" + PROTOCOL + "' = '" + protocol
                            + "' needs more than a table may hold: expected 'connection', a file that says how to log in");
        }
        options.startingWith(PROPERTIES).keySet().stream()
                .map(name -> PROPERTIES + name)
                .filter(name -> !name.equals(SERVERS) && !name.equals(PROTOCOL) && !name.equals(RESET))
                .forEach(name -> options.meansNothing(name, reason(name)));
    }

    private static String reason(String property) {
        if (property.equals("properties.group.id")) {
            return "where a job goes on stands in its checkpoint";
        }
        return property.startsWith("properties.ssl.") || property.startsWith("properties.sasl.")
                ? "how to log in stands in the file that 'connection' names"
                : "Kafka's clients are set up by the job";
    }

    private static StartingPosition start(Options options) {
        StartingPosition reset = options.choice(
                RESET,
                StartingPosition.latest(),
                Map.of(
                        "earliest", StartingPosition.earliest(),
                        "latest", StartingPosition.latest(),
                        "none", StartingPosition.latest()));
        String millis = options.text(MILLIS);
        options.refuse("scan.startup.specific-offsets", "expected a time, the earliest or the latest offset");
        StartingPosition start = options.choice(
                MODE,
                reset,
                Map.of(
                        "earliest-offset",
                        StartingPosition.earliest(),
                        "latest-offset",
                        StartingPosition.latest(),
                        "group-offsets",
                        reset,
                        "timestamp",
                        new StartingPosition.At(Instant.EPOCH)));
        if (start.instant() == null) {
            return start;
        }
        if (millis == null) {
            options.mistake(MODE, "'" + MILLIS + "' is missing: expected the time to start at");
        }
        return options.value(
                MILLIS,
                start,
                "milliseconds since 1970",
                text -> new StartingPosition.At(Instant.ofEpochMilli(Long.parseLong(text))));
    }

    private static void nothings(Options options) {
        for (String name : new String[] {"scan.bounded.specific-offsets", "scan.bounded.timestamp-millis"}) {
            options.refuse(name, "expected 'scan.bounded.mode' = 'latest-offset'");
        }
        options.meansNothing("scan.topic-partition-discovery.interval", "new partitions are found within 30 s");
        options.choice("sink.partitioner", "", Map.of("default", "", "fixed", "", "round-robin", ""));
        for (String name : new String[] {"sink.semantic", "sink.delivery-guarantee"}) {
            String written = options.text(name);
            if (written != null && written.toLowerCase(Locale.ROOT).startsWith("exactly")) {
                options.mistake(
                        name,
                        "'" + name + "': expected at-least-once, for there are no transactions; found '" + written
                                + "'");
            }
        }
        options.meansNothing("sink.transactional-id-prefix", "there are no transactions");
    }
}
