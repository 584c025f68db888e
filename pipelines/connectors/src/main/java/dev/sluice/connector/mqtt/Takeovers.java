package dev.sluice.connector.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a successor from a rival. One takeover is normal: a job that is started again while the broker has not noticed the
 * end of its former connection. Two that use the same client id throw each other out for ever. Thread-safe.
 */
final class Takeovers {

    private static final Logger LOG = LoggerFactory.getLogger(Takeovers.class);
    private static final int TOO_MANY = 3;
    private static final Duration TIME = Duration.ofMinutes(1);

    private final MqttAddress address;
    private final Consumer<IOException> tooMany;
    private final Deque<Long> times = new ArrayDeque<>();

    /** @param tooMany takes the reason to stop, when it happened too often lately */
    Takeovers(MqttAddress address, Consumer<IOException> tooMany) {
        this.address = address;
        this.tooMany = tooMany;
    }

    /**
     * The broker has closed the connection without a word: finds out whether another client has come. MQTT 3.1.1 has no word
     * for it, and Mosquitto 2.0.11 says none in MQTT 5 either. But a broker that answers others at the same moment has not
     * been stopped, and the network is not down.
     */
    void ask() {
        try {
            var unused = address.broker().knock().thenAccept(answer -> another());
        } catch (IOException e) {
            LOG.debug("{} was not asked", address.broker(), e);
        }
    }

    /** Another client has come with the same client id. */
    void another() {
        another(System.nanoTime());
    }

    /** @param now nanoseconds of a clock that goes on evenly */
    void another(long now) {
        synchronized (times) {
            times.add(now);
            times.removeIf(then -> now - then > TIME.toNanos());
            if (times.size() < TOO_MANY) {
                return;
            }
        }
        tooMany.accept(new IOException("another client has taken over the session '" + address.clientId() + "' at the "
                + address.broker() + " " + TOO_MANY + " times within " + TIME.toSeconds()
                + " s: every job needs a client id of its own"));
    }
}
