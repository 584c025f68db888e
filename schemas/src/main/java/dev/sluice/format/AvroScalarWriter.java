package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writers of values without parts. */
final class AvroScalarWriter {

    private AvroScalarWriter() {}

    /** The writer, or null where values of the type cannot be written so. */
    static @Nullable AvroWriter of(Schema schema, ColumnType type, TimestampText timestamps) {
        String logical = AvroColumns.logical(schema);
        return switch (schema.getType()) {
            case BOOLEAN ->
                type == ColumnType.Simple.BOOLEAN
                        ? (out, value) -> out.writeBoolean((Boolean) AvroWriter.required(value))
                        : null;
            case INT -> {
                ToLongFunction<Object> number = whole(logical, type, timestamps);
                yield number == null
                        ? null
                        : (out, value) -> out.writeInt(Math.toIntExact(number.applyAsLong(AvroWriter.required(value))));
            }
            case LONG -> {
                ToLongFunction<Object> number = whole(logical, type, timestamps);
                yield number == null
                        ? null
                        : (out, value) -> out.writeLong(number.applyAsLong(AvroWriter.required(value)));
            }
            case FLOAT ->
                type == ColumnType.Simple.FLOAT
                        ? (out, value) -> out.writeFloat((Float) AvroWriter.required(value))
                        : null;
            case DOUBLE ->
                type == ColumnType.Simple.DOUBLE || type == ColumnType.Simple.FLOAT
                        ? (out, value) -> out.writeDouble(((Number) AvroWriter.required(value)).doubleValue())
                        : null;
            case STRING ->
                AvroReaders.isText(type) ? (out, value) -> out.writeString((String) AvroWriter.required(value)) : null;
            case ENUM -> AvroReaders.isText(type) ? symbol(schema.getEnumSymbols()) : null;
            case BYTES, FIXED -> bytes(schema, type);
            default -> null;
        };
    }

    private static @Nullable ToLongFunction<Object> whole(String logical, ColumnType type, TimestampText timestamps) {
        if (type == ColumnType.Simple.DATE) {
            return logical.equals("date") ? value -> ((LocalDate) value).toEpochDay() : null;
        }
        if (type == ColumnType.Simple.TIMESTAMP) {
            if (logical.startsWith("timestamp-")) {
                long unit = AvroTimes.unit(logical);
                return value -> number((Instant) value, unit);
            }
            if (logical.startsWith("local-timestamp-")) {
                long unit = AvroTimes.unit(logical);
                return value -> {
                    LocalDateTime local = timestamps.local((Instant) value);
                    return number(local.toInstant(ZoneOffset.UTC), unit);
                };
            }
            return null;
        }
        return logical.isEmpty()
                        && type instanceof ColumnType.Simple simple
                        && switch (simple) {
                            case TINYINT, SMALLINT, INT, BIGINT -> true;
                            case FLOAT, DOUBLE, BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, VOID -> false;
                        }
                ? value -> ((Number) value).longValue()
                : null;
    }

    private static long number(Instant time, long unit) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L / unit), time.getNano() / unit);
    }

    private static AvroWriter symbol(List<String> symbols) {
        return (out, value) -> {
            String text = (String) AvroWriter.required(value);
            int symbol = symbols.indexOf(text);
            if (symbol < 0) {
                throw new IllegalArgumentException("expected one of " + symbols + ", found " + Snippet.quoted(text));
            }
            out.writeEnum(symbol);
        };
    }

    private static @Nullable AvroWriter bytes(Schema schema, ColumnType type) {
        int size = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : -1;
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return type instanceof ColumnType.Decimal ? decimal(decimal, size) : null;
        }
        if (type != ColumnType.Simple.BINARY) {
            return null;
        }
        return (out, value) -> {
            byte[] bytes = (byte[]) AvroWriter.required(value);
            if (size < 0) {
                out.writeBytes(bytes);
            } else if (bytes.length == size) {
                out.writeFixed(bytes);
            } else {
                throw new IllegalArgumentException("expected " + size + " bytes, found " + bytes.length);
            }
        };
    }

    private static AvroWriter decimal(LogicalTypes.Decimal type, int size) {
        return (out, value) -> {
            BigDecimal number = (BigDecimal) AvroWriter.required(value);
            BigDecimal exact = Numbers.exactDecimal(number, type.getPrecision(), type.getScale());
            byte[] bytes = exact == null ? null : exact.unscaledValue().toByteArray();
            if (bytes == null || (size >= 0 && bytes.length > size)) {
                throw new IllegalArgumentException("expected a decimal of " + type.getPrecision() + " digits, "
                        + type.getScale() + " behind the point, found " + Snippet.of(number.toString()));
            }
            if (size < 0) {
                out.writeBytes(bytes);
            } else {
                byte[] padded = new byte[size];
                Arrays.fill(padded, (byte) (new BigInteger(bytes).signum() < 0 ? -1 : 0));
                System.arraycopy(bytes, 0, padded, size - bytes.length, bytes.length);
                out.writeFixed(padded);
            }
        };
    }
}
