package dev.sluice.connector.datagen;

import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;

/** Numbers that follow each other, as values of a type. */
final class Sequence {

    private Sequence() {}

    /**
     * One number after the other.
     *
     * @throws IllegalArgumentException where the type has none
     */
    static ValueGenerator of(ColumnType type, long start) {
        LongFunction<Object> value = value(type);
        return (row, random) -> value.apply(start + row);
    }

    private static LongFunction<Object> value(ColumnType type) {
        if (type instanceof ColumnType.Text) {
            return Long::toString;
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return number -> BigDecimal.valueOf(number).setScale(decimal.scale());
        }
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT -> number -> (byte) number;
                case SMALLINT -> number -> (short) number;
                case INT -> number -> (int) number;
                case BIGINT -> number -> number;
                case FLOAT -> number -> (float) number;
                case DOUBLE -> number -> (double) number;
                case STRING -> Long::toString;
                case BINARY ->
                    number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
                default -> throw none(type);
            };
        }
        throw none(type);
    }

    private static IllegalArgumentException none(ColumnType type) {
        return new IllegalArgumentException("a sequence is of numbers, text or binary, found " + type);
    }
}
