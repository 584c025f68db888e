package dev.sluice.sql.expression;

import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of "now", and those between times and text. Timestamps have strict formats, text and numbers lenient ones, as in Flink. */
final class TimeFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("CURRENT_TIMESTAMP", call -> row -> now()),
            Map.entry("CURRENT_ROW_TIMESTAMP", call -> row -> now()),
            Map.entry("NOW", call -> row -> now()),
            Map.entry("PROCTIME", call -> row -> now()),
            Map.entry("LOCALTIMESTAMP", call -> local(call, micros -> micros)),
            Map.entry("CURRENT_DATE", call -> local(call, micros -> (int) Math.floorDiv(micros, Micros.PER_DAY))),
            Map.entry("CURRENT_TIME", call -> local(call, Micros::millisOfDay)),
            Map.entry("LOCALTIME", call -> local(call, Micros::millisOfDay)),
            Map.entry("DATE_FORMAT", TimeFunctions::format),
            Map.entry("TO_DATE", TimeFunctions::toDate),
            Map.entry("TO_TIMESTAMP", TimeFunctions::toTimestamp),
            Map.entry("TO_TIMESTAMP_LTZ", Strict.two(TimeFunctions::toInstant)),
            Map.entry("CONVERT_TZ", Strict.three(TimeFunctions::convert)),
            Map.entry("FROM_UNIXTIME", TimeFunctions::fromUnixTime),
            Map.entry("UNIX_TIMESTAMP", TimeFunctions::unixTimestamp));

    private static final Clock CLOCK = Clock.systemUTC();
    private static final String SECONDS = "yyyy-MM-dd HH:mm:ss";
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int MILLIS = 3;
    /** Of the years 0 to 9999. */
    private static final long MIN_MILLIS =
            LocalDateTime.of(0, 1, 1, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

    private static final long MAX_MILLIS =
            LocalDateTime.of(10000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli() - 1;

    private TimeFunctions() {}

    private static long now() {
        return Micros.ofMillis(CLOCK.millis());
    }

    private interface OfMicros extends Serializable {
        Object of(long micros);
    }

    private static Expression local(Call call, OfMicros part) {
        ZoneId zone = call.zone();
        return row -> part.of(Micros.local(now(), zone));
    }

    /** Of text the format is the lenient one, and text that is no time gives NULL. */
    private static Expression format(Call call) throws UnsupportedExpressionException {
        if (Types.isText(call.kindOf(0))) {
            return Strict.of(call.argument(0), call.argument(1), (String text, String format) -> {
                Long millis = TimeFormats.parse(text, SECONDS, ZoneOffset.UTC);
                return millis == null ? null : TimeFormats.format(millis, format, ZoneOffset.UTC);
            });
        }
        ZoneId zone = call.kindOf(0) == TIMESTAMP_WITH_LOCAL_TIME_ZONE ? call.zone() : ZoneOffset.UTC;
        check(call, 1);
        return Strict.of(call.argument(0), call.argument(1), (Long micros, String format) -> {
            try {
                return Micros.toLocal(Micros.local(micros, zone)).format(TimeFormats.strict(format));
            } catch (DateTimeException e) {
                throw new EvaluationException("Expected a format of a timestamp, found '" + format + "'");
            }
        });
    }

    /** A format that is a literal is looked at before the first row. */
    private static void check(Call call, int operand) throws UnsupportedExpressionException {
        if (call.literal(operand) instanceof String format) {
            try {
                TimeFormats.strict(format);
            } catch (EvaluationException e) {
                throw call.unsupported(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Expression toDate(Call call) {
        return call.size() == 1
                ? Strict.of(call.argument(0), (String text) -> dateOrNull(text))
                : Strict.of(call.argument(0), call.argument(1), (String text, String format) -> {
                    Long millis = TimeFormats.parse(text, format, ZoneOffset.UTC);
                    return millis == null ? null : (int) Math.floorDiv(millis, Micros.MILLIS_PER_DAY);
                });
    }

    private static @Nullable Integer dateOrNull(String text) {
        try {
            return TimeText.date(text);
        } catch (EvaluationException noDate) {
            return null;
        }
    }

    private static Expression toTimestamp(Call call) throws UnsupportedExpressionException {
        if (call.size() == 1) {
            return Strict.of(call.argument(0), (String text) -> timestampOrNull(text, MILLIS));
        }
        check(call, 1);
        return Strict.of(call.argument(0), call.argument(1), (String text, String format) -> {
            try {
                return Micros.truncate(
                        Micros.of(TimeText.local(TimeFormats.strict(format).parse(text))), MILLIS);
            } catch (DateTimeException e) {
                return timestampOrNull(text.strip(), 6);
            }
        });
    }

    private static @Nullable Long timestampOrNull(String text, int precision) {
        try {
            return TimeText.timestamp(text, precision);
        } catch (EvaluationException noTimestamp) {
            return null;
        }
    }

    /** Seconds (precision 0) or milliseconds (3) since 1970; NULL outside the years 0 to 9999. */
    private static @Nullable Long toInstant(Number number, Number precision) {
        boolean seconds = precision.intValue() == 0;
        if (!seconds && precision.intValue() != MILLIS) {
            throw new EvaluationException("Expected 0 (seconds) or 3 (milliseconds), found " + precision);
        }
        long millis;
        if (number instanceof Double || number instanceof Float) {
            millis = (long) (seconds ? number.doubleValue() * MILLIS_PER_SECOND : number.doubleValue());
        } else {
            BigDecimal whole = Decimals.exactly(number).setScale(0, RoundingMode.DOWN);
            BigDecimal exact = seconds ? whole.multiply(BigDecimal.valueOf(MILLIS_PER_SECOND)) : whole;
            if (exact.unscaledValue().bitLength() >= Long.SIZE) {
                return null;
            }
            millis = exact.longValue();
        }
        return millis < MIN_MILLIS || millis > MAX_MILLIS ? null : Micros.ofMillis(millis);
    }

    /** Zones that there are not are GMT. */
    private static @Nullable String convert(String text, String from, String to) {
        Long millis = TimeFormats.parse(text, SECONDS, TimeFormats.zone(from));
        return millis == null ? null : TimeFormats.format(millis, SECONDS, TimeFormats.zone(to));
    }

    private static Expression fromUnixTime(Call call) {
        ZoneId zone = call.zone();
        Expression format = call.size() > 1 ? call.argument(1) : row -> SECONDS;
        return Strict.of(
                call.argument(0),
                format,
                (Number seconds, String pattern) ->
                        TimeFormats.format(seconds.longValue() * MILLIS_PER_SECOND, pattern, zone));
    }

    /** The least BIGINT for text that is no time. */
    private static Expression unixTimestamp(Call call) {
        if (call.size() == 0) {
            return row -> CLOCK.millis() / MILLIS_PER_SECOND;
        }
        ZoneId zone = call.zone();
        Expression format = call.size() > 1 ? call.argument(1) : row -> SECONDS;
        return Strict.of(call.argument(0), format, (String text, String pattern) -> {
            Long millis = TimeFormats.parse(text, pattern, zone);
            return millis == null ? Long.MIN_VALUE : millis / MILLIS_PER_SECOND;
        });
    }
}
