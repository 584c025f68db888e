package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Readers of values without parts. A value that has its column's kind is read as it is; any other goes by the text it would
 * have in JSON, so that both formats agree on what a column can hold.
 */
final class AvroScalars {

    /** So many bytes hold a number of the 1000 digits that a number may have at most. */
    private static final int LONGEST_DECIMAL = 416;

    private static final int LARGEST_SCALE = 2000;

    private final TimestampText timestamps;
    private final AvroTimes times;

    AvroScalars(TimestampText timestamps) {
        this.timestamps = timestamps;
        times = new AvroTimes(timestamps);
    }

    /** Takes a value of some Java type from the bytes. */
    @FunctionalInterface
    interface Source<T> {
        T read(AvroInput in) throws MalformedRecordException, InvalidValueException;
    }

    AvroReader reader(Schema schema, ColumnType type) {
        String logical = AvroColumns.logical(schema);
        return switch (schema.getType()) {
            case BOOLEAN -> bool(schema, type);
            case INT ->
                times.isTime(logical)
                        ? times.reader(AvroInput::readInt, schema, type)
                        : AvroNumbers.whole(AvroInput::readInt, schema, type, timestamps);
            case LONG ->
                times.isTime(logical)
                        ? times.reader(AvroInput::readLong, schema, type)
                        : AvroNumbers.whole(AvroInput::readLong, schema, type, timestamps);
            case FLOAT -> AvroNumbers.ofFloat(schema, type, timestamps);
            case DOUBLE -> AvroNumbers.ofDouble(schema, type, timestamps);
            case STRING -> text(AvroInput::readString, schema, type);
            case ENUM -> text(symbols(schema), schema, type);
            case BYTES, FIXED -> ofBytes(logical, schema, type);
            default -> throw new IllegalArgumentException("expected a type without parts, found " + schema.getType());
        };
    }

    static Source<String> symbols(Schema schema) {
        String[] symbols = schema.getEnumSymbols().toArray(String[]::new);
        return in -> {
            long symbol = in.readLong();
            if (symbol < 0 || symbol >= symbols.length) {
                throw in.malformed("a symbol of 0 to " + (symbols.length - 1), String.valueOf(symbol));
            }
            return symbols[(int) symbol];
        };
    }

    private static AvroReader bool(Schema schema, ColumnType type) {
        if (AvroReaders.isText(type)) {
            return in -> String.valueOf(in.readBoolean());
        }
        return type == ColumnType.Simple.BOOLEAN ? AvroInput::readBoolean : AvroReaders.mismatch(schema, type);
    }

    private AvroReader text(Source<String> source, Schema schema, ColumnType type) {
        if (AvroReaders.isText(type)) {
            return source::read;
        }
        if (type == ColumnType.Simple.BINARY) {
            // By Avro's own rules of resolution, which make bytes of text; JSON has to write them as base64.
            return in -> source.read(in).getBytes(StandardCharsets.UTF_8);
        }
        if (type instanceof ColumnType.Simple || type instanceof ColumnType.Decimal) {
            ValueReader reader = ValueReader.of(type, timestamps);
            return in -> reader.read(source.read(in));
        }
        return AvroReaders.mismatch(schema, type);
    }

    private AvroReader ofBytes(String logical, Schema schema, ColumnType type) {
        Source<byte[]> bytes = bytes(schema);
        if (logical.equals("decimal") && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            int scale = decimal.getScale();
            return ofDecimal(in -> decimal(bytes.read(in), scale), schema, type);
        }
        if (logical.equals("big-decimal")) {
            return ofDecimal(in -> bigDecimal(bytes.read(in)), schema, type);
        }
        if (type == ColumnType.Simple.BINARY) {
            return bytes::read;
        }
        if (!AvroReaders.isText(type)) {
            return AvroReaders.mismatch(schema, type);
        }
        if (logical.equals("uuid") && schema.getType() == Schema.Type.FIXED && schema.getFixedSize() == 16) {
            return in -> {
                ByteBuffer halves = ByteBuffer.wrap(bytes.read(in));
                return new UUID(halves.getLong(), halves.getLong()).toString();
            };
        }
        return in -> utf8(bytes.read(in));
    }

    static Source<byte[]> bytes(Schema schema) {
        if (schema.getType() == Schema.Type.FIXED) {
            int size = schema.getFixedSize();
            return in -> in.readBytes(size);
        }
        return in -> in.readBytes(in.length());
    }

    private static String utf8(byte[] bytes) throws InvalidValueException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("text in UTF-8", bytes.length + " other bytes");
        }
    }

    static BigDecimal decimal(byte[] unscaled, int scale) throws InvalidValueException {
        if (unscaled.length == 0 || unscaled.length > LONGEST_DECIMAL || Math.abs((long) scale) > LARGEST_SCALE) {
            throw new InvalidValueException(
                    "a decimal of 1 to " + LONGEST_DECIMAL + " bytes and a scale of at most " + LARGEST_SCALE,
                    unscaled.length + " bytes and the scale " + scale);
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    /** Avro's decimal that carries its scale: the unscaled value's bytes, then the scale. */
    static BigDecimal bigDecimal(byte[] bytes) throws MalformedRecordException, InvalidValueException {
        AvroInput in = new AvroInput(bytes, 0, bytes.length);
        byte[] unscaled = in.readBytes(in.length());
        int scale = in.readInt();
        if (!in.isAtEnd()) {
            throw in.malformed("the end of a big-decimal", in.remaining() + " bytes more");
        }
        return decimal(unscaled, scale);
    }

    private AvroReader ofDecimal(Source<BigDecimal> source, Schema schema, ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return in -> {
                BigDecimal read = source.read(in);
                BigDecimal value = Numbers.exactDecimal(read, decimal.precision(), decimal.scale());
                if (value == null) {
                    throw new InvalidValueException(type.toString(), Snippet.of(read.toString()));
                }
                return value;
            };
        }
        if (type == ColumnType.Simple.TIMESTAMP) {
            return in -> AvroNumbers.timestamp(source.read(in), timestamps);
        }
        return AvroNumbers.byText(in -> source.read(in).toPlainString(), schema, type, timestamps);
    }

    static Instant required(@Nullable Instant time, Object found) throws InvalidValueException {
        if (time == null) {
            throw new InvalidValueException("timestamp of the years 0 to 9999", Snippet.of(found.toString()));
        }
        return time;
    }
}
