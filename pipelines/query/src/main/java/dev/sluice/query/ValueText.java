package dev.sluice.query;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value as DuckDB itself would cast it to VARCHAR, except that lists, structs and maps are JSON and a FLOAT never has a digit too many. */
final class ValueText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME;
    private static final DateTimeFormatter TIME_WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(TIME)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter(Locale.ROOT);

    private ValueText() {}

    static String of(Object value) {
        if (value instanceof Double number) {
            return number(number, NumberOutput.toString((double) number, true));
        } else if (value instanceof Float number) {
            return number(number, NumberOutput.toString((float) number, true));
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof OffsetDateTime time) {
            return date(time.toLocalDate()) + " " + TIME.format(time) + "+00";
        } else if (value instanceof LocalDateTime time) {
            return date(time.toLocalDate()) + " " + TIME.format(time);
        } else if (value instanceof LocalDate date) {
            return date(date);
        } else if (value instanceof LocalTime time) {
            return TIME.format(time);
        } else if (value instanceof OffsetTime time) {
            return TIME_WITH_OFFSET.format(time);
        } else if (value instanceof byte[] bytes) {
            return bytes(bytes);
        } else if (value instanceof List || value instanceof Map) {
            return JsonPrinter.toJson(value);
        }
        return value.toString();
    }

    /**
     * Java's shortest digits in DuckDB's layout: an exponent below 1e-4 and from 1e16 on. The digits are Jackson's, since
     * {@code Double.toString} gives one too many for some numbers before JDK 19.
     */
    private static String number(Number number, String javaText) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return javaText;
        }
        BigDecimal decimal = new BigDecimal(javaText).stripTrailingZeros();
        BigDecimal oneDigit = decimal.round(new MathContext(1)); // Java always gives two: 4.9E-324 is 5e-324
        if (number instanceof Float ? oneDigit.floatValue() == value : oneDigit.doubleValue() == value) {
            decimal = oneDigit;
        }
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return (decimal.scale() < 1 ? decimal.setScale(1) : decimal).toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String date(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return padded(year, 4) + "-" + padded(date.getMonthValue(), 2) + "-" + padded(date.getDayOfMonth(), 2)
                + (date.getYear() > 0 ? "" : " (BC)");
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String bytes(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            boolean plain = b >= ' ' && b <= '~' && b != '\\' && b != '\'' && b != '"';
            if (plain) {
                text.append((char) b);
            } else {
                text.append("\\x")
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return text.toString();
    }
}
