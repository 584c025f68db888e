package dev.sluice.connector.datagen;

import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;

/** Numbers, text, bytes and times by chance, as Flink makes them. */
final class RandomValues {

    private static final int LENGTH = 100;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private RandomValues() {}

    static ValueGenerator of(ColumnType type, FieldSettings settings) {
        if (type instanceof ColumnType.Text text) {
            return text(settings, text.length());
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return decimal(decimal, settings);
        }
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT -> whole(settings, Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number);
                case SMALLINT -> whole(settings, Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number);
                case INT -> whole(settings, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number);
                case BIGINT -> whole(settings, Long.MIN_VALUE, Long.MAX_VALUE, number -> number);
                case FLOAT -> fraction(settings, Float.MIN_VALUE, Float.MAX_VALUE, number -> (float) number);
                case DOUBLE -> fraction(settings, Double.MIN_VALUE, Double.MAX_VALUE, number -> number);
                case BOOLEAN -> (row, random) -> random.nextBoolean();
                case STRING, VOID -> text(settings, LENGTH);
                case BINARY -> bytes(settings);
                case TIMESTAMP -> timestamp(settings);
                case DATE -> throw new IllegalArgumentException("a date is of today, not by chance");
            };
        }
        throw new IllegalArgumentException("expected a type without parts, found " + type);
    }

    private static ValueGenerator whole(FieldSettings settings, long least, long most, LongFunction<Object> value) {
        long min = settings.whole("min", least);
        long max = settings.whole("max", most);
        ordered(settings, min <= max);
        return (row, random) -> value.apply(between(min, max, random));
    }

    private static void ordered(FieldSettings settings, boolean ordered) {
        if (!ordered) {
            throw new IllegalArgumentException("'" + settings.prefix() + "min': expected no more than 'max'");
        }
    }

    private static long between(long min, long max, SplittableRandom random) {
        if (max < Long.MAX_VALUE) {
            return random.nextLong(min, max + 1);
        }
        return min == Long.MIN_VALUE ? random.nextLong() : random.nextLong(min - 1, max) + 1;
    }

    private static ValueGenerator fraction(
            FieldSettings settings, double least, double most, DoubleFunction<Object> value) {
        double min = settings.fraction("min", least);
        double max = settings.fraction("max", most);
        ordered(settings, min <= max);
        return (row, random) -> value.apply(between(min, max, random));
    }

    /** What is between them may be more than a double. */
    private static double between(double min, double max, SplittableRandom random) {
        double share = random.nextDouble();
        return share * max + (1 - share) * min;
    }

    private static ValueGenerator decimal(ColumnType.Decimal type, FieldSettings settings) {
        double beyond = Math.pow(10, type.precision() - type.scale());
        double min = Math.max(settings.fraction("min", Double.MIN_VALUE), 1 - beyond);
        double max = Math.min(settings.fraction("max", Double.MAX_VALUE), beyond - 1);
        ordered(settings, min <= max || beyond == 1);
        MathContext digits = new MathContext(type.precision(), RoundingMode.DOWN);
        return (row, random) ->
                new BigDecimal(between(min, max, random), digits).setScale(type.scale(), RoundingMode.DOWN);
    }

    private static ValueGenerator text(FieldSettings settings, int otherwise) {
        int length = length(settings, otherwise);
        boolean varies = varies(settings);
        return (row, random) -> {
            byte[] text = new byte[varies ? random.nextInt(1, length + 1) : length];
            for (int i = 0; i < text.length; i++) {
                text[i] = HEX[random.nextInt(HEX.length)];
            }
            return new String(text, StandardCharsets.ISO_8859_1);
        };
    }

    private static ValueGenerator bytes(FieldSettings settings) {
        int length = length(settings, LENGTH);
        boolean varies = varies(settings);
        return (row, random) -> {
            byte[] bytes = new byte[varies ? random.nextInt(1, length + 1) : length];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    static int length(FieldSettings settings, int otherwise) {
        return Math.toIntExact(settings.whole("length", otherwise));
    }

    private static boolean varies(FieldSettings settings) {
        return settings.text("var-len", "false").equals("true");
    }

    private static ValueGenerator timestamp(FieldSettings settings) {
        long past = settings.duration("max-past").toMillis();
        return (row, random) -> {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            return past == 0 ? now : now.minusMillis(random.nextLong(past));
        };
    }
}
