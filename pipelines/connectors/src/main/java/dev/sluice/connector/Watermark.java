package dev.sluice.connector;

import dev.sluice.schema.ReadSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far event time has come in the partitions of one reader: the greatest event time seen, less the delay, of the
 * partition that is furthest behind. A partition that has been silent for the idle timeout no longer holds it back;
 * where all are silent the watermark follows the clock at the timeout's distance. Where no event times are looked for,
 * the watermark is the clock's time. It never goes back.
 */
final class Watermark {

    private record Seen(Instant greatest, Instant at) {}

    private final boolean timed;
    private final Duration delay;
    private final Duration idleTimeout;
    private final Clock clock;
    private final Map<String, Seen> partitions = new HashMap<>();
    private Instant current = Instant.EPOCH;

    Watermark(ReadSettings settings, Iterable<String> partitions, Clock clock) {
        this.timed = settings.eventTime() != null;
        this.delay = settings.watermarkDelay();
        this.idleTimeout = settings.idleTimeout();
        this.clock = clock;
        partitions.forEach(this::track);
    }

    /** Lets a partition hold the watermark from now on, silent as it is. */
    void track(String partition) {
        partitions.putIfAbsent(partition, new Seen(Instant.MIN, clock.instant()));
    }

    /** Lets a partition hold the watermark no more: it has ended. */
    void forget(String partition) {
        partitions.remove(partition);
    }

    void saw(String partition, Instant eventTime) {
        Seen before = partitions.get(partition);
        Instant greatest = before == null || eventTime.isAfter(before.greatest) ? eventTime : before.greatest;
        partitions.put(partition, new Seen(greatest, clock.instant()));
    }

    Instant current(Instant now) {
        Instant next = timed ? byEventTime(now) : now;
        if (next.isAfter(current)) {
            current = next;
        }
        return current;
    }

    private Instant byEventTime(Instant now) {
        Instant furthestBehind = Instant.MAX;
        for (Seen seen : partitions.values()) {
            boolean idle = seen.at.plus(idleTimeout).isBefore(now);
            if (!idle && seen.greatest.isBefore(furthestBehind)) {
                furthestBehind = seen.greatest;
            }
        }
        if (furthestBehind.equals(Instant.MAX)) {
            return now.minus(idleTimeout).minus(delay);
        }
        return furthestBehind.equals(Instant.MIN) ? current : furthestBehind.minus(delay);
    }
}
