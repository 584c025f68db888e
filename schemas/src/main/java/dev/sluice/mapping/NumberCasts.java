package dev.sluice.mapping;

import dev.sluice.format.EpochTime;
import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Casts of any number to a type of numbers. Whole numbers and decimals have to come out exactly; a binary fraction (float,
 * double) out of another or out of a decimal is the nearest one, out of a whole number it has to be exact. A time as a
 * number is milliseconds since 1970; a number as a time is what it would be in a payload.
 */
final class NumberCasts {

    private static final double TWO_TO_63 = 0x1p63;

    private NumberCasts() {}

    static Cast of(ColumnType to) {
        if (to instanceof ColumnType.Decimal decimal) {
            return value -> toDecimal(value, decimal);
        }
        if (!(to instanceof Simple simple)) {
            throw new IllegalArgumentException("expected a type of numbers, found " + to);
        }
        return switch (simple) {
            case TINYINT -> value -> (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, to);
            case SMALLINT -> value -> (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, to);
            case INT -> value -> (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, to);
            case BIGINT -> value -> toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, to);
            case BOOLEAN -> value -> toLong(value, 0, 1, "0 or 1 for a boolean") == 1;
            case FLOAT -> NumberCasts::toFloat;
            case DOUBLE -> NumberCasts::toDouble;
            case STRING, BINARY, DATE, TIMESTAMP, VOID ->
                throw new IllegalArgumentException("expected a type of numbers, found " + to);
        };
    }

    static Object toTimestamp(Object value) throws MalformedRecordException {
        Instant time = null;
        if (isWhole(value)) {
            time = EpochTime.of(BigDecimal.valueOf(((Number) value).longValue()));
        } else if (Double.isFinite(((Number) value).doubleValue())) {
            time = EpochTime.of(exact(value));
        }
        if (time == null) {
            throw Cast.failed("a timestamp in the years 0 to 9999", value);
        }
        return time;
    }

    static Cast ofTimestamp(ColumnType to) {
        Cast number = of(to);
        return value -> {
            try {
                return number.cast(EpochTime.millis((Instant) value));
            } catch (MalformedRecordException e) {
                throw Cast.failed("milliseconds that " + to + " holds", value);
            }
        };
    }

    /** By its shortest text: 21.37 as a double becomes 21.37, not 21.370000000000000994…. */
    private static BigDecimal exact(Object value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static long toLong(Object value, long least, long greatest, Object expected)
            throws MalformedRecordException {
        long whole;
        if (isWhole(value)) {
            whole = ((Number) value).longValue();
        } else if (value instanceof BigDecimal decimal) {
            try {
                whole = decimal.longValueExact();
            } catch (ArithmeticException e) {
                throw Cast.failed(expected, value);
            }
        } else {
            double number = ((Number) value).doubleValue();
            whole = (long) number;
            if (whole != number || number == TWO_TO_63) {
                throw Cast.failed(expected, value);
            }
        }
        if (whole < least || whole > greatest) {
            throw Cast.failed(expected, value);
        }
        return whole;
    }

    private static Object toDouble(Object value) throws MalformedRecordException {
        double number = ((Number) value).doubleValue();
        if (isWhole(value) && (number == TWO_TO_63 || (long) number != ((Number) value).longValue())) {
            throw Cast.failed("double, exactly", value);
        }
        return number;
    }

    private static Object toFloat(Object value) throws MalformedRecordException {
        float number = ((Number) value).floatValue();
        boolean inexact =
                isWhole(value) && (number == (float) TWO_TO_63 || (long) number != ((Number) value).longValue());
        boolean beyond = Float.isInfinite(number)
                && !(value instanceof Double d && Double.isInfinite(d))
                && !(value instanceof Float);
        if (inexact || beyond) {
            throw Cast.failed(inexact ? "float, exactly" : "float", value);
        }
        return number;
    }

    private static Object toDecimal(Object value, ColumnType.Decimal type) throws MalformedRecordException {
        try {
            BigDecimal scaled = exact(value).setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (scaled.precision() <= type.precision()) {
                return scaled;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // More digits than the scale has, or no number at all (NaN): said below.
        }
        throw Cast.failed(type, value);
    }
}
