package dev.sluice.sql.table;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Flink's options write them: {@code 10 s}, {@code 5min}, {@code 1500ms}; also {@code PT10S}. */
final class FlinkDuration {

    static final String EXPECTED = "a duration such as '10 s' or 'PT10S'";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("\\s*(\\d{1,12})\\s*([a-zµ]*)\\s*");
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("", Duration.ofMillis(1)),
            Map.entry("ns", Duration.ofNanos(1)),
            Map.entry("µs", Duration.ofNanos(1000)),
            Map.entry("micro", Duration.ofNanos(1000)),
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)));

    private FlinkDuration() {}

    /** The duration, or null where the text is none. */
    static @Nullable Duration parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            Duration iso = Duration.parse(text.trim());
            return iso.isNegative() ? null : iso;
        }
        String unit = matcher.group(2);
        Duration one = UNITS.get(unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit);
        return one == null ? null : one.multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
