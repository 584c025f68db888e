package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;

/** A cursor in a session: opening and closing one costs nothing, and what it took it can take again. */
final class MqttReader implements RecordReader {

    /** Few enough to hold the session's lock for microseconds. */
    private static final int AT_ONCE = 256;

    private final MqttSession session;
    private final Counter reconnects = Metrics.counter(MqttConnector.KIND, "reconnects");
    private final Counter dropped = Metrics.counter(MqttConnector.KIND, "dropped");
    private final Gauge inFlight = Metrics.gauge(MqttConnector.KIND, "inFlight");
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
                break;
            }
            for (Inbox.Message message : messages) {
                if (batch.isFull()) {
                    break;
                }
                add(message, batch);
            }
            wait = Duration.ZERO;
        }
        tellFigures();
    }

    private void add(Inbox.Message message, OpenBatch batch) {
        Mqtt5Publish publish = message.delivery().publish();
        last = message.number();
        batch.add(
                session.partition(),
                Position.offset(last),
                message.arrival(),
                null,
                MqttAttributes.of(publish),
                publish.getPayloadAsBytes());
    }

    private void tellFigures() {
        MqttSession.Figures figures = session.figures();
        reconnects.inc(figures.reconnects());
        dropped.inc(figures.dropped());
        inFlight.set(figures.inFlight());
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
            MqttSessions.release(session);
        }
    }
}
