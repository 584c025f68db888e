package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Drops groups whose rows are late for all their windows, and counts the rows: Beam, which would drop them behind this, does not know how many they are. A step
 * is told the watermark by way of a timer alone, which here is never set.
 *
 * @param <V> what is known of the rows of a group
 */
abstract class LateGroups<V> extends DoFn<KV<SqlRow, V>, KV<SqlRow, V>> {

    @TimerId("watermark")
    private final TimerSpec watermark = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Lateness lateness;

    private LateGroups(Lateness lateness) {
        this.lateness = lateness;
    }

    /** By key and slice, or by the window that the key says. */
    static LateGroups<Accumulators> ofWindows(Lateness lateness) {
        return new LateGroups<>(lateness) {
            @Override
            long last(KV<SqlRow, Accumulators> group, long first) {
                return lateness.windowing() instanceof Windowing.Sliced sliced
                        ? Lateness.lastOf(sliced, first)
                        : Times.millis(group.getKey().value(1)) - 1;
            }

            @Override
            long rows(Accumulators accumulators) {
                return accumulators.rows();
            }
        };
    }

    static LateGroups<Session> ofSessions(Lateness lateness) {
        return new LateGroups<>(lateness) {
            @Override
            long last(KV<SqlRow, Session> group, long first) {
                return group.getValue().end();
            }

            @Override
            long rows(Session session) {
                return session.accumulators().rows();
            }
        };
    }

    /** The last time of the last window of a group. */
    abstract long last(KV<SqlRow, V> group, long first);

    abstract long rows(V value);

    @ProcessElement
    public void process(
            @Element KV<SqlRow, V> group,
            @Timestamp Instant first,
            @TimerId("watermark") Timer timer,
            OutputReceiver<KV<SqlRow, V>> groups) {
        if (lateness.isLate(
                last(group, first.getMillis()), timer.getCurrentRelativeTime().getMillis())) {
            LateRows.COUNT.inc(rows(group.getValue()));
        } else {
            groups.output(group);
        }
    }

    @OnTimer("watermark")
    public void never() {}
}
