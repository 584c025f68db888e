package dev.sluice.job.rule;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the actions of a rule: those of AWS IoT that have a place here, and {@code lake}, which is ours. */
final class ActionReader {

    private static final List<String> WORDS = List.of("kafka", "kinesis", "lake", "republish");

    /** By their codes in MQTT 5, 3.3.2.3.2. */
    private static final List<String> PAYLOAD_FORMATS = List.of("UNSPECIFIED_BYTES", "UTF8_DATA");

    /** What Kafka's producer is told here in any case, or what does not change the records. */
    private static final String[] PRODUCER = {"acks", "compression.type", "key.serializer", "value.serializer"};

    private ActionReader() {}

    /** The action in this object; empty where it is a mistake. */
    static Optional<RuleAction> read(RuleObject object) {
        String word = object.only(WORDS);
        if (word == null) {
            return Optional.empty();
        }
        RuleObject fields = object.object(word);
        RuleAction action = switch (word) {
            case "kafka" -> kafka(fields);
            case "kinesis" -> kinesis(fields);
            case "republish" -> republish(fields);
            default -> lake(fields);
        };
        fields.refuseOthers();
        return Optional.of(action);
    }

    private static RuleAction kafka(RuleObject fields) {
        String topic = fields.requiredConstant("topic", "the name of a topic");
        Map<String, String> settings = settings(fields);
        settings.put("topicName", topic);
        String key = fields.template("key");
        Map<String, String> headers = pairs(fields, "headers");
        fields.pass("destinationArn");
        RuleObject properties = fields.object("clientProperties");
        put(settings, "bootstrapServers", properties.text("bootstrap.servers"));
        properties.pass(PRODUCER);
        refuseSecrets(properties);
        properties.refuseOthers();
        return new RuleAction.ToStream("kafka", "kafka", settings, key, headers, topic);
    }

    /** Secrets are not in a rule: it is shown, copied and committed. */
    private static void refuseSecrets(RuleObject properties) {
        for (String name : List.of(
                "security.protocol",
                "sasl.mechanism",
                "ssl.truststore",
                "ssl.truststore.password",
                "ssl.keystore",
                "ssl.keystore.password",
                "ssl.key.password",
                "sasl.plain.username",
                "sasl.plain.password",
                "sasl.scram.username",
                "sasl.scram.password",
                "sasl.kerberos.keytab",
                "sasl.kerberos.service.name",
                "sasl.kerberos.krb5.kdc",
                "sasl.kerberos.krb5.realm",
                "sasl.kerberos.principal")) {
            if (properties.has(name)) {
                properties.mistake(name, "stands in a connection, not in a rule: name it by connectionName");
            }
        }
    }

    private static RuleAction kinesis(RuleObject fields) {
        String stream = fields.requiredConstant("streamName", "the name of a stream");
        Map<String, String> settings = settings(fields);
        settings.put("streamName", stream);
        String key = fields.template("partitionKey");
        fields.pass("roleArn");
        return new RuleAction.ToStream("kinesis", "kinesis", settings, key, Map.of(), stream);
    }

    /** The record's key is the topic it goes to. */
    private static RuleAction republish(RuleObject fields) {
        String topic = fields.requiredTemplate("topic", "an MQTT topic");
        Map<String, String> settings = settings(fields);
        settings.put("topic", "${key}");
        put(settings, "qos", fields.oneOf("qos", List.of("0", "1", "2")));
        if (fields.has("retained")) {
            settings.put("retained", Boolean.toString(fields.flag("retained")));
        }
        fields.pass("roleArn");
        Map<String, String> attributes = mqttHeaders(fields.object("headers"));
        // Of AWS: a topic of the broker's own begins with $, which is written $$ in a rule.
        String destination = topic.startsWith("$$") ? topic.substring(1) : topic;
        return new RuleAction.ToStream("republish", "mqtt", settings, destination, attributes, topic);
    }

    /** The properties of an MQTT 5 message, by the names that the MQTT connector has for them. */
    private static Map<String, String> mqttHeaders(RuleObject headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : List.of("contentType", "responseTopic", "correlationData", "messageExpiry")) {
            put(attributes, name, headers.template(name));
        }
        String format = headers.oneOf("payloadFormatIndicator", PAYLOAD_FORMATS);
        if (format != null) {
            attributes.put("payloadFormat", Integer.toString(PAYLOAD_FORMATS.indexOf(format)));
        }
        pairs(headers, "userProperties").forEach((name, value) -> attributes.put("property." + name, value));
        headers.refuseOthers();
        return attributes;
    }

    private static RuleAction lake(RuleObject fields) {
        Map<String, String> options = new HashMap<>();
        options.put("table", fields.requiredText("table", "the name of a table"));
        options.put("output", fields.requiredText("output", "the lake's directory"));
        for (String option :
                List.of("mappings", "transforms", "castMode", "partitionBy", "windowSize", "deadLetters")) {
            put(options, option, fields.text(option));
        }
        return new RuleAction.ToLake(options);
    }

    private static Map<String, String> settings(RuleObject fields) {
        Map<String, String> settings = new HashMap<>();
        put(settings, "connectionName", fields.text("connectionName"));
        return settings;
    }

    private static Map<String, String> pairs(RuleObject fields, String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (RuleObject pair : fields.objects(name)) {
            String key = pair.requiredText("key", "a name");
            pairs.put(key, pair.requiredTemplate("value", "a value"));
            pair.refuseOthers();
        }
        return pairs;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
