package dev.sluice.sql.row;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row between two steps of a query: a value for each column, of the Java classes that
 * {@link dev.sluice.sql.expression.Expression} lists. The array is shared, never copied: leave it unchanged.
 */
public final class SqlRow {

    private final @Nullable Object[] values;

    public SqlRow(@Nullable Object[] values) {
        this.values = values;
    }

    public @Nullable Object[] values() {
        return values;
    }

    /** The value of a column, null where it is NULL. */
    public @Nullable Object value(int column) {
        return values[column];
    }

    /** A row of these columns of it, in this order. */
    public SqlRow of(List<Integer> columns) {
        @Nullable Object[] some = new Object[columns.size()];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[columns.get(i)];
        }
        return new SqlRow(some);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlRow row && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(values);
    }
}
