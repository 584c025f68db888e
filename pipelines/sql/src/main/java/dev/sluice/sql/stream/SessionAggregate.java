package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.aggregate.AggregateCall;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Merges the sessions of a key that meet, and gives a row for each when the watermark has passed its end; again, whole, when rows come within the
 * allowed lateness of it, which may make it longer.
 */
final class SessionAggregate extends PTransform<PCollection<KV<SqlRow, Session>>, PCollection<SqlRow>> {

    private final transient Step.Aggregate aggregate;

    private final transient Lateness lateness;
    private final boolean inTime;

    /** @param inTime whether what is late for good has been parted already */
    SessionAggregate(Step.Aggregate aggregate, boolean inTime) {
        this.aggregate = aggregate;
        this.inTime = inTime;
        lateness = Lateness.of(aggregate);
    }

    @Override
    public PCollection<SqlRow> expand(PCollection<KV<SqlRow, Session>> sessions) {
        Coder<Accumulators> accumulators = Accumulators.coder(aggregate.calls());
        Coder<SqlRow> keys = ((KvCoder<SqlRow, Session>) sessions.getCoder()).getKeyCoder();
        PCollection<KV<SqlRow, Session>> taken = inTime
                ? sessions
                : sessions.apply("Late", ParDo.of(LateGroups.ofSessions(lateness)))
                        .setCoder(sessions.getCoder());
        return taken.apply("Windows", Windowed.allowing(new SessionWindows(), lateness.allowance()))
                // Not behind the last time in a session, by which windows over sessions go.
                .apply("Times", Window.<KV<SqlRow, Session>>configure().withTimestampCombiner(TimestampCombiner.LATEST))
                .apply("Combine windows", Combine.perKey(new Merging(aggregate.calls(), accumulators)))
                .setCoder(KvCoder.of(keys, accumulators))
                .apply("Results", ParDo.of(new WindowResults(aggregate)))
                .setCoder(SqlRowCoder.of(aggregate.rowType()))
                .apply("Out of windows", Windowed.out());
    }

    /** The bounds of a session are those of its window. */
    private static final class Merging extends Combine.CombineFn<Session, Accumulators, Accumulators> {

        private final List<AggregateCall> calls;
        private final Coder<Accumulators> accumulators;

        Merging(List<AggregateCall> calls, Coder<Accumulators> accumulators) {
            this.calls = List.copyOf(calls);
            this.accumulators = accumulators;
        }

        @Override
        public Accumulators createAccumulator() {
            return Accumulators.of(calls);
        }

        @Override
        public Accumulators addInput(Accumulators merged, Session session) {
            merged.merge(session.accumulators());
            return merged;
        }

        @Override
        public Accumulators mergeAccumulators(Iterable<Accumulators> all) {
            Accumulators merged = Accumulators.of(calls);
            all.forEach(merged::merge);
            return merged;
        }

        @Override
        public Accumulators extractOutput(Accumulators merged) {
            return merged;
        }

        @Override
        public Coder<Accumulators> getAccumulatorCoder(CoderRegistry registry, Coder<Session> input) {
            return accumulators;
        }

        @Override
        public Coder<Accumulators> getDefaultOutputCoder(CoderRegistry registry, Coder<Session> input) {
            return accumulators;
        }
    }
}
