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
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step that aggregates the rows of an element by key, as long as they follow each other within the gap of a session. */
final class PreAggregateSessions<T> extends DoFn<T, KV<SqlRow, Session>> {

    static final TupleTag<KV<SqlRow, Session>> SESSIONS = new TupleTag<>() {};

    private final RowReader<T> reader;
    private final long gap;
    private final int time;
    private final int[] keys;
    private final List<AggregateCall> calls;

    private transient Map<SqlRow, TreeMap<Long, Session>> sessions;
    private transient long order;

    PreAggregateSessions(RowReader<T> reader, Step.Aggregate aggregate) {
        this.reader = reader;
        gap = ((Windowing.Session) aggregate.windowing()).gap();
        time = aggregate.time();
        keys = aggregate.keys().stream().mapToInt(Integer::intValue).toArray();
        calls = List.copyOf(aggregate.calls());
    }

    @Setup
    public void open() {
        reader.open();
        sessions = new HashMap<>();
    }

    @ProcessElement
    public void process(ProcessContext context, MultiOutputReceiver out) {
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
        OutputReceiver<KV<SqlRow, Session>> given = out.get(SESSIONS);
        sessions.forEach((key, all) -> all.values()
                .forEach(session ->
                        given.outputWithTimestamp(KV.of(key, session), Instant.ofEpochMilli(session.start()))));
        sessions.clear();
    }

    private void add(@Nullable Object[] row, long rank) {
        long happened = Times.millis(row[time]);
        @Nullable Object[] values = new Object[keys.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[keys[i]];
        }
        TreeMap<Long, Session> ofKey = sessions.computeIfAbsent(new SqlRow(values), key -> new TreeMap<>());
        Accumulators accumulators = Accumulators.of(calls);
        accumulators.add(calls, row, rank);
        Session joined = new Session(happened, happened + gap, accumulators);
        Map.Entry<Long, Session> near = ofKey.floorEntry(joined.end());
        while (near != null && near.getValue().end() >= joined.start()) {
            Session other = near.getValue();
            ofKey.remove(near.getKey());
            other.accumulators().merge(joined.accumulators());
            joined = new Session(
                    Math.min(other.start(), joined.start()), Math.max(other.end(), joined.end()), other.accumulators());
            near = ofKey.floorEntry(joined.end());
        }
        ofKey.put(joined.start(), joined);
    }

    /** A row may be older than what it was read of: then it is late, and windows see to that. */
    @Override
    @SuppressWarnings("deprecation") // what is to replace it is not there yet
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
