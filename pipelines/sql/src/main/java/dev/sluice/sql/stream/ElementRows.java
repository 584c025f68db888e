package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.row.SqlRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that a step before gave. */
final class ElementRows implements RowReader<SqlRow> {

    private final String query;

    /** @param query what they are rows of, for dead letters */
    ElementRows(String query) {
        this.query = query;
    }

    @Override
    public void open() {}

    @Override
    public void read(SqlRow element, long timestamp, Tables tables, Rows rows) {
        try {
            rows.row(element.values(), timestamp);
        } catch (EvaluationException e) {
            rows.letter(letter(element.values(), query, String.valueOf(e.getMessage())));
        }
    }

    /** A row is no record any more: its text stands for one. */
    static DeadLetter letter(@Nullable Object[] row, String query, String message) {
        Instant now = Instant.now();
        RawRecord record = new RawRecord(
                "sql",
                query,
                Position.offset(0),
                now,
                new byte[0],
                Map.of(),
                new SqlRow(row).toString().getBytes(StandardCharsets.UTF_8));
        return new DeadLetter(record, DeadLetter.Stage.MAP, "evaluation-failed", message, now, query);
    }
}
