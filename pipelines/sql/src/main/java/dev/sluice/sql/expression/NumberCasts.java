package dev.sluice.sql.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Casts to numbers and truth values. Whole numbers keep their low bits in a narrower type, fractions are cut off, floating point stops at
 * the type's limits.
 */
final class NumberCasts {

    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");

    private NumberCasts() {}

    static @Nullable Cast toBoolean(SqlTypeName source) {
        if (Types.isText(source)) {
            return text -> truth((String) text);
        }
        if (Types.isDecimal(source)) {
            return number -> ((BigDecimal) number).signum() != 0;
        }
        return Types.isNumber(source) ? number -> ((Number) number).doubleValue() != 0 : null;
    }

    static @Nullable Cast toNumber(RelDataType from, RelDataType to) {
        SqlTypeName source = from.getSqlTypeName();
        SqlTypeName target = to.getSqlTypeName();
        if (source == SqlTypeName.BOOLEAN && !Types.isInterval(target)) {
            Cast number = ofNumber(SqlTypeName.INTEGER, to);
            return truth -> number.apply(Boolean.TRUE.equals(truth) ? 1 : 0);
        }
        if (Types.isText(source) && !Types.isInterval(target)) {
            return ofText(to);
        }
        return Types.isNumber(source) || Types.isInterval(source) ? ofNumber(source, to) : null;
    }

    static Cast ofNumber(SqlTypeName source, RelDataType to) {
        return switch (to.getSqlTypeName()) {
            case DOUBLE -> number -> ((Number) number).doubleValue();
            case FLOAT, REAL -> number -> ((Number) number).floatValue();
            case DECIMAL -> {
                int precision = to.getPrecision();
                int scale = to.getScale();
                yield Types.isFloating(source)
                        ? number -> Decimals.fit(ofFloating(((Number) number).doubleValue()), precision, scale)
                        : number -> Decimals.fit(Decimals.exactly((Number) number), precision, scale);
            }
            default -> toWhole(source, to.getSqlTypeName());
        };
    }

    private static Cast toWhole(SqlTypeName source, SqlTypeName target) {
        Arithmetic.Narrow narrow = Arithmetic.Narrow.to(target);
        if (Types.isDecimal(source)) {
            return number -> narrow.of(
                    ((BigDecimal) number).setScale(0, RoundingMode.DOWN).longValue());
        }
        if (Types.isFloating(source)) {
            // As Java does it: a narrow type takes the low bits of the int.
            return target == SqlTypeName.BIGINT
                    ? number -> ((Number) number).longValue()
                    : number -> narrow.of(((Number) number).intValue());
        }
        return number -> narrow.of(((Number) number).longValue());
    }

    static BigDecimal ofFloating(double number) {
        if (!Double.isFinite(number)) {
            throw new EvaluationException("Expected a finite number to cast to DECIMAL, found " + number);
        }
        return BigDecimal.valueOf(number);
    }

    private static Cast ofText(RelDataType to) {
        SqlTypeName target = to.getSqlTypeName();
        return switch (target) {
            case DOUBLE -> text -> floating((String) text);
            case FLOAT, REAL -> text -> (float) floating((String) text);
            case DECIMAL -> {
                int precision = to.getPrecision();
                int scale = to.getScale();
                yield text -> decimal((String) text, precision, scale);
            }
            default -> {
                long min = Narrowing.min(target);
                Arithmetic.Narrow narrow = Arithmetic.Narrow.to(target);
                yield text -> narrow.of(whole((String) text, target, min));
            }
        };
    }

    private static double floating(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw notA(SqlTypeName.DOUBLE, text);
        }
    }

    /** Digits with a sign before them, perhaps, and a fraction that is cut off; blanks around them do not count. */
    private static long whole(String text, SqlTypeName target, long min) {
        String number = blanksOff(text);
        int point = number.indexOf('.');
        String digits = point < 0 ? number : number.substring(0, point);
        boolean isNumber = !number.isEmpty() && !number.equals("-") && !number.equals("+");
        for (int i = Math.max(point, 0) + (point < 0 ? number.length() : 1); isNumber && i < number.length(); i++) {
            isNumber = isDigit(number.charAt(i));
        }
        boolean negative = digits.startsWith("-");
        long value = 0;
        for (int i = negative || digits.startsWith("+") ? 1 : 0; isNumber && i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            isNumber = isDigit(digits.charAt(i)) && value >= (min + digit) / 10;
            value = value * 10 - digit;
        }
        if (!isNumber || (!negative && value == min)) {
            throw notA(target, text);
        }
        return negative ? value : -value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static BigDecimal decimal(String text, int precision, int scale) {
        BigDecimal number = null;
        try {
            number = Decimals.fit(new BigDecimal(text.strip()), precision, scale);
        } catch (NumberFormatException e) {
            // Said below.
        }
        if (number == null) {
            throw new EvaluationException(
                    "Expected text that is a DECIMAL(" + precision + ", " + scale + "), found '" + text + "'");
        }
        return number;
    }

    private static boolean truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw notA(SqlTypeName.BOOLEAN, text);
    }

    /** Blanks alone, as Flink trims them: a tab is none. */
    private static String blanksOff(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    private static EvaluationException notA(SqlTypeName type, String text) {
        return new EvaluationException("Expected text that is a " + type + ", found '" + text + "'");
    }
}
