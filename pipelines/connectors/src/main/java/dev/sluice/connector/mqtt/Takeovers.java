package dev.sluice.connector.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a successor from a rival. One takeover is normal: a job that is started again while the broker has not noticed the
 * end of its former connection. Two that use the same client id throw each other out for ever. Not thread-safe.
 */
final class Takeovers {

    static final int TOO_MANY = 3;
    static final Duration TIME = Duration.ofMinutes(1);

    private final Deque<Long> times = new ArrayDeque<>();

    /**
     * Another client has come with the same client id.
     *
     * @param now nanoseconds of a clock that goes on evenly
     * @return whether that happened too often lately
     */
    boolean another(long now) {
        times.add(now);
        times.removeIf(then -> now - then > TIME.toNanos());
        return times.size() >= TOO_MANY;
    }
}
