package dev.sluice.connector.mqtt;

import dev.sluice.record.Durability;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client id's session with its broker. It outlives the readers of a runner, and with it stay the messages that are not
 * acknowledged; see {@link MqttSessions}.
 *
 * <p>It is one partition, {@code clientId#uuid}, with the numbers of the messages as positions. The uuid is new in every
 * JVM: the numbers of a former one mean nothing, for the broker gives again whatever that one did not acknowledge.
 *
 * <p>Thread-safe.
 */
final class MqttSession implements MqttConnection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);

    private final MqttAddress address;
    private final String jobId;
    private final Durability durability;
    private final Clock clock;
    private final String partition;
    private final MqttConnection connection;
    private final Settling settling;
    /** Null where the runner's checkpoints make durable. */
    private final @Nullable Publications publications;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Inbox inbox = new Inbox();
    private boolean ready;
    private long given = -1;
    private long dropped;
    private Figures told = Figures.NONE;
    private @Nullable IOException failure;

    MqttSession(MqttAddress address, String jobId, Durability durability, Clock clock, ScheduledExecutorService timer) {
        this.address = address;
        this.jobId = jobId;
        this.durability = durability;
        this.clock = clock;
        partition = address.clientId() + "#" + UUID.randomUUID();
        publications = durability == Durability.PUBLICATION
                ? new Publications(jobId, partition, address.receiveMaximum(), this::acknowledge)
                : null;
        connection = new MqttConnection(address, this, timer);
        settling = new Settling(lock, inbox, connection);
    }

    /** How a session does: connections made again, messages on their way, messages dropped. */
    record Figures(long reconnects, long inFlight, long dropped) {
        static final Figures NONE = new Figures(0, 0, 0);
    }

    MqttAddress address() {
        return address;
    }

    String jobId() {
        return jobId;
    }

    boolean serves(MqttAddress other, String job, Durability by) {
        return !hasFailed() && address.equals(other) && jobId.equals(job) && durability == by;
    }

    boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    void start() {
        if (publications != null) {
            publications.listen();
        }
        connection.connect();
    }

    /**
     * Whether somebody reads it. Where nobody does, another JVM may have taken it over: then it is not taken back. Where
     * publishing makes durable there is no other one, and there may be acknowledgements to send.
     */
    void want(boolean isRead) {
        connection.want(isRead || publications != null);
    }

    /**
     * Waits until it is connected and subscribed, or messages come.
     *
     * @throws IOException where it is not within 20 s, or the broker refuses it
     */
    void awaitReady() throws IOException {
        lock.lock();
        try {
            long left = MqttBroker.PATIENCE.toNanos();
            while (!ready && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            throwFailure();
            if (!ready) {
                IOException last = connection.lastFailure();
                throw last != null
                        ? last
                        : new IOException(
                                address.broker() + " does not answer within " + MqttBroker.PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting to " + address.broker(), e);
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** Whether something that was given is not acknowledged, though it will be published in this JVM. */
    boolean owesAcknowledgements() {
        lock.lock();
        try {
            return publications != null && failure == null && inbox.first() <= given;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the broker, which keeps the session. Returns at once. */
    void closeConnection() {
        connection.close();
    }

    /** Leaves the broker, which keeps the session; waits for 2 s at most. */
    void leave() {
        if (publications != null) {
            publications.stop();
        }
        connection.close();
        connection.awaitClosed();
    }

    /** The name of the one partition, for this JVM. */
    String partition() {
        return partition;
    }

    /** The number to go on after: that of the mark, or the one before the oldest message that is not acknowledged. */
    long startAfter(@Nullable Position mark) {
        lock.lock();
        try {
            long oldest = inbox.first() - 1;
            return mark instanceof Position.Offset offset ? Math.max(offset.value(), oldest) : oldest;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The messages behind a number, in order.
     *
     * @param most how many at most
     * @param patience how long to wait for a first one
     * @throws IOException where the session has ended for good
     */
    List<Inbox.Message> after(long number, int most, Duration patience) throws IOException {
        List<Inbox.Message> messages;
        long oldest;
        long last;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (inbox.next() <= number + 1 && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            throwFailure();
            messages = inbox.after(number, most);
            if (!messages.isEmpty()) {
                given = Math.max(given, messages.get(messages.size() - 1).number());
            }
            oldest = inbox.first();
            last = given;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading from " + address.broker(), e);
        } finally {
            lock.unlock();
        }
        if (publications != null) {
            publications.given(oldest, last);
        }
        return messages;
    }

    /** What has happened since this was asked last, and how many messages are on their way now. */
    Figures figures() {
        long reconnects = connection.reconnects();
        lock.lock();
        try {
            Figures before = told;
            told = new Figures(reconnects, inbox.size(), dropped);
            return new Figures(reconnects - before.reconnects, told.inFlight, dropped - before.dropped);
        } finally {
            lock.unlock();
        }
    }

    /** Acknowledges all messages up to this number. */
    void acknowledge(long upTo) {
        int count;
        lock.lock();
        try {
            count = inbox.acknowledge(upTo);
        } finally {
            lock.unlock();
        }
        if (count > 0) {
            settling.ask();
        }
    }

    @Override
    public void connected(int number, boolean sessionPresent) {
        lock.lock();
        try {
            inbox.connected(number, sessionPresent);
            settling.connected();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void subscribed() {
        lock.lock();
        try {
            ready = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void received(Delivery delivery) {
        lock.lock();
        try {
            if (delivery.packetId() == null && inbox.size() >= address.receiveMaximum()) {
                drop();
            } else if (inbox.receive(delivery, clock.millis())) {
                // What the broker has kept comes before its answer to the subscription, and may take long.
                ready = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (publications != null) {
            publications.arrived();
        }
    }

    /** Nothing holds back a sender of QoS 0, and nothing was promised to it. Said once for each ten times as many. */
    private void drop() {
        dropped++;
        if (Long.toString(dropped).matches("10*")) {
            LOG.warn(
                    "MQTT session '{}': {} messages with QoS 0 dropped so far, for {} wait to become durable",
                    address.clientId(),
                    dropped,
                    inbox.size());
        }
    }

    @Override
    public void failed(IOException reason) {
        lock.lock();
        try {
            failure = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
