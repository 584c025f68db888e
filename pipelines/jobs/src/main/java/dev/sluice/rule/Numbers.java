package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the language: an Int of up to 34 digits, and a Decimal of 34 digits with a magnitude from 1E-999 to
 * 9.99E999. What lies beyond has no value, so that no number in a message makes arithmetic costly.
 */
final class Numbers {

    private static final int DIGITS = 34;
    private static final int MAGNITUDE = 999;
    private static final int LONGEST = 2 * MAGNITUDE;
    private static final Pattern TEXT = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d{1,9})?");
    private static final BigDecimal GREATEST_INDEX = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal LEAST_INDEX = BigDecimal.valueOf(Integer.MIN_VALUE);

    private Numbers() {}

    /** The number that a value is or, for a string, says; null where it is none. */
    static @Nullable BigDecimal decimal(JsonNode value) {
        if (value.isNumber()) {
            return within(value.decimalValue());
        }
        if (value.isTextual()) {
            String text = value.textValue();
            return text.length() <= LONGEST && TEXT.matcher(text).matches() ? within(new BigDecimal(text)) : null;
        }
        return null;
    }

    private static @Nullable BigDecimal within(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale() - 1;
        return Math.abs(magnitude) <= MAGNITUDE || number.signum() == 0 ? number : null;
    }

    /** Whether a value is an Int that a long holds. */
    static boolean isLong(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    static JsonNode of(long value) {
        return LongNode.valueOf(value);
    }

    static JsonNode of(BigInteger value) {
        return new BigDecimal(value).precision() <= DIGITS ? Json.NODES.numberNode(value) : Json.UNDEFINED;
    }

    /** A Decimal, in plain digits where 34 are enough. */
    static JsonNode of(BigDecimal value) {
        BigDecimal rounded = value.round(MathContext.DECIMAL128);
        if (within(rounded) == null) {
            return Json.UNDEFINED;
        }
        boolean plain = rounded.scale() < 0 && rounded.precision() - rounded.scale() <= DIGITS;
        return Json.NODES.numberNode(plain ? rounded.setScale(0) : rounded);
    }

    /** A Decimal of double precision; undefined where it is none: the root of a negative number. */
    static JsonNode of(double value) {
        return Double.isFinite(value) ? of(BigDecimal.valueOf(value)) : Json.UNDEFINED;
    }

    /** The Int next to a number. */
    static JsonNode rounded(BigDecimal number, RoundingMode mode) {
        if ((long) number.precision() - number.scale() > DIGITS) {
            return Json.UNDEFINED;
        }
        return of(number.setScale(0, mode).toBigInteger());
    }

    /** A number as an index: rounded down, the nearest int where it is too large for one; null where there is none. */
    static @Nullable Integer index(JsonNode value) {
        BigDecimal number = decimal(value);
        if (number == null) {
            return null;
        }
        return number.max(LEAST_INDEX)
                .min(GREATEST_INDEX)
                .setScale(0, RoundingMode.FLOOR)
                .intValue();
    }

    /** An operator between two numbers. */
    enum Operator {
        PLUS("+") {
            @Override
            long exact(long left, long right) {
                return Math.addExact(left, right);
            }

            @Override
            BigInteger whole(BigInteger left, BigInteger right) {
                return left.add(right);
            }

            @Override
            BigDecimal decimal(BigDecimal left, BigDecimal right) {
                return left.add(right, MathContext.DECIMAL128);
            }
        },
        MINUS("-") {
            @Override
            long exact(long left, long right) {
                return Math.subtractExact(left, right);
            }

            @Override
            BigInteger whole(BigInteger left, BigInteger right) {
                return left.subtract(right);
            }

            @Override
            BigDecimal decimal(BigDecimal left, BigDecimal right) {
                return left.subtract(right, MathContext.DECIMAL128);
            }
        },
        TIMES("*") {
            @Override
            long exact(long left, long right) {
                return Math.multiplyExact(left, right);
            }

            @Override
            BigInteger whole(BigInteger left, BigInteger right) {
                return left.multiply(right);
            }

            @Override
            BigDecimal decimal(BigDecimal left, BigDecimal right) {
                return left.multiply(right, MathContext.DECIMAL128);
            }
        },
        BY("/") {
            @Override
            long exact(long left, long right) {
                if (left == Long.MIN_VALUE && right == -1) {
                    throw new ArithmeticException("overflow");
                }
                return left / right;
            }

            @Override
            BigInteger whole(BigInteger left, BigInteger right) {
                return left.divide(right);
            }

            @Override
            BigDecimal decimal(BigDecimal left, BigDecimal right) {
                return left.divide(right, MathContext.DECIMAL128);
            }
        },
        REMAINDER("%") {
            @Override
            long exact(long left, long right) {
                return left % right;
            }

            @Override
            BigInteger whole(BigInteger left, BigInteger right) {
                return left.remainder(right);
            }

            @Override
            BigDecimal decimal(BigDecimal left, BigDecimal right) {
                return left.remainder(right, MathContext.DECIMAL128);
            }
        };

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        /** @throws ArithmeticException where a long does not hold it, or there is no such number */
        abstract long exact(long left, long right);

        abstract BigInteger whole(BigInteger left, BigInteger right);

        abstract BigDecimal decimal(BigDecimal left, BigDecimal right);

        /** Int by Int is an Int, all else a Decimal; undefined where an operand is no number, or the result is none. */
        final JsonNode between(JsonNode left, JsonNode right) {
            if (isLong(left) && isLong(right)) {
                try {
                    return of(exact(left.longValue(), right.longValue()));
                } catch (ArithmeticException e) {
                    // Too large for a long, or a division by zero: the way below knows which.
                }
            }
            BigDecimal a = Numbers.decimal(left);
            BigDecimal b = Numbers.decimal(right);
            if (a == null || b == null) {
                return Json.UNDEFINED;
            }
            try {
                return left.isIntegralNumber() && right.isIntegralNumber()
                        ? of(whole(left.bigIntegerValue(), right.bigIntegerValue()))
                        : of(decimal(a, b));
            } catch (ArithmeticException e) {
                return Json.UNDEFINED;
            }
        }
    }
}
