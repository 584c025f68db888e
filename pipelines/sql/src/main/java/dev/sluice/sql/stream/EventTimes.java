package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordDecoder;
import dev.sluice.record.EventTime;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.TableColumns;
import dev.sluice.sql.table.RowConversion;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import dev.sluice.sql.table.Watermark;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a table's source finds out when a record happened, for its watermark. */
public final class EventTimes {

    private EventTimes() {}

    /** The event time of the records of a table that is read, or null where it declares none. */
    public static @Nullable EventTime of(Step.Scan scan) {
        SqlTable table = scan.table();
        TableColumns columns = scan.columns();
        Watermark watermark = table.watermark();
        if (watermark == null) {
            return null;
        }
        Expression computed = columns.computed().get(columns.rowtime());
        return computed == null ? table.definition().eventTime(watermark.column()) : new Computed(table, computed);
    }

    /** Computes it of the payload's columns; of what is beside the payload nothing is known here. */
    private static final class Computed implements EventTime {

        private final TableDefinition definition;
        private final RowConversion conversion;
        private final int width;
        private final int[] places;
        private final Expression expression;

        private transient @Nullable RecordDecoder decoder;

        Computed(SqlTable table, Expression expression) {
            definition = table.definition();
            conversion = table.reading();
            width = table.columns().size();
            places = IntStream.range(0, width)
                    .filter(i -> table.columns().get(i) instanceof SqlColumn.Physical)
                    .toArray();
            this.expression = expression;
        }

        @Override
        public @Nullable Instant of(byte[] payload) {
            if (decoder == null) {
                decoder = definition.decoder();
            }
            try {
                List<@Nullable Object[]> rows = Objects.requireNonNull(decoder).decode(payload);
                return rows.isEmpty() ? null : time(rows.get(0));
            } catch (MalformedRecordException | EvaluationException e) {
                return null; // is said where it is decoded
            }
        }

        private @Nullable Instant time(@Nullable Object[] decoded) {
            conversion.convert(decoded);
            @Nullable Object[] row = new Object[width];
            for (int i = 0; i < places.length; i++) {
                row[places[i]] = decoded[i];
            }
            Object micros = expression.evaluate(row);
            return micros == null ? null : Instant.ofEpochMilli(Times.millis(micros));
        }
    }
}
