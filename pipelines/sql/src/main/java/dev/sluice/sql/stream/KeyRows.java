package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.row.SqlRow;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step that gives the rows of its elements by what has to be equal of them in a join. */
final class KeyRows<T> extends DoFn<T, KV<SqlRow, SqlRow>> {

    static final TupleTag<KV<SqlRow, SqlRow>> KEYED = new TupleTag<>() {};

    private final RowReader<T> reader;
    private final JoinKeys keys;

    KeyRows(RowReader<T> reader, JoinKeys keys) {
        this.reader = reader;
        this.keys = keys;
    }

    @Setup
    public void open() {
        reader.open();
    }

    @ProcessElement
    public void process(ProcessContext context, MultiOutputReceiver out) {
        reader.read(context.element(), context.timestamp().getMillis(), context::sideInput, new RowReader.Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                out.get(KEYED).outputWithTimestamp(KV.of(keys.of(row), new SqlRow(row)), Instant.ofEpochMilli(millis));
            }

            @Override
            public void letter(DeadLetter letter) {
                out.get(ReadRows.LETTERS).output(letter);
            }
        });
    }

    /** A row may be older than what it was read of: then it is late, and joins see to that. */
    @Override
    @SuppressWarnings("deprecation") // the way that replaces it is for timestamps of elements to come alone
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
