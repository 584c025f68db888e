package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.util.Locale;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Puts windows together from slices. Partial aggregates are first combined by key and slice; when a slice has ended, that one value goes to
 * every window the slice is in. So the cost of a record does not grow with the number of windows it is in.
 *
 * <p>A slice is kept until the last of its windows has ended. What comes between the end of the slice and that goes on at once, to those
 * of its windows that have not ended: as Flink has it, lateness is a matter of each window. A window gives one row for each key, when the watermark
 * has passed its end, and again, whole, with what comes within the allowed lateness of it.
 */
final class WindowAggregate extends PTransform<PCollection<KV<SqlRow, Accumulators>>, PCollection<SqlRow>> {

    private final transient Step.Aggregate aggregate;
    private final transient Lateness lateness;
    private final boolean inTime;

    /** @param inTime whether what is late for good has been parted already */
    WindowAggregate(Step.Aggregate aggregate, boolean inTime) {
        this.aggregate = aggregate;
        this.inTime = inTime;
        lateness = Lateness.of(aggregate);
    }

    @Override
    public PCollection<SqlRow> expand(PCollection<KV<SqlRow, Accumulators>> groups) {
        PCollection<KV<SqlRow, Accumulators>> taken = inTime
                ? groups
                : groups.apply("Late", ParDo.of(LateGroups.ofWindows(lateness))).setCoder(groups.getCoder());
        return windows(taken)
                .apply("Results", ParDo.of(new WindowResults(aggregate)))
                .setCoder(SqlRowCoder.of(aggregate.rowType()))
                .apply("Out of windows", Windowed.out());
    }

    private PCollection<KV<SqlRow, Accumulators>> windows(PCollection<KV<SqlRow, Accumulators>> groups) {
        if (!(aggregate.windowing() instanceof Windowing.Sliced windowing)) {
            return combine(groups, "Windows", Windowed.allowing(new GivenWindows(), lateness.allowance()));
        }
        PCollection<KV<SqlRow, Accumulators>> parts =
                windowing instanceof Windowing.Tumble ? groups : slices(groups, windowing);
        return combine(parts, "Windows", Windowed.allowing(new SlicedWindows(windowing), lateness.allowance()));
    }

    private PCollection<KV<SqlRow, Accumulators>> slices(
            PCollection<KV<SqlRow, Accumulators>> groups, Windowing.Sliced windowing) {
        Windowing.Tumble slices =
                new Windowing.Tumble(windowing.slice(), Math.floorMod(windowing.offset(), windowing.slice()));
        Duration kept = lateness.allowance().plus(Duration.millis(windowing.size() - windowing.slice()));
        return combine(groups, "Slices", Windowed.keeping(new SlicedWindows(slices), kept));
    }

    private PCollection<KV<SqlRow, Accumulators>> combine(
            PCollection<KV<SqlRow, Accumulators>> groups, String name, Windowed<KV<SqlRow, Accumulators>> windows) {
        return groups.apply(name, windows)
                .apply(
                        "Combine " + name.toLowerCase(Locale.ROOT),
                        Combine.perKey(Accumulators.merging(aggregate.calls())))
                .setCoder(groups.getCoder());
    }
}
