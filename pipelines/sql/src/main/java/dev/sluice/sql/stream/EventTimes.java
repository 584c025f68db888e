package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.record.EventTime;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table's source finds out when a record happened, for its watermark: by decoding all that queries ask of the record, which is kept beside
 * it, so that nobody decodes it again. Of several rows the earliest counts. A record that is malformed, or whose time cannot be computed, has
 * none; what is wrong with it is said where rows are made of it.
 */
public final class EventTimes implements EventTime {

    private static final Found NOTHING = new Found(null, null);

    private final RecordRows records;
    private final int rowtime;
    private final @Nullable Expression computed;

    private EventTimes(Step.Scan scan) {
        records = RecordRows.of(scan);
        rowtime = scan.columns().rowtime();
        computed = scan.columns().computed().get(rowtime);
    }

    /** The event time of the records of a table that is read, or null where it declares none. */
    public static @Nullable EventTime of(Step.Scan scan) {
        return scan.table().watermark() == null ? null : new EventTimes(scan);
    }

    @Override
    public @Nullable Instant of(byte[] payload) {
        return find(payload).time();
    }

    @Override
    public Found find(byte[] payload) {
        try {
            List<@Nullable Object[]> rows = records.decode(payload);
            return new Found(earliest(rows), new DecodedRows(records.decoded(), rows));
        } catch (MalformedRecordException | EvaluationException e) {
            return NOTHING;
        }
    }

    private @Nullable Instant earliest(List<@Nullable Object[]> rows) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            Object time = computed == null ? rows.get(i)[rowtime] : computed.evaluate(rows.get(i));
            if (time != null) {
                earliest = Math.min(earliest, Times.millis(time));
            }
        }
        return earliest == Long.MAX_VALUE ? null : Instant.ofEpochMilli(earliest);
    }
}
