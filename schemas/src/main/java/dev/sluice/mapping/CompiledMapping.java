package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.Column;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** A mapping made for rows of certain columns: no path is read and no name looked up any more. Safe for several threads. */
public final class CompiledMapping {

    private final List<Column> columns;
    private final Part @Nullable [] parts;

    private CompiledMapping(List<Column> columns, Part @Nullable [] parts) {
        this.columns = List.copyOf(columns);
        this.parts = parts;
    }

    static CompiledMapping identity(List<Column> columns) {
        return new CompiledMapping(columns, null);
    }

    static CompiledMapping of(List<Column> columns, List<Part> parts) {
        return new CompiledMapping(columns, parts.toArray(Part[]::new));
    }

    /** The columns of the rows that come out. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The row that {@code row} becomes; {@code row} itself where nothing is mapped.
     *
     * @throws MalformedRecordException with {@code cast-failed} where a value cannot be cast
     */
    public @Nullable Object[] apply(@Nullable Object[] row) throws MalformedRecordException {
        return parts == null ? row : values(parts, row);
    }

    private static @Nullable Object[] values(Part[] parts, @Nullable Object[] row) throws MalformedRecordException {
        @Nullable Object[] values = new Object[parts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts[i].of(row);
        }
        return values;
    }

    /** Makes one value of the target. */
    sealed interface Part {
        @Nullable
        Object of(@Nullable Object[] row) throws MalformedRecordException;
    }

    /**
     * A value of the source.
     *
     * @param label source and target, for messages
     * @param place of the column
     * @param steps the places of fields inside it, from the column down
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the package, compared by nobody
    record Field(String label, int place, int[] steps, Cast cast) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object[] row) throws MalformedRecordException {
            Object value = row[place];
            for (int i = 0; value != null && i < steps.length; i++) {
                value = ((Row) value).getValue(steps[i]);
            }
            if (value == null || cast == Cast.NONE) {
                return value;
            }
            try {
                return cast.cast(value);
            } catch (MalformedRecordException e) {
                throw new MalformedRecordException(e.reason(), label + ": " + e.getMessage());
            }
        }
    }

    /** A struct of the target; there even where all its fields are null. */
    @SuppressWarnings("ArrayRecordComponent") // private to the package, compared by nobody
    record Nested(Schema schema, Part[] parts) implements Part {
        @Override
        public Object of(@Nullable Object[] row) throws MalformedRecordException {
            return Row.withSchema(schema).attachValues(Arrays.asList(values(parts, row)));
        }
    }
}
