package dev.sluice.sql.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    private MqttOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        for (String name : SETTINGS) {
            put(settings, name, options.text(name));
        }
        put(settings, "broker", options.text("endpoint"));
        String topic = options.text("topic");
        if (topic == null && !settings.containsKey("topicFilter")) {
            options.mistake("topic", "'topic' is missing: expected an MQTT topic, or 'topicFilter'");
        }
        // One topic serves both ways: as the filter of a read, and as what is written to.
        put(settings, "topic", topic);
        if (topic != null && !topic.contains("${")) {
            settings.putIfAbsent("topicFilter", topic);
        }
        settings.putIfAbsent("clientId", "sluice-sql-" + shape.table());
        return Connection.of("mqtt", settings);
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
