package dev.sluice.format;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a table's timestamp formats. */
final class TimestampPattern {

    private final String text;
    private final DateTimeFormatter formatter;

    private TimestampPattern(String text, DateTimeFormatter formatter) {
        this.text = text;
        this.formatter = formatter;
    }

    /**
     * The pattern in the letters of {@link DateTimeFormatter}, read strictly.
     *
     * @throws IllegalArgumentException where it is none, or what it writes does not say a date
     */
    static TimestampPattern of(String text) {
        DateTimeFormatter formatter;
        try {
            formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(prolepticYear(text))
                    .toFormatter(Locale.US)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("timestamp format '" + text + "': " + e.getMessage(), e);
        }
        TimestampPattern pattern = new TimestampPattern(text, formatter);
        if (!pattern.readsWhatItWrites()) {
            throw new IllegalArgumentException("timestamp format '" + text
                    + "': expected letters for a whole date such as yyyy-MM-dd HH:mm:ss, and what it writes to be read"
                    + " again");
        }
        return pattern;
    }

    /** An hour of twelve without its half of the day is written, but read as nothing: midnight would be a guess. */
    private boolean readsWhatItWrites() {
        try {
            String written = format(Instant.parse("2020-04-16T21:43:53.123456Z"), ZoneOffset.UTC);
            Parsed read = parse(written);
            if (read == null) {
                return false;
            }
            Instant time = read.local() == null ? read.instant() : read.local().toInstant(ZoneOffset.UTC);
            return time != null && format(time, ZoneOffset.UTC).equals(written);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** {@code y} is the year of an era, and strictly read needs the era beside it; everybody means the year. */
    private static String prolepticYear(String pattern) {
        StringBuilder proleptic = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < proleptic.length(); i++) {
            char c = proleptic.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == 'y' && !quoted) {
                proleptic.setCharAt(i, 'u');
            }
        }
        return proleptic.toString();
    }

    String text() {
        return text;
    }

    String format(Instant time, ZoneId zone) {
        return formatter.withZone(zone).format(time);
    }

    /** What the text says, to the microsecond, or null where it does not follow the pattern. */
    @Nullable
    Parsed parse(String value) {
        // Looks first without an exception: of several formats all but one fail at every value.
        ParsePosition end = new ParsePosition(0);
        if (formatter.parseUnresolved(value, end) == null || end.getIndex() < value.length()) {
            return null;
        }
        try {
            TemporalAccessor parsed = formatter.parse(value);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return new Parsed(Instant.from(parsed).truncatedTo(ChronoUnit.MICROS), null);
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            if (date == null) {
                return null;
            }
            LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
            return new Parsed(null, local.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** An instant where the text says a zone, else a local time. */
    record Parsed(@Nullable Instant instant, @Nullable LocalDateTime local) {}
}
