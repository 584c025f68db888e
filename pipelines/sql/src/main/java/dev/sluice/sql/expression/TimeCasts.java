package dev.sluice.sql.expression;

import static org.apache.calcite.sql.type.SqlTypeName.DATE;
import static org.apache.calcite.sql.type.SqlTypeName.TIME;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import java.time.ZoneId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Casts to dates, times and timestamps, and of those to text. A TIMESTAMP_LTZ is an instant; what clocks show is that of the session. */
final class TimeCasts {

    private TimeCasts() {}

    static @Nullable Cast toTime(RelDataType from, RelDataType to, ZoneId zone) {
        SqlTypeName source = from.getSqlTypeName();
        return switch (to.getSqlTypeName()) {
            case DATE -> toDate(source, zone);
            case TIME -> toTimeOfDay(source, zone);
            case TIMESTAMP -> toTimestamp(from, to.getPrecision(), zone);
            default -> toInstant(from, to.getPrecision(), zone);
        };
    }

    private static @Nullable Cast toDate(SqlTypeName source, ZoneId zone) {
        if (Types.isText(source)) {
            return text -> TimeText.date((String) text);
        }
        if (source == TIMESTAMP) {
            return micros -> (int) (Micros.toMillis((Long) micros) / Micros.MILLIS_PER_DAY);
        }
        return source == TIMESTAMP_WITH_LOCAL_TIME_ZONE
                ? micros -> (int) Math.floorDiv(Micros.local((Long) micros, zone), Micros.PER_DAY)
                : source == DATE ? Cast.NONE : null;
    }

    /** With its milliseconds, whatever the type says of them. */
    private static @Nullable Cast toTimeOfDay(SqlTypeName source, ZoneId zone) {
        if (Types.isText(source)) {
            return text -> TimeText.time((String) text);
        }
        if (source == TIMESTAMP) {
            return micros -> Micros.millisOfDay((Long) micros);
        }
        return source == TIMESTAMP_WITH_LOCAL_TIME_ZONE
                ? micros -> Micros.millisOfDay(Micros.local((Long) micros, zone))
                : source == TIME ? Cast.NONE : null;
    }

    private static @Nullable Cast toTimestamp(RelDataType from, int precision, ZoneId zone) {
        SqlTypeName source = from.getSqlTypeName();
        if (Types.isText(source)) {
            return text -> TimeText.timestamp((String) text, precision);
        }
        if (source == DATE) {
            return days -> (Integer) days * Micros.PER_DAY;
        }
        if (source == TIME) {
            return millis -> Micros.ofMillis((Integer) millis);
        }
        boolean shorter = from.getPrecision() > precision;
        if (source == TIMESTAMP) {
            return shorter ? micros -> Micros.truncate((Long) micros, precision) : Cast.NONE;
        }
        return source == TIMESTAMP_WITH_LOCAL_TIME_ZONE
                ? micros -> Micros.truncate(Micros.local((Long) micros, zone), precision)
                : null;
    }

    private static @Nullable Cast toInstant(RelDataType from, int precision, ZoneId zone) {
        if (from.getSqlTypeName() == TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
            return from.getPrecision() > precision ? micros -> Micros.truncate((Long) micros, precision) : Cast.NONE;
        }
        Cast local = toTimestamp(from, precision, zone);
        return local == null
                ? null
                : value -> {
                    Object micros = local.apply(value);
                    return micros == null ? null : Micros.instant((Long) micros, zone);
                };
    }

    static Cast toText(RelDataType from, ZoneId zone) {
        SqlTypeName type = from.getSqlTypeName();
        int precision = from.getPrecision();
        return switch (type) {
            case DATE -> days -> TimeText.ofDate((Integer) days);
            case TIME -> millis -> TimeText.ofTime((Integer) millis, precision);
            case TIMESTAMP -> micros -> TimeText.ofTimestamp((Long) micros, precision);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                micros -> TimeText.ofTimestamp(Micros.local((Long) micros, zone), precision);
            default ->
                Types.isYearInterval(type)
                        ? months -> TimeText.ofMonths((Integer) months)
                        : millis -> TimeText.ofMillis((Long) millis);
        };
    }
}
