package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.row.SqlRow;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step that gives the rows of its elements, each at its time, and the letters beside. */
final class ReadRows<T> extends DoFn<T, SqlRow> {

    static final TupleTag<SqlRow> ROWS = new TupleTag<>() {};
    static final TupleTag<DeadLetter> LETTERS = new TupleTag<>() {};

    private final RowReader<T> reader;

    ReadRows(RowReader<T> reader) {
        this.reader = reader;
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
                out.get(ROWS).outputWithTimestamp(new SqlRow(row), Instant.ofEpochMilli(millis));
            }

            @Override
            public void letter(DeadLetter letter) {
                out.get(LETTERS).output(letter);
            }
        });
    }

    /** A row may be older than what it was read of: then it is late, and windows see to that. */
    @Override
    @SuppressWarnings("deprecation") // the way that replaces it is for timestamps of elements to come alone
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
