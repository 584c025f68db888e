package dev.sluice.sql.stream;

import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import java.io.Serializable;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a row is late for good: when the watermark has passed the end of the last of its windows, by more than is allowed. A session's row has the
 * window that it would have alone.
 *
 * @param windowing the windows
 * @param time the column that says when a row happened; not asked where windows are given
 * @param allowed how many milliseconds behind its end a window takes what is late
 */
record Lateness(Windowing windowing, int time, long allowed) implements Serializable {

    /** Of the rows of an aggregate. */
    static Lateness of(Step.Aggregate aggregate) {
        return new Lateness(aggregate.windowing(), aggregate.time(), allowed(aggregate));
    }

    /** Of the rows of which the first are wanted. */
    static Lateness of(Step.TopN top) {
        Windowing given =
                new Windowing.Given(top.partition().get(0), top.partition().get(1));
        return new Lateness(given, 0, allowed(top));
    }

    /** As the table allows it whose rows these are, or the one that allows most. */
    private static long allowed(Step step) {
        if (step instanceof Step.Scan scan) {
            return scan.table().allowedLateness().toMillis();
        }
        return step.inputs().stream().mapToLong(Lateness::allowed).max().orElse(0);
    }

    Duration allowance() {
        return Duration.millis(allowed);
    }

    /** The last time of the last window that a row is in; far away where it is in none. */
    long lastOf(@Nullable Object[] row) {
        if (windowing instanceof Windowing.Given given) {
            return Times.millis(row[given.end()]) - 1;
        }
        long millis = Times.millis(row[time]);
        return windowing instanceof Windowing.Session session
                ? millis + session.gap()
                : lastOf((Windowing.Sliced) windowing, millis);
    }

    /** The same of rows in the slice that {@code millis} is in. */
    static long lastOf(Windowing.Sliced windowing, long millis) {
        long[] last = {Long.MIN_VALUE};
        Times.eachWindow(windowing, millis, (start, end) -> last[0] = Math.max(last[0], end - 1));
        return last[0] == Long.MIN_VALUE ? Long.MAX_VALUE : last[0];
    }

    /** Whether what is in no window behind {@code last} is late for good. */
    boolean isLate(long last, long watermark) {
        return last < watermark - allowed;
    }
}
