package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetter.Stage;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Step;
import java.time.Instant;
import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the records of a table, with those columns alone that anything is asked of. What the reader decoded to find out when a record
 * happened is not decoded again.
 */
final class BatchRows implements RowReader<RecordBatch> {

    private final String table;
    private final int rowtime;
    private final RecordRows records;

    /** Columns that were seen to be enough. */
    private transient @Nullable ImmutableBitSet enough;

    private BatchRows(Step.Scan scan) {
        table = scan.table().name();
        rowtime = scan.columns().rowtime();
        records = RecordRows.of(scan);
    }

    static BatchRows of(Step.Scan scan) {
        return new BatchRows(scan);
    }

    @Override
    public void open() {}

    @Override
    public void read(RecordBatch batch, long timestamp, Tables tables, Rows rows) {
        for (int i = 0; i < batch.size(); i++) {
            Stage stage = Stage.DECODE;
            try {
                List<@Nullable Object[]> decoded = decoded(batch, i);
                stage = Stage.MAP;
                for (int r = 0; r < decoded.size(); r++) {
                    row(records.complete(decoded.get(r), batch, i), timestamp, rows);
                }
            } catch (MalformedRecordException e) {
                rows.letter(letter(batch, i, stage, e.reason(), e.getMessage()));
            } catch (EvaluationException e) {
                rows.letter(letter(batch, i, stage, "evaluation-failed", String.valueOf(e.getMessage())));
            }
        }
    }

    private List<@Nullable Object[]> decoded(RecordBatch batch, int index) throws MalformedRecordException {
        return batch.decoded(index) instanceof DecodedRows known && isEnough(known.columns())
                ? known.rows()
                : records.decode(batch.payload(index));
    }

    @SuppressWarnings("ReferenceEquality") // rows of one reader share theirs
    private boolean isEnough(ImmutableBitSet columns) {
        if (columns == enough) {
            return true;
        }
        if (!columns.contains(records.decoded())) {
            return false;
        }
        enough = columns;
        return true;
    }

    private void row(@Nullable Object[] row, long timestamp, Rows rows) throws MalformedRecordException {
        if (rowtime < 0) {
            rows.row(row, timestamp);
            return;
        }
        Object time = row[rowtime];
        if (time == null) {
            throw new MalformedRecordException("null-event-time", "expected an event time, found none");
        }
        rows.row(row, Times.millis(time));
    }

    private DeadLetter letter(RecordBatch batch, int index, Stage stage, String reason, String message) {
        return new DeadLetter(batch.record(index), stage, reason, message, Instant.now(), table);
    }
}
