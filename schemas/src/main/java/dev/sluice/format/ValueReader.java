package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.util.List;

/** Reads the values of one type, out of JSON and out of text. Chosen once for a column; safe for several threads. */
abstract class ValueReader {

    /** The reader for values of {@code type}, none of which loses a digit. */
    static ValueReader of(ColumnType type, TimestampText timestamps) {
        return of(type, timestamps, Fractions.REFUSED);
    }

    /** The reader for values of {@code type}. */
    static ValueReader of(ColumnType type, TimestampText timestamps, Fractions fractions) {
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT -> new IntegerReader("tinyint", Byte.MIN_VALUE, Byte.MAX_VALUE, v -> (byte) v);
                case SMALLINT -> new IntegerReader("smallint", Short.MIN_VALUE, Short.MAX_VALUE, v -> (short) v);
                case INT -> new IntegerReader("int", Integer.MIN_VALUE, Integer.MAX_VALUE, v -> (int) v, fractions);
                case BIGINT -> new IntegerReader("bigint", Long.MIN_VALUE, Long.MAX_VALUE, v -> v, fractions);
                case FLOAT -> new FloatReader();
                case DOUBLE -> new DoubleReader();
                case BOOLEAN -> new BooleanReader();
                case STRING, VOID -> new StringReader();
                case BINARY -> new BinaryReader();
                case DATE -> new DateReader();
                case TIMESTAMP -> new TimestampReader(timestamps);
            };
        }
        if (type instanceof ColumnType.Text) {
            return new StringReader();
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return new DecimalReader(decimal, fractions);
        }
        if (type instanceof ColumnType.Array array) {
            return new ArrayReader(of(array.element(), timestamps, fractions));
        }
        if (type instanceof ColumnType.MapOf map) {
            return new MapReader(of(map.key(), timestamps, fractions), of(map.value(), timestamps, fractions));
        }
        if (type instanceof ColumnType.Struct struct) {
            return new StructReader(struct, of(struct.fields(), timestamps, fractions));
        }
        if (type instanceof ColumnType.Choice choice) {
            return new ChoiceReader(
                    choice,
                    choice.types().stream()
                            .map(t -> of(t, timestamps, fractions))
                            .toArray(ValueReader[]::new));
        }
        throw new IllegalArgumentException("there is no reader for values of type " + type);
    }

    /** The readers for the values of these columns, in their order. */
    static ValueReader[] of(List<Column> columns, TimestampText timestamps) {
        return of(columns, timestamps, Fractions.REFUSED);
    }

    static ValueReader[] of(List<Column> columns, TimestampText timestamps, Fractions fractions) {
        return columns.stream().map(c -> of(c.type(), timestamps, fractions)).toArray(ValueReader[]::new);
    }

    /** The value at the parser's token, which is not null, up to the last token of it. */
    abstract Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException;

    /** The value that the text says. */
    abstract Object read(String text) throws InvalidValueException;
}
