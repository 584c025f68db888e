package dev.sluice.sql.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the options of one connector. */
@FunctionalInterface
interface ConnectorOptions {

    /** The connectors there are, by their words in {@code 'connector' = …}. */
    Map<String, ConnectorOptions> ALL = new TreeMap<>(Map.of(
            "kinesis", KinesisOptions::read,
            "kafka", KafkaOptions::read,
            "mqtt", MqttOptions::read,
            "filesystem", FilesystemOptions::read,
            "datagen", DatagenOptions::read,
            "print", ConnectorOptions::print,
            "blackhole", (options, shape) -> Connection.of("blackhole", Map.of())));

    /** What the options say; where some are wrong, with mistakes, as if they were not there. */
    Connection read(Options options, Shape shape);

    /**
     * What a connector looks at of a table.
     *
     * @param table its name
     * @param columns those that records hold
     * @param format the word in {@code 'format'}, or null where there is none
     */
    record Shape(
            String table,
            List<SqlColumn.Physical> columns,
            @Nullable String format) {}

    private static Connection print(Options options, Shape shape) {
        Map<String, String> settings = new TreeMap<>();
        String prefix = options.text("print-identifier");
        if (prefix != null) {
            settings.put("print-identifier", prefix);
        }
        if (options.flag("standard-error", false)) {
            settings.put("standard-error", "true");
        }
        return Connection.of("print", settings);
    }
}
