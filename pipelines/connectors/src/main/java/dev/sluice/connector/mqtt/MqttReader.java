package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cursor in a session: opening and closing one costs nothing, and what it took it can take again. */
final class MqttReader implements RecordReader {

    /** Few enough to hold the session's lock for microseconds. */
    private static final int AT_ONCE = 256;

    private static final String PROPERTY = "property.";

    private final MqttSession session;
    private long last;
    private boolean closed;

    private MqttReader(MqttSession session, long last) {
        this.session = session;
        this.last = last;
    }

    /**
     * Opens a reader behind the mark.
     *
     * @param after the mark; where it is of another session, which this JVM does not have, the reader starts at the oldest
     *     message that is not acknowledged
     */
    static MqttReader open(MqttSession session, Map<String, Position> after) {
        return new MqttReader(session, session.startAfter(after.get(session.partition())));
    }

    @Override
    public Map<String, Position> startingAfter() {
        return Map.of(session.partition(), Position.offset(last));
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        Duration wait = patience;
        while (!batch.isFull()) {
            List<Inbox.Message> messages = session.after(last, AT_ONCE, wait);
            if (messages.isEmpty()) {
                return;
            }
            for (Inbox.Message message : messages) {
                if (batch.isFull()) {
                    return;
                }
                add(message, batch);
            }
            wait = Duration.ZERO;
        }
    }

    private void add(Inbox.Message message, OpenBatch batch) {
        Mqtt5Publish publish = message.delivery().publish();
        last = message.number();
        batch.add(
                session.partition(),
                Position.offset(last),
                message.arrival(),
                null,
                attributes(publish),
                publish.getPayloadAsBytes());
    }

    private static Map<String, String> attributes(Mqtt5Publish publish) {
        Map<String, String> fixed = Map.of(
                "topic", publish.getTopic().toString(),
                "qos", Integer.toString(publish.getQos().getCode()),
                "retained", Boolean.toString(publish.isRetain()));
        List<? extends Mqtt5UserProperty> properties =
                publish.getUserProperties().asList();
        if (properties.isEmpty()) {
            return fixed;
        }
        Map<String, String> attributes = new LinkedHashMap<>(fixed);
        for (Mqtt5UserProperty property : properties) {
            MqttUtf8String name = property.getName();
            attributes.put(PROPERTY + name, property.getValue().toString());
        }
        return attributes;
    }

    /** Never: a broker's queue has no end. */
    @Override
    public boolean isAtEnd() {
        return false;
    }

    @Override
    public void acknowledge(Map<String, Position> upTo) {
        if (upTo.get(session.partition()) instanceof Position.Offset offset) {
            session.acknowledge(offset.value());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.release();
        }
    }
}
