package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last readings of a board, by their numbers: a reader that is opened again gets those that the one before was given and
 * has not handed on. Numbers follow those of the first reader, whatever they are. Thread-safe.
 */
final class RecentReadings {

    /** A runner that is busy for longer misses the oldest. */
    private static final int MOST = 1_000;

    private final Deque<Reading> readings = new ArrayDeque<>();
    private long next;

    synchronized void add(Reading reading) {
        if (readings.size() == MOST) {
            readings.removeFirst();
        }
        readings.addLast(reading);
        next++;
        notifyAll();
    }

    /**
     * The oldest reading with a greater number, or null where there is none in time.
     *
     * @param number that of the reading that was given last; where it is beyond all there are, those there are follow it
     */
    synchronized @Nullable BoardRecord after(long number, Duration patience) {
        if (number >= next) {
            next = number + 1 + readings.size();
        }
        await(number, patience.toNanos());
        long oldest = next - readings.size();
        long wanted = Math.max(number + 1, oldest);
        return readings.stream()
                .skip(wanted - oldest)
                .findFirst()
                .map(reading -> new BoardRecord(wanted, reading))
                .orElse(null);
    }

    private void await(long number, long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; next <= number + 1 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
