package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.sluice.record.Template;
import dev.sluice.schema.TableDefinition;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written to.
 *
 * @param topic made of each record, see {@link MqttTopicSender}
 * @param qos 0: sent once and forgotten; 1: at least once; 2: once, as long as neither side loses its session
 * @param retained whether the broker keeps the last message of each topic for those who come later
 * @param session the client id of a session that the broker keeps, and that one sender has; null where there may be several
 */
record MqttTarget(
        MqttBroker broker,
        Template topic,
        MqttQos qos,
        boolean retained,
        @Nullable String session) implements Serializable {

    /** One sentence for each mistake in the settings of a table that is to be written. */
    static List<String> mistakes(TableDefinition table) {
        MqttSettings settings = MqttSettings.of(table);
        var unused = settings.target();
        return settings.mistakes();
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static MqttTarget of(TableDefinition table) {
        MqttSettings settings = MqttSettings.of(table);
        MqttTarget target = settings.target();
        settings.refuseMistakes();
        return target;
    }
}
