package dev.sluice.connector.mqtt;

import dev.sluice.schema.TableDefinition;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is read: the messages of a topic filter, by the session of a client id, at a broker.
 *
 * @param clientId names the session among all of the broker. It belongs to one topic filter: a session keeps its
 *     subscription, so that another filter wants another client id
 * @param receiveMaximum how many messages may be on their way to durability, 1 to 65,534
 * @param sessions how many sessions share the subscription; 0: it is not a shared one, and the client id is the session's
 */
record MqttAddress(MqttBroker broker, String topicFilter, String clientId, int receiveMaximum, int sessions)
        implements Serializable {

    /** Read by one session, with the greatest window. */
    MqttAddress(MqttBroker broker, String topicFilter, String clientId) {
        this(broker, topicFilter, clientId, Inbox.RECEIVE_MAXIMUM, 0);
    }

    /** One sentence for each mistake in the settings of a table that is to be read. */
    static List<String> mistakes(TableDefinition table) {
        MqttSettings settings = MqttSettings.of(table);
        var unused = settings.address();
        return settings.mistakes();
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static MqttAddress of(TableDefinition table) {
        MqttSettings settings = MqttSettings.of(table);
        MqttAddress address = settings.address();
        settings.refuseMistakes();
        return address;
    }

    /** One for each session. */
    List<MqttAddress> bySession() {
        if (sessions == 0) {
            return List.of(this);
        }
        return IntStream.range(0, sessions)
                .mapToObj(i -> new MqttAddress(broker, topicFilter, clientId + "-" + i, receiveMaximum, 0))
                .toList();
    }
}
