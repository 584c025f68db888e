package dev.sluice.sql.table;

import dev.sluice.sql.expression.EvaluationException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows as {@link dev.sluice.schema.ColumnType} describes them into rows as {@link dev.sluice.sql.expression.Expression}
 * does, or back: physical columns only, in their order. Values of most types are the same on both sides; those that are not
 * are replaced in the row itself.
 */
public final class RowConversion implements Serializable {

    private final String[] names;
    private final int[] places;
    private final ValueConversion[] conversions;

    private RowConversion(List<SqlColumn.Physical> columns, List<ValueConversion> all) {
        places = java.util.stream.IntStream.range(0, all.size())
                .filter(i -> all.get(i) != ValueConversion.NONE)
                .toArray();
        names = new String[places.length];
        conversions = new ValueConversion[places.length];
        for (int i = 0; i < places.length; i++) {
            names[i] = columns.get(places[i]).name();
            conversions[i] = all.get(places[i]);
        }
    }

    /** From what a decoder of these columns gives. */
    public static RowConversion reading(List<SqlColumn.Physical> columns) {
        return new RowConversion(
                columns,
                columns.stream().map(c -> Conversions.reading(c.type())).toList());
    }

    static RowConversion writing(List<SqlColumn.Physical> columns, @Nullable TimestampStyle text) {
        return new RowConversion(
                columns,
                columns.stream().map(c -> Conversions.writing(c.type(), text)).toList());
    }

    /**
     * Converts a row in place.
     *
     * @return the same row
     * @throws EvaluationException where a text is no value of its column's type; names the column
     */
    public @Nullable Object[] convert(@Nullable Object[] row) {
        for (int i = 0; i < places.length; i++) {
            Object value = row[places[i]];
            if (value != null) {
                try {
                    row[places[i]] = conversions[i].convert(value);
                } catch (EvaluationException e) {
                    throw new EvaluationException(names[i] + ": " + e.getMessage());
                }
            }
        }
        return row;
    }
}
