package dev.sluice.connector.mqtt;

import dev.sluice.record.Durability;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of this JVM, one for each broker and client id. Readers come and go (a DirectRunner closes one in twenty and
 * opens it again from its mark); a session stays until it has had no reader for 5 s, or for 60 s where records that were
 * given are not published yet, and to the end of the JVM at most.
 */
final class MqttSessions {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration GRACE_FOR_PUBLICATION = Duration.ofSeconds(60);

    /** Its monitor guards the counts of readers, too. */
    private static final Map<Key, Held> SESSIONS = new HashMap<>();

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mqtt-timer");
        thread.setDaemon(true);
        return thread;
    });

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(MqttSessions::leaveAll, "mqtt-leave"));
    }

    private MqttSessions() {}

    private record Key(String host, int port, String clientId) {
        static Key of(MqttAddress address) {
            return new Key(address.broker().host(), address.broker().port(), address.clientId());
        }
    }

    /** A session and who reads it. */
    private static final class Held {
        private final MqttSession session;
        private int readers;
        private long idleSince;

        private Held(MqttSession session) {
            this.session = session;
        }
    }

    /**
     * The session of this client id for one more reader, connected and subscribed.
     *
     * @throws IOException where it is not within 20 s, the broker refuses it, or another job in this JVM uses the client
     *     id
     */
    static MqttSession open(MqttAddress address, String jobId, Durability durability) throws IOException {
        Held held;
        synchronized (SESSIONS) {
            Key key = Key.of(address);
            held = SESSIONS.get(key);
            if (held != null && !held.session.serves(address, jobId, durability)) {
                if (held.readers > 0 && !held.session.hasFailed()) {
                    throw new IOException("the MQTT client id '" + address.clientId() + "' is in use by job '"
                            + held.session.jobId() + "' in this JVM: every job needs one of its own");
                }
                leave(held);
                held = null;
            }
            if (held == null) {
                held = new Held(new MqttSession(address, jobId, durability, Clock.systemUTC(), TIMER));
                SESSIONS.put(key, held);
                held.session.start();
            }
            held.readers++;
            held.session.want(true);
        }
        try {
            held.session.awaitReady();
        } catch (IOException e) {
            release(held.session);
            throw e;
        }
        return held.session;
    }

    /** A reader has ended. The last one leaves the session to the next for a while. */
    static void release(MqttSession session) {
        synchronized (SESSIONS) {
            Held held = SESSIONS.get(Key.of(session.address()));
            if (held == null || held.session != session) {
                return; // it was left meanwhile
            }
            held.readers--;
            held.idleSince = System.nanoTime();
            if (held.readers == 0) {
                session.want(false);
                leaveLater(held);
            }
        }
    }

    private static void leaveLater(Held held) {
        var unused = TIMER.schedule(() -> leaveWhereIdle(held), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void leaveWhereIdle(Held held) {
        synchronized (SESSIONS) {
            long idle = System.nanoTime() - held.idleSince;
            if (held.readers > 0 || idle < GRACE.toNanos()) {
                return; // used since; whoever closes the last reader asks again
            }
            if (held.session.owesAcknowledgements() && idle < GRACE_FOR_PUBLICATION.toNanos()) {
                leaveLater(held);
                return;
            }
            leave(held);
        }
    }

    /** Leaves the broker and the register; waits for 2 s at most. The caller holds the register. */
    private static void leave(Held held) {
        var unused = SESSIONS.remove(Key.of(held.session.address()), held);
        held.session.leave();
    }

    /** Leaves all sessions, as the end of the JVM does. */
    static void leaveAll() {
        synchronized (SESSIONS) {
            List<Held> all = new ArrayList<>(SESSIONS.values());
            all.forEach(held -> held.session.closeConnection());
            all.forEach(MqttSessions::leave);
        }
    }
}
