package dev.sluice.sql.expression;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Formats of time, by their patterns, with English names whatever the machine's language is. Flink reads and writes text by two
 * libraries: the strict {@link DateTimeFormatter}, and the lenient {@link SimpleDateFormat}, to which the 32nd of January is a day, too.
 */
final class TimeFormats {

    /** A format may come with each row: no more than these are kept. */
    private static final int KEPT = 256;

    private static final Map<String, DateTimeFormatter> STRICT = new ConcurrentHashMap<>();
    private static final Map<String, SimpleDateFormat> LENIENT = new ConcurrentHashMap<>();

    private TimeFormats() {}

    /** The strict format of a pattern. */
    static DateTimeFormatter strict(String pattern) {
        return kept(STRICT, pattern, text -> DateTimeFormatter.ofPattern(text, Locale.US));
    }

    /** Milliseconds since 1970 of text in a lenient format; null where it is not in it. */
    @SuppressWarnings("JavaUtilDate")
    static @Nullable Long parse(String text, String pattern, ZoneId zone) {
        try {
            return lenient(pattern, zone).parse(text).getTime();
        } catch (ParseException e) {
            return null;
        }
    }

    static String format(long millis, String pattern, ZoneId zone) {
        return lenient(pattern, zone).format((Object) millis);
    }

    /** A zone by its name; GMT where there is none of the name. */
    static ZoneId zone(String name) {
        return TimeZone.getTimeZone(name).toZoneId();
    }

    /** A copy, because it is changed by what it reads. */
    private static SimpleDateFormat lenient(String pattern, ZoneId zone) {
        SimpleDateFormat format =
                (SimpleDateFormat) kept(LENIENT, pattern, text -> new SimpleDateFormat(text, Locale.US))
                        .clone();
        format.setTimeZone(zone.equals(ZoneOffset.UTC) ? TimeZone.getTimeZone("UTC") : TimeZone.getTimeZone(zone));
        return format;
    }

    private static <T> T kept(Map<String, T> formats, String pattern, Function<String, T> factory) {
        T format = formats.get(pattern);
        if (format == null) {
            try {
                format = factory.apply(pattern);
            } catch (IllegalArgumentException e) {
                throw new EvaluationException("Expected a format of time, found '" + pattern + "'");
            }
            if (formats.size() < KEPT) {
                formats.put(pattern, format);
            }
        }
        return format;
    }
}
