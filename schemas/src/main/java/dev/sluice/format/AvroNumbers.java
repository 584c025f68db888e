package dev.sluice.format;

import dev.sluice.format.AvroScalars.Source;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.avro.Schema;

/** Readers of Avro's numbers. */
final class AvroNumbers {

    private AvroNumbers() {}

    /** Takes a whole number from the bytes. */
    @FunctionalInterface
    interface Whole {
        long read(AvroInput in) throws MalformedRecordException;
    }

    static AvroReader whole(Whole source, Schema schema, ColumnType type, TimestampText timestamps) {
        if (!(type instanceof ColumnType.Simple simple)) {
            return byText(in -> Long.toString(source.read(in)), schema, type, timestamps);
        }
        return switch (simple) {
            case BIGINT -> source::read;
            case INT -> inRange(source, type, Integer.MIN_VALUE, Integer.MAX_VALUE, v -> (int) v);
            case SMALLINT -> inRange(source, type, Short.MIN_VALUE, Short.MAX_VALUE, v -> (short) v);
            case TINYINT -> inRange(source, type, Byte.MIN_VALUE, Byte.MAX_VALUE, v -> (byte) v);
            case DOUBLE -> in -> (double) source.read(in);
            case FLOAT -> in -> (float) source.read(in);
            case TIMESTAMP -> in -> timestamp(BigDecimal.valueOf(source.read(in)), timestamps);
            case BOOLEAN, STRING, BINARY, DATE, VOID ->
                byText(in -> Long.toString(source.read(in)), schema, type, timestamps);
        };
    }

    private static AvroReader inRange(
            Whole source, ColumnType type, long least, long greatest, LongFunction<Object> box) {
        return in -> {
            long value = source.read(in);
            if (value < least || value > greatest) {
                throw new InvalidValueException(
                        type + ", a whole number of " + least + " to " + greatest, Long.toString(value));
            }
            return box.apply(value);
        };
    }

    static AvroReader ofFloat(Schema schema, ColumnType type, TimestampText timestamps) {
        if (type == ColumnType.Simple.FLOAT) {
            return AvroInput::readFloat;
        }
        if (type == ColumnType.Simple.DOUBLE) {
            return in -> (double) in.readFloat();
        }
        return floating(in -> Float.toString(in.readFloat()), schema, type, timestamps);
    }

    static AvroReader ofDouble(Schema schema, ColumnType type, TimestampText timestamps) {
        if (type == ColumnType.Simple.DOUBLE) {
            return AvroInput::readDouble;
        }
        if (type == ColumnType.Simple.FLOAT) {
            return in -> {
                double value = in.readDouble();
                float nearest = (float) value;
                if (Float.isInfinite(nearest) && !Double.isInfinite(value)) {
                    throw new InvalidValueException("float", Double.toString(value));
                }
                return nearest;
            };
        }
        return floating(in -> Double.toString(in.readDouble()), schema, type, timestamps);
    }

    private static AvroReader floating(Source<String> text, Schema schema, ColumnType type, TimestampText timestamps) {
        if (type == ColumnType.Simple.TIMESTAMP) {
            return in -> {
                String written = text.read(in);
                BigDecimal number = Numbers.decimal(written);
                if (number == null) {
                    throw new InvalidValueException("timestamp", written);
                }
                return timestamp(number, timestamps);
            };
        }
        return byText(text, schema, type, timestamps);
    }

    /** Numbers into columns of numbers of another kind, by their shortest text: exact, or refused. */
    static AvroReader byText(Source<String> text, Schema schema, ColumnType type, TimestampText timestamps) {
        if (AvroReaders.isText(type)) {
            return text::read;
        }
        boolean number = type instanceof ColumnType.Decimal
                || (type instanceof ColumnType.Simple simple
                        && switch (simple) {
                            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
                            case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, VOID -> false;
                        });
        if (!number) {
            return AvroReaders.mismatch(schema, type);
        }
        ValueReader reader = ValueReader.of(type, timestamps);
        return in -> reader.read(text.read(in));
    }

    /** A number as JSON's numbers are read: seconds, milliseconds or microseconds by its size. */
    static Instant timestamp(BigDecimal number, TimestampText timestamps) throws InvalidValueException {
        return AvroScalars.required(timestamps.ofNumber(number), number);
    }
}
