package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.aggregate.AggregateCall;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that aggregates the rows of an element by key and slice. What goes on is as much as there are keys and slices in a batch, not as
 * much as there are records: a group happens when the first of its rows did. Where rows say which windows they are in, start and end are
 * the first two columns of the key, and a group happens at the last time of its window.
 */
final class PreAggregate<T> extends DoFn<T, KV<SqlRow, Accumulators>> {

    static final TupleTag<KV<SqlRow, Accumulators>> GROUPS = new TupleTag<>() {};

    private final RowReader<T> reader;
    private final Windowing windowing;
    private final int time;
    private final int[] keys;
    private final List<AggregateCall> calls;

    private transient Map<Long, Map<SqlRow, Group>> slices;
    private transient @Nullable Map<SqlRow, Group> slice;
    private transient long sliceStart;
    private transient long sliceEnd;
    private transient SqlRow probe;
    private transient long order;

    PreAggregate(RowReader<T> reader, Step.Aggregate aggregate) {
        this.reader = reader;
        windowing = aggregate.windowing();
        time = aggregate.time();
        keys = keys(aggregate);
        calls = List.copyOf(aggregate.calls());
    }

    private static int[] keys(Step.Aggregate aggregate) {
        int[] keys = aggregate.keys().stream().mapToInt(Integer::intValue).toArray();
        if (!(aggregate.windowing() instanceof Windowing.Given given)) {
            return keys;
        }
        int[] withWindow = new int[keys.length + 2];
        withWindow[0] = given.start();
        withWindow[1] = given.end();
        System.arraycopy(keys, 0, withWindow, 2, keys.length);
        return withWindow;
    }

    /** What is known of a key in a slice, and when the first of its rows happened. */
    private static final class Group {
        private final Accumulators accumulators;
        private long first = Long.MAX_VALUE;

        Group(Accumulators accumulators) {
            this.accumulators = accumulators;
        }
    }

    @Setup
    public void open() {
        reader.open();
        slices = new HashMap<>();
        probe = new SqlRow(new Object[keys.length]);
    }

    @ProcessElement
    public void process(ProcessContext context, MultiOutputReceiver out) {
        // Rows come in the order of the clock, and of their batch.
        order = Math.max(order, System.currentTimeMillis() << 20);
        reader.read(context.element(), context.timestamp().getMillis(), context::sideInput, new RowReader.Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                add(row, order++);
            }

            @Override
            public void letter(DeadLetter letter) {
                out.get(ReadRows.LETTERS).output(letter);
            }
        });
        OutputReceiver<KV<SqlRow, Accumulators>> groups = out.get(GROUPS);
        slices.values()
                .forEach(slice -> slice.forEach((key, group) ->
                        groups.outputWithTimestamp(KV.of(key, group.accumulators), Instant.ofEpochMilli(group.first))));
        slices.clear();
        slice = null;
    }

    private void add(@Nullable Object[] row, long rank) {
        long happened =
                windowing instanceof Windowing.Sliced ? Times.millis(row[time]) : Times.millis(row[keys[1]]) - 1;
        Map<SqlRow, Group> groups = slice(happened);
        if (groups == null) {
            return;
        }
        @Nullable Object[] key = probe.values();
        for (int i = 0; i < key.length; i++) {
            key[i] = row[keys[i]];
        }
        Group group = groups.get(probe);
        if (group == null) {
            group = new Group(Accumulators.of(calls));
            groups.put(new SqlRow(key.clone()), group);
        }
        group.accumulators.add(calls, row, rank);
        group.first = Math.min(group.first, happened);
    }

    /** The groups of the slice that a time is in, most often that of the row before; null where it is in no window. */
    private @Nullable Map<SqlRow, Group> slice(long millis) {
        if (slice == null || millis < sliceStart || millis >= sliceEnd) {
            if (windowing instanceof Windowing.Sliced sliced) {
                if (!sliced.covers(millis)) {
                    return null;
                }
                sliceStart = sliced.sliceStart(millis);
                sliceEnd = sliceStart + sliced.slice();
            } else {
                sliceStart = Long.MIN_VALUE;
                sliceEnd = Long.MAX_VALUE;
            }
            slice = slices.computeIfAbsent(sliceStart, start -> new HashMap<>());
        }
        return slice;
    }

    /** A row may be older than what it was read of: then it is late, and windows see to that. */
    @Override
    @SuppressWarnings("deprecation") // what is to replace it is not there yet
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
