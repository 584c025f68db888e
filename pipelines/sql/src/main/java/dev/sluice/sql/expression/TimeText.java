package dev.sluice.sql.expression;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Dates, times and timestamps as text: {@code 2020-04-16 11:33:23.123}, and what Flink takes for such. */
final class TimeText {

    /** A timestamp: months, days, hours and so on with one digit or two, the time of the day and its fraction perhaps missing. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-[MM][M]-[dd][d]")
            .optionalStart()
            .appendPattern(" [HH][H]:[mm][m]:[ss][s]")
            .appendFraction(NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final int MILLIS_PER_SECOND = 1000;
    private static final int MILLIS_PER_MINUTE = 60_000;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private TimeText() {}

    /** Days since 1970-01-01 of {@code year[-month[-day]]}; what follows a blank does not count. */
    static int date(String text) {
        int blank = text.indexOf(' ');
        String[] parts = (blank > 0 ? text.substring(0, blank) : text).split("-", -1);
        try {
            if (parts.length <= 3) {
                int year = number(parts[0]);
                int month = parts.length > 1 ? number(parts[1]) : 1;
                int day = parts.length > 2 ? number(parts[2]) : 1;
                if (year <= 9999) {
                    return (int) LocalDate.of(year, month, day).toEpochDay();
                }
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Said below.
        }
        throw new EvaluationException("Expected a date such as 2020-04-16, found '" + text + "'");
    }

    /**
     * Milliseconds of the day of {@code hour[:minute[:second[.fraction]]]}. An offset behind it is added to it, and nothing is checked
     * against the length of a day, as in Flink.
     */
    static int time(String text) {
        int minus = text.indexOf('-');
        int offset = minus < 0 ? text.indexOf('+') : minus;
        try {
            int millis = sinceMidnight(offset < 0 ? text : text.substring(0, offset));
            return offset < 0 ? millis : millis + (minus < 0 ? 1 : -1) * sinceMidnight(text.substring(offset + 1));
        } catch (NumberFormatException e) {
            throw new EvaluationException("Expected a time such as 11:33:23, found '" + text + "'");
        }
    }

    private static int sinceMidnight(String text) {
        String[] parts = text.split(":", 3);
        int millis = number(parts[0]) * MILLIS_PER_HOUR;
        if (parts.length > 1) {
            millis += number(parts[1]) * MILLIS_PER_MINUTE;
        }
        if (parts.length > 2) {
            int point = parts[2].indexOf('.');
            millis += number(point < 0 ? parts[2] : parts[2].substring(0, point)) * MILLIS_PER_SECOND;
            millis += point < 0 ? 0 : fraction(parts[2].substring(point + 1).strip());
        }
        return millis;
    }

    /** Thousandths, rounded by the fourth digit. */
    private static int fraction(String digits) {
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            char digit = i < digits.length() ? digits.charAt(i) : '0';
            millis = millis * 10 + (digit < '0' || digit > '9' ? 0 : digit - '0');
        }
        return digits.length() > 3 && digits.charAt(3) >= '5' ? millis + 1 : millis;
    }

    private static int number(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException(text);
        }
        return Integer.parseInt(digits);
    }

    /** Microseconds since 1970-01-01 of a timestamp, with so many digits of the second. */
    static long timestamp(String text, int precision) {
        try {
            return Micros.truncate(Micros.of(local(TIMESTAMP.parse(text))), precision);
        } catch (DateTimeException e) {
            throw new EvaluationException("Expected a timestamp such as 2020-04-16 11:33:23, found '" + text + "'");
        }
    }

    /** What was parsed; fields that a format has not are those of 1970-01-01 00:00. */
    static LocalDateTime local(TemporalAccessor parsed) {
        return LocalDateTime.of(
                field(parsed, ChronoField.YEAR, 1970),
                field(parsed, ChronoField.MONTH_OF_YEAR, 1),
                field(parsed, ChronoField.DAY_OF_MONTH, 1),
                field(parsed, ChronoField.HOUR_OF_DAY, 0),
                field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                field(parsed, NANO_OF_SECOND, 0));
    }

    private static int field(TemporalAccessor parsed, ChronoField field, int missing) {
        return parsed.isSupported(field) ? parsed.get(field) : missing;
    }

    static String ofDate(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        return digits(new StringBuilder(10), date.getYear(), 4)
                .append('-')
                .append(pair(date.getMonthValue()))
                .append('-')
                .append(pair(date.getDayOfMonth()))
                .toString();
    }

    /** With a fraction where the type has one: one digit at least, and no zeros at its end. */
    static String ofTime(int millis, int precision) {
        StringBuilder text = clock(new StringBuilder(12), millis / MILLIS_PER_SECOND);
        if (precision > 0) {
            String fraction =
                    digits(new StringBuilder(3), millis % MILLIS_PER_SECOND, 3).substring(0, Math.min(precision, 3));
            text.append('.').append(fraction.charAt(0)).append(withoutZeros(fraction.substring(1), 0));
        }
        return text.toString();
    }

    /** With as many digits of the second as the type has, and more where there are more. */
    static String ofTimestamp(long micros, int precision) {
        LocalDateTime local = Micros.toLocal(micros);
        StringBuilder text = digits(new StringBuilder(29), local.getYear(), 4)
                .append('-')
                .append(pair(local.getMonthValue()))
                .append('-')
                .append(pair(local.getDayOfMonth()))
                .append(' ');
        clock(text, local.toLocalTime().toSecondOfDay());
        int nanos = (int) Math.floorMod(micros, Micros.PER_SECOND) * 1000;
        String fraction = withoutZeros(digits(new StringBuilder(9), nanos, 9).toString(), precision);
        return fraction.isEmpty()
                ? text.toString()
                : text.append('.').append(fraction).toString();
    }

    /** {@code +1-02} of fourteen months. */
    static String ofMonths(int months) {
        int all = Math.abs(months);
        return (months < 0 ? "-" : "+") + all / 12 + "-" + pair(all % 12);
    }

    /** {@code +1 02:03:04.005} of a day and so on. */
    static String ofMillis(long millis) {
        long all = Math.abs(millis);
        StringBuilder text = new StringBuilder(millis < 0 ? "-" : "+")
                .append(all / Micros.MILLIS_PER_DAY)
                .append(' ');
        int ofDay = (int) (all % Micros.MILLIS_PER_DAY);
        clock(text, ofDay / MILLIS_PER_SECOND).append('.');
        return digits(text, ofDay % MILLIS_PER_SECOND, 3).toString();
    }

    private static StringBuilder clock(StringBuilder text, int seconds) {
        return text.append(pair(seconds / 3600))
                .append(':')
                .append(pair(seconds / 60 % 60))
                .append(':')
                .append(pair(seconds % 60));
    }

    private static String withoutZeros(String digits, int keep) {
        int length = digits.length();
        while (length > keep && digits.charAt(length - 1) == '0') {
            length--;
        }
        return digits.substring(0, length);
    }

    private static String pair(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private static StringBuilder digits(StringBuilder text, int number, int count) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, count - digits.length()))).append(digits);
    }
}
