package dev.sluice.connector;

import dev.sluice.schema.ReadSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far event time has come in the partitions of one reader: the greatest event time seen, less the delay, of the
 * partition that is furthest behind. A partition that has been silent for the idle timeout no longer holds it back; where
 * all are silent, or there is none, the watermark follows the clock at the distance of timeout and delay. Where no event
 * times are looked for, the watermark is the clock's time. It never goes back.
 *
 * <p>Silence is time in which the reader listened. One that a runner did not ask, because it had enough to do, has heard
 * nothing of any partition, and none of them is silent for that. Nor is one of which records are still to come.
 *
 * <p>A runner takes the smallest watermark of all readers. Other readers that replay old records are not hurried by one
 * that follows the clock; but what a silent partition gives later is late where it is older than what the others have come
 * to, and old records of a partition whose reader followed the clock are late altogether.
 */
final class Watermark {

    /** What a runner leaves between two questions of a reader it listens to. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** What was seen of a partition. */
    private static final class Seen {
        private @Nullable Instant greatest;

        /** How long the reader had listened then. */
        private Duration at;

        Seen(Duration at) {
            this.at = at;
        }
    }

    private final boolean timed;
    private final Duration delay;
    private final Duration idleTimeout;
    private final Clock clock;
    private final Map<String, Seen> partitions = new HashMap<>();
    private Duration listened = Duration.ZERO;
    private @Nullable String lastPartition;
    private @Nullable Seen last;
    private Instant asked;
    private Instant current = Instant.EPOCH;

    Watermark(ReadSettings settings, Iterable<String> partitions, Clock clock) {
        this.timed = settings.eventTime() != null;
        this.delay = settings.watermarkDelay();
        this.idleTimeout = settings.idleTimeout();
        this.clock = clock;
        asked = clock.instant();
        partitions.forEach(this::track);
    }

    /** Lets a partition hold the watermark from now on, silent as it is. */
    void track(String partition) {
        partitions.putIfAbsent(partition, new Seen(listened));
    }

    /** Lets a partition hold the watermark no more: it has ended. */
    void forget(String partition) {
        partitions.remove(partition);
        lastPartition = null;
    }

    /** The reader is asked for records, and was the last time this was called. */
    void listen() {
        Instant now = clock.instant();
        Duration pause = Duration.between(asked, now);
        if (!pause.isNegative()) {
            listened = listened.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
        asked = now;
    }

    /** A record of the partition was given. */
    void saw(String partition, Instant eventTime) {
        Seen seen = last;
        if (seen == null || !partition.equals(lastPartition)) {
            seen = partitions.computeIfAbsent(partition, name -> new Seen(listened));
            last = seen;
            lastPartition = partition;
        }
        if (seen.greatest == null || eventTime.isAfter(seen.greatest)) {
            seen.greatest = eventTime;
        }
        seen.at = listened;
    }

    /** Records of the partition are still to come: it is not silent. */
    void expect(String partition) {
        Seen seen = partitions.get(partition);
        if (seen != null) {
            seen.at = listened;
        }
    }

    Instant current(Instant now) {
        Instant next = timed ? byEventTime(now) : now;
        if (next.isAfter(current)) {
            current = next;
        }
        return current;
    }

    private Instant byEventTime(Instant now) {
        Instant furthestBehind = null;
        for (Seen seen : partitions.values()) {
            boolean silent = listened.minus(seen.at).compareTo(idleTimeout) > 0;
            if (silent) {
                continue;
            }
            if (seen.greatest == null) {
                return current;
            }
            if (furthestBehind == null || seen.greatest.isBefore(furthestBehind)) {
                furthestBehind = seen.greatest;
            }
        }
        return (furthestBehind == null ? now.minus(idleTimeout) : furthestBehind).minus(delay);
    }
}
