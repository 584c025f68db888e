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
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Puts windows together from slices. Partial aggregates are first combined by key and slice; when a slice has ended, that one value goes to
 * every window the slice is in. So the cost of a record does not grow with the number of windows it is in.
 *
 * <p>A slice is kept until the last of its windows has ended. What comes between the end of the slice and that goes on at once, to those
 * of its windows that have not ended: as Flink has it, lateness is a matter of each window. A window gives one row for each key, when the watermark
 * has passed its end.
 */
final class WindowAggregate extends PTransform<PCollection<KV<SqlRow, Accumulators>>, PCollection<SqlRow>> {

    private final transient Step.Aggregate aggregate;

    WindowAggregate(Step.Aggregate aggregate) {
        this.aggregate = aggregate;
    }

    @Override
    public PCollection<SqlRow> expand(PCollection<KV<SqlRow, Accumulators>> groups) {
        return windows(groups)
                .apply("Results", ParDo.of(new WindowResults(aggregate)))
                .setCoder(SqlRowCoder.of(aggregate.rowType()))
                .apply("Out of windows", Windowed.out());
    }

    private PCollection<KV<SqlRow, Accumulators>> windows(PCollection<KV<SqlRow, Accumulators>> groups) {
        if (!(aggregate.windowing() instanceof Windowing.Sliced windowing)) {
            return combine(groups, "Windows", new GivenWindows(), Duration.ZERO);
        }
        PCollection<KV<SqlRow, Accumulators>> parts =
                windowing instanceof Windowing.Tumble ? groups : slices(groups, windowing);
        return combine(parts, "Windows", new SlicedWindows(windowing), Duration.ZERO);
    }

    private PCollection<KV<SqlRow, Accumulators>> slices(
            PCollection<KV<SqlRow, Accumulators>> groups, Windowing.Sliced windowing) {
        Windowing.Tumble slices =
                new Windowing.Tumble(windowing.slice(), Math.floorMod(windowing.offset(), windowing.slice()));
        return combine(
                groups, "Slices", new SlicedWindows(slices), Duration.millis(windowing.size() - windowing.slice()));
    }

    /** @param kept how long after its end a window takes what comes late: each time, that alone goes on */
    private PCollection<KV<SqlRow, Accumulators>> combine(
            PCollection<KV<SqlRow, Accumulators>> groups, String name, WindowFn<Object, ?> windows, Duration kept) {
        return groups.apply(name, Windowed.<KV<SqlRow, Accumulators>>keeping(windows, kept))
                .apply(
                        "Combine " + name.toLowerCase(Locale.ROOT),
                        Combine.perKey(Accumulators.merging(aggregate.calls())))
                .setCoder(groups.getCoder());
    }
}
