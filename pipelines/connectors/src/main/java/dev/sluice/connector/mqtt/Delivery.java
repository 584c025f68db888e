package dev.sluice.connector.mqtt;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A message as one connection brought it. The same message comes again by the next connection where its acknowledgement
 * did not reach the broker: with the same packet identifier, and marked as repeated.
 *
 * @param packetId the number under which the broker waits for the acknowledgement; null: it waits for none (QoS 0)
 * @param repeated the DUP flag: the broker may have sent it before
 * @param connection which connection of the session brought it; an acknowledgement counts on that one only
 * @param acknowledgement sends it
 */
record Delivery(
        Mqtt5Publish publish, @Nullable Integer packetId, boolean repeated, int connection, Runnable acknowledgement) {

    /** A message out of a client with manual acknowledgement. */
    static Delivery of(Mqtt5Publish publish, int connection) {
        if (publish.getQos() == MqttQos.AT_MOST_ONCE) {
            return new Delivery(publish, null, false, connection, publish::acknowledge);
        }
        MqttStatefulPublish packet = Packet.of(publish);
        return new Delivery(publish, packet.getPacketIdentifier(), packet.isDup(), connection, publish::acknowledge);
    }

    boolean hasContentOf(Delivery other) {
        return publish.getTopic().equals(other.publish.getTopic())
                && publish.getPayload().equals(other.publish.getPayload());
    }

    /**
     * The client's API shows neither the packet identifier nor the DUP flag, and without them a repeated message cannot
     * be told from another one with the same content. They are taken out of the client's private fields; the client's
     * version is fixed in the root pom, and a missing field fails at the first message.
     */
    private static final class Packet {

        private static final VarHandle CONFIRMABLE;
        private static final VarHandle WITH_FLOWS;
        private static final VarHandle STATEFUL;

        static {
            String incoming = "com.hivemq.client.internal.mqtt.handler.publish.incoming.";
            try {
                Class<?> confirmable = Class.forName(incoming + "MqttIncomingPublishConfirmable");
                Class<?> withFlows = Class.forName(incoming + "MqttStatefulPublishWithFlows");
                CONFIRMABLE = field(
                        MqttPublish.class,
                        "confirmable",
                        Class.forName("com.hivemq.client.internal.checkpoint.Confirmable"));
                WITH_FLOWS = field(confirmable, "publishWithFlows", withFlows);
                STATEFUL = field(withFlows, "publish", MqttStatefulPublish.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static VarHandle field(Class<?> owner, String name, Class<?> type) throws ReflectiveOperationException {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        }

        static MqttStatefulPublish of(Mqtt5Publish publish) {
            Object confirmable = CONFIRMABLE.get((MqttPublish) publish);
            Object withFlows = WITH_FLOWS.get(confirmable);
            return (MqttStatefulPublish) STATEFUL.get(withFlows);
        }
    }
}
