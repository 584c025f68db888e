package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetter.Stage;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.TableColumns;
import dev.sluice.sql.table.SqlColumn;
import java.time.Instant;
import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the records of a table: decoded, those columns alone that anything is asked of. The event time of a record was read where
 * the record was, and is not read again.
 */
final class BatchRows implements RowReader<RecordBatch> {

    private final String table;
    private final int rowtime;

    /** Everything but the event time, which the batch knows; the same as {@link #whole} where it does not. */
    private final RecordRows rest;

    private final RecordRows whole;
    private final boolean timed;

    private BatchRows(Step.Scan scan) {
        TableColumns columns = scan.columns();
        List<SqlColumn> all = scan.table().columns();
        table = scan.table().name();
        rowtime = columns.rowtime();
        timed = rowtime >= 0 && all.get(rowtime) instanceof SqlColumn.Physical;
        ImmutableBitSet used = rowtime < 0 ? scan.used() : scan.used().set(rowtime);
        boolean computes =
                used.asList().stream().anyMatch(i -> columns.computed().get(i) != null);
        // What a column is computed of is not known here: everything may be.
        ImmutableBitSet needed = computes ? ImmutableBitSet.range(all.size()) : used;
        whole = new RecordRows(scan.table(), columns, needed);
        rest = timed ? new RecordRows(scan.table(), columns, needed.clear(rowtime)) : whole;
    }

    static BatchRows of(Step.Scan scan) {
        return new BatchRows(scan);
    }

    @Override
    public void open() {}

    @Override
    public void read(RecordBatch batch, long timestamp, Rows rows) {
        for (int i = 0; i < batch.size(); i++) {
            Stage stage = Stage.DECODE;
            try {
                Instant time = timed ? batch.eventTime(i) : null;
                List<@Nullable Object[]> payload = (time == null ? whole : rest).of(batch, i);
                if (time != null && payload.size() == 1) {
                    stage = Stage.MAP;
                    timed(batch, i, payload.get(0), time.toEpochMilli(), rows);
                    continue;
                }
                if (time != null) {
                    payload = whole.of(batch, i); // each row has a time of its own
                }
                for (@Nullable Object[] row : payload) {
                    stage = Stage.MAP;
                    untimed(batch, i, row, timestamp, rows);
                }
            } catch (MalformedRecordException e) {
                rows.letter(letter(batch, i, stage, e.reason(), e.getMessage()));
            } catch (EvaluationException e) {
                rows.letter(letter(batch, i, stage, "evaluation-failed", String.valueOf(e.getMessage())));
            }
        }
    }

    private void timed(RecordBatch batch, int index, @Nullable Object[] payload, long millis, Rows rows) {
        @Nullable Object[] row = rest.row(batch, index, payload);
        row[rowtime] = Times.micros(millis);
        rest.compute(row);
        rows.row(row, millis);
    }

    private void untimed(RecordBatch batch, int index, @Nullable Object[] payload, long timestamp, Rows rows)
            throws MalformedRecordException {
        @Nullable Object[] row = whole.row(batch, index, payload);
        whole.compute(row);
        if (rowtime < 0) {
            rows.row(row, timestamp);
            return;
        }
        Object time = row[rowtime];
        if (time == null) {
            throw new MalformedRecordException("null-event-time", "expected an event time, found none");
        }
        long millis = Times.millis(time);
        row[rowtime] = Times.micros(millis);
        rows.row(row, millis);
    }

    private DeadLetter letter(RecordBatch batch, int index, Stage stage, String reason, String message) {
        return new DeadLetter(batch.record(index), stage, reason, message, Instant.now(), table);
    }
}
