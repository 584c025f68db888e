package dev.sluice.sql.row;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * A row as bytes: a bit for each column that is NULL, in bytes of eight, then the values that are there, in order.
 */
public final class SqlRowCoder extends CustomCoder<SqlRow> {

    private final List<Coder<Object>> columns;

    private SqlRowCoder(List<Coder<Object>> columns) {
        this.columns = List.copyOf(columns);
    }

    /** A coder of rows with columns of these types. */
    public static SqlRowCoder of(List<RelDataType> types) {
        return new SqlRowCoder(types.stream().map(ValueCoders::of).toList());
    }

    /** A coder of rows of this type. */
    public static SqlRowCoder of(RelDataType rowType) {
        return of(rowType.getFieldList().stream().map(RelDataTypeField::getType).toList());
    }

    @Override
    public void encode(SqlRow row, OutputStream out) throws IOException {
        @Nullable Object[] values = row.values();
        int count = columns.size();
        for (int first = 0; first < count; first += 8) {
            int missing = 0;
            for (int i = first; i < Math.min(first + 8, count); i++) {
                if (values[i] == null) {
                    missing |= 1 << (i - first);
                }
            }
            out.write(missing);
        }
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            if (value != null) {
                columns.get(i).encode(value, out);
            }
        }
    }

    @Override
    public SqlRow decode(InputStream in) throws IOException {
        int count = columns.size();
        int[] missing = new int[(count + 7) / 8];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = in.read();
            if (missing[i] < 0) {
                throw new EOFException("expected a row of " + count + " columns, found the end");
            }
        }
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            if ((missing[i >> 3] & 1 << (i & 7)) == 0) {
                values[i] = columns.get(i).decode(in);
            }
        }
        return new SqlRow(values);
    }

    /** Rows are keys of state: equal rows have equal bytes, as their columns' coders have. */
    @Override
    public void verifyDeterministic() throws NonDeterministicException {
        for (Coder<Object> column : columns) {
            column.verifyDeterministic();
        }
    }

    @Override
    public boolean consistentWithEquals() {
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlRowCoder coder && columns.equals(coder.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }
}
