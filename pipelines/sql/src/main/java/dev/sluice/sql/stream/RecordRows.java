package dev.sluice.sql.stream;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordDecoder;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.TableColumns;
import dev.sluice.sql.table.RowConversion;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Rows of a table's records, with those columns that anything is asked of; the others are NULL. */
final class RecordRows implements Serializable {

    private final int width;
    private final TableDefinition definition;
    private final RowConversion conversion;
    private final ImmutableBitSet decoded;
    private final int[] places;
    private final MetadataValue[] metadata;
    private final int[] described;
    private final Expression[] expressions;
    private final int[] computed;

    private transient @Nullable RecordDecoder decoder;

    /** Of the columns that a read asks for, and of those that they are computed of; the one that says when a row happened is one of them. */
    static RecordRows of(Step.Scan scan) {
        TableColumns columns = scan.columns();
        ImmutableBitSet used = columns.rowtime() < 0 ? scan.used() : scan.used().set(columns.rowtime());
        boolean computes =
                used.asList().stream().anyMatch(i -> columns.computed().get(i) != null);
        // What a column is computed of is not known here: everything may be.
        return new RecordRows(
                scan.table(),
                columns,
                computes ? ImmutableBitSet.range(scan.table().columns().size()) : used);
    }

    private RecordRows(SqlTable table, TableColumns columns, ImmutableBitSet needed) {
        width = table.columns().size();
        List<SqlColumn.Physical> physical = new ArrayList<>();
        List<Column> read = new ArrayList<>();
        List<MetadataValue> values = new ArrayList<>();
        List<Expression> by = new ArrayList<>();
        ImmutableBitSet.Builder decode = ImmutableBitSet.builder();
        ImmutableBitSet.Builder describe = ImmutableBitSet.builder();
        ImmutableBitSet.Builder compute = ImmutableBitSet.builder();
        int next = 0;
        for (int i = 0; i < width; i++) {
            SqlColumn column = table.columns().get(i);
            Expression expression = columns.computed().get(i);
            if (column instanceof SqlColumn.Physical of) {
                Column in = table.definition().columns().get(next++);
                if (needed.get(i)) {
                    physical.add(of);
                    read.add(in);
                    decode.set(i);
                }
            } else if (needed.get(i) && column instanceof SqlColumn.Metadata of) {
                values.add(MetadataValue.of(of.key(), of.type()));
                describe.set(i);
            } else if (needed.get(i) && expression != null) {
                by.add(expression);
                compute.set(i);
            }
        }
        definition = table.definition().withColumns(read);
        conversion = RowConversion.reading(physical);
        decoded = decode.build();
        places = decoded.toArray();
        metadata = values.toArray(MetadataValue[]::new);
        described = describe.build().toArray();
        expressions = by.toArray(Expression[]::new);
        computed = compute.build().toArray();
    }

    /** Which columns are read out of the payload. */
    ImmutableBitSet decoded() {
        return decoded;
    }

    /**
     * The rows of a payload, of the table's columns, as far as the payload says them.
     *
     * @throws MalformedRecordException where it cannot be read
     */
    List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        RecordDecoder rows = decoder;
        if (rows == null) {
            rows = definition.decoder();
            decoder = rows;
        }
        List<@Nullable Object[]> all = rows.decode(payload);
        for (int r = 0; r < all.size(); r++) {
            @Nullable Object[] values = conversion.convert(all.get(r));
            if (values.length < width) {
                @Nullable Object[] row = new Object[width];
                for (int i = 0; i < values.length; i++) {
                    row[places[i]] = values[i];
                }
                all.set(r, row);
            }
        }
        return all;
    }

    /** A row as {@link #decode} gives it, with what is beside the payload and what is computed: the same row where nothing is. */
    @Nullable
    Object[] complete(@Nullable Object[] decodedRow, RecordBatch batch, int index) {
        if (described.length + computed.length == 0) {
            return decodedRow;
        }
        @Nullable Object[] row = decodedRow.clone();
        for (int i = 0; i < described.length; i++) {
            row[described[i]] = metadata[i].of(batch.record(index));
        }
        for (int i = 0; i < computed.length; i++) {
            row[computed[i]] = expressions[i].evaluate(row);
        }
        return row;
    }
}
