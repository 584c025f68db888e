package dev.sluice.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers out of text: decimal digits, a point, an exponent, and nothing else that Java would take for a number. */
final class Numbers {

    /** Longer numbers are refused: their conversion takes the square of their length. */
    private static final int LONGEST = 1000;

    private Numbers() {}

    /** Whether the text is {@code [+-]digits[.digits][e[+-]digits]}, with digits before or behind the point. */
    static boolean isNumber(String text) {
        int n = text.length();
        int at = n > 0 && isSign(text.charAt(0)) ? 1 : 0;
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < n && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0 || n > LONGEST) {
            return false;
        }
        if (at < n && (text.charAt(at) | 0x20) == 'e') {
            at++;
            at += at < n && isSign(text.charAt(at)) ? 1 : 0;
            int exponent = digits(text, at);
            return exponent > 0 && at + exponent == n;
        }
        return at == n;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** The number exactly, or null where the text is none or its exponent is beyond any use. */
    static @Nullable BigDecimal decimal(String text) {
        if (!isNumber(text)) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.signum() == 0) {
                return BigDecimal.ZERO;
            }
            return Math.abs((long) value.scale()) > 2L * LONGEST ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The number as a {@code long}, or null where it has a fraction or is out of range. */
    static @Nullable Long exactLong(BigDecimal value) {
        if (wholeDigits(value) > 19) {
            return null;
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** The number without its fraction as a {@code long}, or null where it is out of range. */
    static @Nullable Long cutLong(BigDecimal value) {
        return wholeDigits(value) > 19 ? null : exactLong(value.setScale(0, RoundingMode.DOWN));
    }

    /** The number with exactly {@code scale} digits behind the point, or null where precision or scale do not hold it. */
    static @Nullable BigDecimal exactDecimal(BigDecimal value, int precision, int scale) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        if (wholeDigits(value) > precision - scale) {
            return null;
        }
        try {
            return value.setScale(scale, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static long wholeDigits(BigDecimal value) {
        return (long) value.precision() - value.scale();
    }
}
