package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordDecoder;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.TableColumns;
import dev.sluice.sql.table.RowConversion;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Rows of a payload with some columns of its table; the others are NULL. */
final class RecordRows implements Serializable {

    private final int width;
    private final TableDefinition definition;
    private final RowConversion conversion;
    private final List<Integer> decoded = new ArrayList<>();
    private final List<MetadataValue> metadata = new ArrayList<>();
    private final List<Integer> described = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final List<Integer> computed = new ArrayList<>();

    private transient @Nullable RecordDecoder decoder;

    /** @param needed which columns */
    RecordRows(SqlTable table, TableColumns columns, ImmutableBitSet needed) {
        width = table.columns().size();
        List<SqlColumn.Physical> physical = new ArrayList<>();
        List<Column> read = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < width; i++) {
            SqlColumn column = table.columns().get(i);
            Expression by = columns.computed().get(i);
            if (column instanceof SqlColumn.Physical of) {
                Column in = table.definition().columns().get(next++);
                if (needed.get(i)) {
                    physical.add(of);
                    read.add(in);
                    decoded.add(i);
                }
            } else if (needed.get(i) && column instanceof SqlColumn.Metadata of) {
                metadata.add(MetadataValue.of(of.key(), of.type()));
                described.add(i);
            } else if (needed.get(i) && by != null) {
                expressions.add(by);
                computed.add(i);
            }
        }
        definition = table.definition().withColumns(read);
        conversion = RowConversion.reading(physical);
    }

    /**
     * The rows of the record at {@code index}.
     *
     * @throws MalformedRecordException where its payload cannot be read
     */
    List<@Nullable Object[]> of(RecordBatch batch, int index) throws MalformedRecordException {
        if (decoder == null) {
            decoder = definition.decoder();
        }
        return decoder.decode(batch.payload(index));
    }

    /** A row of the table's columns, of a row as {@link #of} gives it. */
    @Nullable
    Object[] row(RecordBatch batch, int index, @Nullable Object[] payload) {
        conversion.convert(payload);
        @Nullable Object[] row = new Object[width];
        for (int i = 0; i < payload.length; i++) {
            row[decoded.get(i)] = payload[i];
        }
        for (int i = 0; i < metadata.size(); i++) {
            row[described.get(i)] = metadata.get(i).of(batch.record(index));
        }
        return row;
    }

    /** Computes what is computed of the other columns. */
    void compute(@Nullable Object[] row) {
        for (int i = 0; i < expressions.size(); i++) {
            row[computed.get(i)] = expressions.get(i).evaluate(row);
        }
    }
}
