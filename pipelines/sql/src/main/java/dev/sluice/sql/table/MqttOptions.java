package dev.sluice.sql.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            options.copy(settings, name, name);
        }
        options.copy(settings, "broker", "endpoint");
        String topic = options.text("topic");
        if (topic == null && !settings.containsKey("topicFilter")) {
            options.mistake("topic", "'topic' is missing: expected an MQTT topic, or 'topicFilter'");
        }
        // One topic serves both ways: as the filter of a read, and as what is written to.
        options.copy(settings, "topic", "topic");
        if (topic != null && !topic.contains("${")) {
            settings.putIfAbsent("topicFilter", topic);
        }
        settings.putIfAbsent("clientId", "sluice-sql-" + shape.table());
        return Connection.of("mqtt", settings);
    }
}
