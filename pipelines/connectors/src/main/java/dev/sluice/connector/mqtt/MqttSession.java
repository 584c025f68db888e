package dev.sluice.connector.mqtt;

import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client id's session with its broker, one in the JVM. Readers come and go (a DirectRunner closes one in twenty and
 * opens it again from its mark); the session stays, and with it the messages that are not acknowledged.
 *
 * <p>It is one partition, {@code clientId#uuid}, with the numbers of the messages as positions. The uuid is new in every
 * JVM: the numbers of a former one mean nothing, for the broker gives again whatever that one did not acknowledge.
 *
 * <p>It leaves the broker (which keeps the session) when it has had no reader for 5 s, or for 60 s where records that were
 * given are not published yet, and at the end of the JVM. Thread-safe.
 */
final class MqttSession implements MqttConnection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration GRACE_FOR_PUBLICATION = Duration.ofSeconds(60);

    /** The sessions of this JVM, by broker and client id; its monitor guards the counts of readers, too. */
    private static final Map<Key, MqttSession> SESSIONS = new HashMap<>();

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mqtt-timer");
        thread.setDaemon(true);
        return thread;
    });

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(MqttSession::leaveAll, "mqtt-leave"));
    }

    private record Key(MqttBroker broker, String clientId) {}

    private final MqttAddress address;
    private final String jobId;
    private final Durability durability;
    private final Clock clock;
    private final String partition;
    private final MqttConnection connection;
    private final Consumer<PartitionRange> published = this::published;

    private int readers;
    private long idleSince;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Inbox inbox = new Inbox();
    private final DurablePrefix durable = new DurablePrefix();
    private boolean ready;
    private boolean settling;
    private long given = -1;
    private long dropped;
    private @Nullable IOException failure;

    private MqttSession(MqttAddress address, String jobId, Durability durability, Clock clock) {
        this.address = address;
        this.jobId = jobId;
        this.durability = durability;
        this.clock = clock;
        partition = address.clientId() + "#" + UUID.randomUUID();
        connection = new MqttConnection(address, this, TIMER);
    }

    /**
     * The session of this client id for one more reader, connected and subscribed.
     *
     * @throws IOException where it is not within 20 s, the broker refuses it, or another job in this JVM uses the client
     *     id
     */
    static MqttSession open(MqttAddress address, String jobId, Durability durability) throws IOException {
        MqttSession session;
        synchronized (SESSIONS) {
            Key key = new Key(address.broker(), address.clientId());
            session = SESSIONS.get(key);
            if (session != null && !session.serves(address, jobId, durability)) {
                if (session.readers > 0 && !session.hasFailed()) {
                    throw new IOException("the MQTT client id '" + address.clientId() + "' is in use by job '"
                            + session.jobId + "' in this JVM: every job needs one of its own");
                }
                session.leave();
                session = null;
            }
            if (session == null) {
                session = new MqttSession(address, jobId, durability, Clock.systemUTC());
                SESSIONS.put(key, session);
                session.start();
            }
            session.readers++;
        }
        try {
            session.awaitReady();
        } catch (IOException e) {
            session.release();
            throw e;
        }
        return session;
    }

    private boolean serves(MqttAddress other, String job, Durability by) {
        return !hasFailed() && address.equals(other) && jobId.equals(job) && durability == by;
    }

    private boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (durability == Durability.PUBLICATION) {
            JobLocal.of(jobId).onPublished(published);
        }
        connection.connect();
    }

    private void awaitReady() throws IOException {
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

    /** A reader has ended. The last one leaves the session to the next for a while. */
    void release() {
        synchronized (SESSIONS) {
            readers--;
            idleSince = System.nanoTime();
            leaveLater();
        }
    }

    private void leaveLater() {
        if (readers == 0) {
            var unused = TIMER.schedule(this::leaveWhereIdle, GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void leaveWhereIdle() {
        synchronized (SESSIONS) {
            long idle = System.nanoTime() - idleSince;
            if (readers > 0 || idle < GRACE.toNanos()) {
                return; // used since; whoever closes the last reader asks again
            }
            if (owesAcknowledgements() && idle < GRACE_FOR_PUBLICATION.toNanos()) {
                leaveLater();
                return;
            }
            leave();
        }
    }

    private boolean owesAcknowledgements() {
        lock.lock();
        try {
            return durability == Durability.PUBLICATION && failure == null && inbox.first() <= given;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the broker and the register; waits for 2 s at most. The caller holds the register. */
    private void leave() {
        var unused = SESSIONS.remove(new Key(address.broker(), address.clientId()), this);
        JobLocal.of(jobId).removeListener(published);
        connection.close();
        connection.awaitClosed();
    }

    /** Leaves all sessions, as the end of the JVM does. */
    static void leaveAll() {
        synchronized (SESSIONS) {
            List<MqttSession> all = new ArrayList<>(SESSIONS.values());
            all.forEach(session -> session.connection.close());
            all.forEach(MqttSession::leave);
        }
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
        lock.lock();
        try {
            long left = patience.toNanos();
            while (inbox.next() <= number + 1 && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            throwFailure();
            List<Inbox.Message> messages = inbox.after(number, most);
            if (!messages.isEmpty()) {
                given = Math.max(given, messages.get(messages.size() - 1).number());
            }
            return messages;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading from " + address.broker(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Acknowledges all messages up to this number. */
    void acknowledge(long upTo) {
        boolean ask;
        lock.lock();
        try {
            ask = inbox.acknowledge(upTo) > 0 && !settling;
        } finally {
            lock.unlock();
        }
        if (ask) {
            settle();
        }
    }

    /** Finds out when the broker has processed the acknowledgements so far. One question at a time. */
    private void settle() {
        int asked;
        long count;
        lock.lock();
        try {
            settling = true;
            asked = inbox.connection();
            count = inbox.acknowledgements();
        } finally {
            lock.unlock();
        }
        connection.afterAcknowledgements(() -> settled(asked, count));
    }

    private void settled(int asked, long count) {
        boolean more;
        lock.lock();
        try {
            if (asked != inbox.connection()) {
                return;
            }
            inbox.settled(asked, count);
            settling = false;
            more = inbox.acknowledgements() > count;
        } finally {
            lock.unlock();
        }
        if (more) {
            settle();
        }
    }

    private void published(PartitionRange range) {
        if (!range.partition().equals(partition)) {
            return;
        }
        long upTo;
        lock.lock();
        try {
            upTo = durable.add(range);
        } finally {
            lock.unlock();
        }
        acknowledge(upTo);
    }

    @Override
    public void connected(int number, boolean sessionPresent) {
        lock.lock();
        try {
            inbox.connected(number, sessionPresent);
            settling = false;
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
            if (delivery.packetId() == null && inbox.size() >= Inbox.RECEIVE_MAXIMUM) {
                drop();
            } else if (inbox.receive(delivery, clock.millis())) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
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
