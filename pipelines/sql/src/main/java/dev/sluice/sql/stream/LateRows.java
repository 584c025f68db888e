package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.row.SqlRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parts the rows of a table that are late for all windows of a query from those that are not: here alone it is decided, and what is let through no
 * step behind this drops for its last window. Rows come by shard, because a step is told the watermark by way of a timer alone, which has a key.
 */
final class LateRows extends DoFn<KV<Integer, SqlRow>, SqlRow> {

    /** What the windows take, computed of the table's rows. */
    static final TupleTag<SqlRow> IN_TIME = new TupleTag<>() {};

    /** Rows of the table, its physical columns alone. */
    static final TupleTag<SqlRow> LATE = new TupleTag<>() {};

    static final Counter COUNT = Metrics.counter("sql", "lateRows");

    private static final int SHARDS = 64;

    private static final RowReader.Tables NO_TABLES = table -> {
        throw new IllegalStateException("rows that were joined are not asked for late ones");
    };

    @TimerId("watermark")
    private final TimerSpec watermark = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final RowReader<SqlRow> reader;
    private final Lateness lateness;
    private final List<Integer> physical;

    /**
     * @param reader what is computed of a row of the table before it comes to windows
     * @param physical the columns that its records hold
     */
    LateRows(RowReader<SqlRow> reader, Lateness lateness, List<Integer> physical) {
        this.reader = reader;
        this.lateness = lateness;
        this.physical = List.copyOf(physical);
    }

    @Setup
    public void open() {
        reader.open();
    }

    @ProcessElement
    public void process(
            @Element KV<Integer, SqlRow> keyed,
            @Timestamp Instant timestamp,
            @TimerId("watermark") Timer timer,
            MultiOutputReceiver out) {
        SqlRow row = keyed.getValue();
        List<TimestampedValue<SqlRow>> computed = new ArrayList<>(1);
        reader.read(row, timestamp.getMillis(), NO_TABLES, new RowReader.Rows() {
            @Override
            public void row(@Nullable Object[] values, long millis) {
                computed.add(TimestampedValue.of(new SqlRow(values), Instant.ofEpochMilli(millis)));
            }

            @Override
            public void letter(DeadLetter letter) {
                out.get(ReadRows.LETTERS).output(letter);
            }
        });
        if (computed.isEmpty()) {
            return; // nothing that the windows would take
        }
        long last = computed.stream()
                .mapToLong(each -> lateness.lastOf(each.getValue().values()))
                .max()
                .orElseThrow();
        if (lateness.isLate(last, timer.getCurrentRelativeTime().getMillis())) {
            COUNT.inc();
            out.get(LATE).output(row.of(physical));
        } else {
            computed.forEach(each -> out.get(IN_TIME).outputWithTimestamp(each.getValue(), each.getTimestamp()));
        }
    }

    @OnTimer("watermark")
    public void never() {}

    /** A row may be older than the watermark: it is late for some of its windows then. */
    @Override
    @SuppressWarnings("deprecation") // what is to replace it is not there yet
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }

    /** Deals rows out. */
    static final class Shard extends DoFn<SqlRow, KV<Integer, SqlRow>> {
        @ProcessElement
        public void process(@Element SqlRow row, OutputReceiver<KV<Integer, SqlRow>> keyed) {
            keyed.output(KV.of(ThreadLocalRandom.current().nextInt(SHARDS), row));
        }
    }
}
