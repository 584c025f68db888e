package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions of time. Patterns are those of {@link DateTimeFormatter}, names in them are English. */
final class TimeFunctions {

    private TimeFunctions() {}

    static Stream<Function> all() {
        return Stream.of(
                Function.of("timestamp", 0, (message, arguments) -> Numbers.of(message.arrival())),
                ofPattern("parse_time", 2, 3, 0, TimeFunctions::format),
                ofPattern("time_to_epoch", 2, 2, 1, TimeFunctions::parse));
    }

    /** @param pattern which argument is the pattern */
    private static Function ofPattern(
            String name, int least, int most, int pattern, BiFunction<DateTimeFormatter, JsonNode[], JsonNode> use) {
        return new Function(name, least, most, () -> new Formatting(pattern, use), List.of())
                .checking(pattern, TimeFunctions::mistake);
    }

    private static @Nullable String mistake(String pattern) {
        try {
            var unused = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            return null;
        } catch (IllegalArgumentException e) {
            return "expected a date and time pattern such as 'yyyy-MM-dd HH:mm:ss', found '" + pattern + "': "
                    + e.getMessage();
        }
    }

    private static JsonNode format(DateTimeFormatter pattern, JsonNode[] arguments) {
        JsonNode time = Values.Type.INT.cast(arguments[1]);
        String zone = arguments.length == 2 ? "UTC" : Values.text(arguments[2]);
        return zone == null || !Numbers.isLong(time)
                ? Json.UNDEFINED
                : Values.of(
                        pattern.format(Instant.ofEpochMilli(time.longValue()).atZone(ZoneId.of(zone))));
    }

    private static JsonNode parse(DateTimeFormatter pattern, JsonNode[] arguments) {
        String text = Values.text(arguments[0]);
        if (text == null) {
            return Json.UNDEFINED;
        }
        TemporalAccessor parsed = pattern.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        Instant instant = parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : parsed instanceof LocalDateTime local
                        ? local.toInstant(ZoneOffset.UTC)
                        : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
        return Numbers.of(instant.toEpochMilli());
    }

    private static final class Formatting implements Function.Body {

        private final int argument;
        private final BiFunction<DateTimeFormatter, JsonNode[], JsonNode> use;
        private volatile @Nullable Known last;

        private record Known(String pattern, DateTimeFormatter formatter) {}

        Formatting(int argument, BiFunction<DateTimeFormatter, JsonNode[], JsonNode> use) {
            this.argument = argument;
            this.use = use;
        }

        @Override
        public JsonNode of(Message message, JsonNode[] arguments) {
            String pattern = Values.text(arguments[argument]);
            if (pattern == null) {
                return Json.UNDEFINED;
            }
            try {
                return use.apply(formatter(pattern), arguments);
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                return Json.UNDEFINED; // no pattern, no zone, or no time by this pattern
            }
        }

        private DateTimeFormatter formatter(String pattern) {
            Known known = last;
            if (known == null || !known.pattern.equals(pattern)) {
                known = new Known(pattern, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
                last = known;
            }
            return known.formatter;
        }
    }
}
