package dev.sluice.sql.table;

import dev.sluice.record.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of {@code 'connector' = 'mqtt'}, which Flink has not: the settings of our connector, by its own names. */
final class MqttOptions {

    private static final List<String> SETTINGS = List.of(
            "broker",
            "topicFilter",
            "clientId",
            "qos",
            "retained",
            "mqttVersion",
            "keepAlive",
            "receiveMaximum",
            "sessions",
            "caFile",
            "certificateFile",
            "keyFile",
            "connection",
            "connectionName");

    /** The place of what the table is PARTITIONED BY. */
    private static final String KEY = "key";

    private MqttOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        for (String name : SETTINGS) {
            options.copy(settings, name, name);
        }
        options.copy(settings, "broker", "endpoint");
        String topic = options.text("topic");
        if (topic == null && !settings.containsKey("topicFilter")) {
            options.mistake("topic", "'topic' is missing: expected an MQTT topic, or 'topicFilter'");
        }
        if (topic != null) {
            checkPlaces(topic, options, shape);
        }
        // One topic serves both ways: as the filter of a read, and as what is written to.
        options.copy(settings, "topic", "topic");
        if (topic != null && !topic.contains("${")) {
            settings.putIfAbsent("topicFilter", topic);
        }
        settings.putIfAbsent("clientId", "sluice-sql-" + shape.table());
        return Connection.of("mqtt", settings);
    }

    /** What is written goes to a topic that may name columns. */
    private static void checkPlaces(String topic, Options options, ConnectorOptions.Shape shape) {
        List<String> columns = shape.columns().stream().map(SqlColumn::name).toList();
        try {
            Template template = Template.of(topic);
            if (template.needsTopic()) {
                options.mistake(
                        "topic", "'topic': a row came by no topic: expected columns in ${…}, found '" + topic + "'");
            }
            for (String column : template.columns()) {
                if (!columns.contains(column) && !column.equals(KEY)) {
                    options.mistake("topic", "'topic': " + CreateTable.unknown("column", column, Set.copyOf(columns)));
                }
            }
        } catch (IllegalArgumentException e) {
            options.mistake("topic", "'topic': " + e.getMessage());
        }
    }
}
