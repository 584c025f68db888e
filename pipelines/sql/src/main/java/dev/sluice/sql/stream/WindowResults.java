package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** A step that makes the row of a key and its window. */
final class WindowResults extends DoFn<KV<SqlRow, Accumulators>, SqlRow> {

    private final List<Step.Part> output;
    private final int firstKey;
    private final long beyond;

    WindowResults(Step.Aggregate aggregate) {
        output = List.copyOf(aggregate.output());
        firstKey = aggregate.windowing() instanceof Windowing.Given ? 2 : 0;
        beyond = aggregate.windowing() instanceof Windowing.Session ? SessionWindows.BEYOND : 0;
    }

    @ProcessElement
    public void process(@Element KV<SqlRow, Accumulators> group, BoundedWindow window, OutputReceiver<SqlRow> rows) {
        IntervalWindow bounds = (IntervalWindow) window;
        @Nullable Object[] row = new Object[output.size()];
        for (int i = 0; i < row.length; i++) {
            Step.Part part = output.get(i);
            row[i] = switch (part.of()) {
                case KEY -> group.getKey().value(firstKey + part.index());
                case CALL -> group.getValue().result(part.index());
                case WINDOW_START -> Times.micros(bounds.start().getMillis());
                case WINDOW_END -> Times.micros(bounds.end().getMillis() - beyond);
                case WINDOW_TIME -> Times.micros(bounds.maxTimestamp().getMillis() - beyond);
            };
        }
        rows.output(new SqlRow(row));
    }
}
