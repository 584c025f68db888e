package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import dev.sluice.schema.TableDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is read: the messages of a topic filter, by the session of a client id, at a broker.
 *
 * @param clientId names the session among all of the broker. It belongs to one topic filter: a session keeps its
 *     subscription, so that another filter wants another client id
 */
record MqttAddress(MqttBroker broker, String topicFilter, String clientId) implements Serializable {

    static final String BROKER = "broker";
    static final String TOPIC_FILTER = "topicFilter";
    static final String CLIENT_ID = "clientId";
    static final String TOPIC = "topic";

    /** One sentence for each mistake in the settings of a table that is to be read. */
    static List<String> mistakes(TableDefinition table) {
        List<String> mistakes = brokerMistakes(table);
        check(table, TOPIC_FILTER, "an MQTT topic filter such as streaming-data/#", MqttTopicFilter::of, mistakes);
        check(table, CLIENT_ID, "the fixed name of the job's session at the broker", MqttAddress::clientId, mistakes);
        return mistakes;
    }

    /** One sentence for each mistake in the settings of a table that is to be written. */
    static List<String> writeMistakes(TableDefinition table) {
        List<String> mistakes = brokerMistakes(table);
        check(table, TOPIC, "an MQTT topic such as streaming-data/board", MqttTopic::of, mistakes);
        return mistakes;
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static MqttAddress of(TableDefinition table) {
        refuse(mistakes(table));
        return new MqttAddress(
                MqttBroker.of(setting(table, BROKER)), setting(table, TOPIC_FILTER), setting(table, CLIENT_ID));
    }

    static String setting(TableDefinition table, String name) {
        String value = table.stream().setting(name);
        if (value == null) {
            throw new IllegalArgumentException("table '" + table.name() + "' names no " + name);
        }
        return value;
    }

    static void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    private static List<String> brokerMistakes(TableDefinition table) {
        List<String> mistakes = new ArrayList<>();
        String uri = table.stream().setting(BROKER);
        String mistake = uri == null
                ? "--broker is missing: expected mqtt://host:port of an MQTT broker for table '" + table.name() + "'"
                : MqttBroker.mistake(uri);
        if (mistake != null) {
            mistakes.add(mistake);
        }
        return mistakes;
    }

    private static void check(
            TableDefinition table, String name, String expected, Consumer<String> parser, List<String> mistakes) {
        String value = table.stream().setting(name);
        if (value == null) {
            mistakes.add("table '" + table.name() + "' names no " + name + ": expected " + expected);
            return;
        }
        try {
            parser.accept(value);
        } catch (IllegalArgumentException e) {
            mistakes.add(name + ": expected " + expected + ", found '" + value + "' (" + e.getMessage() + ")");
        }
    }

    private static void clientId(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is blank, and the broker would choose another one at every connect");
        }
        var unused = MqttClientIdentifier.of(text);
    }
}
