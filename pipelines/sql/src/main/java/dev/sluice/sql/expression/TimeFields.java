package dev.sluice.sql.expression;

import static org.apache.calcite.sql.type.SqlTypeName.DATE;
import static org.apache.calcite.sql.type.SqlTypeName.TIME;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * EXTRACT, and FLOOR and CEIL to a unit of time. Weeks are those of ISO 8601 to EXTRACT, and begin on a Sunday to FLOOR. Times before
 * 1970 are cut off towards it where Flink does so: 1969-12-31 23:59 is of the year 1970.
 */
final class TimeFields {

    static final Map<String, Translator> FUNCTIONS = Map.of("EXTRACT", TimeFields::extract);

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = Micros.MILLIS_PER_DAY;
    private static final int MONTHS_OF_YEAR = 12;
    private static final int DAYS_OF_WEEK = 7;

    private TimeFields() {}

    private interface Field extends Serializable {
        long of(long value);
    }

    private static Expression extract(Call call) throws UnsupportedExpressionException {
        TimeUnitRange unit = call.symbol(0, TimeUnitRange.class);
        SqlTypeName type = call.kindOf(1);
        Field field = field(call, unit, type);
        ZoneId zone = call.zone();
        return type == TIMESTAMP_WITH_LOCAL_TIME_ZONE
                ? Strict.of(call.argument(1), (Long micros) -> field.of(Micros.local(micros, zone)))
                : Strict.of(call.argument(1), (Number value) -> field.of(value.longValue()));
    }

    private static Field field(Call call, TimeUnitRange unit, SqlTypeName type) throws UnsupportedExpressionException {
        if (Types.isYearInterval(type)) {
            return switch (unit) {
                case YEAR -> months -> months / MONTHS_OF_YEAR;
                case MONTH -> months -> months % MONTHS_OF_YEAR;
                case QUARTER -> months -> (months % MONTHS_OF_YEAR - 1) / 3 + 1;
                default -> throw call.unsupported("months have no " + unit);
            };
        }
        if (Types.isTimestamp(type)) {
            if (unit == TimeUnitRange.MICROSECOND) {
                return micros ->
                        Micros.toMillis(micros) % SECOND * Micros.PER_MILLI + Math.floorMod(micros, Micros.PER_MILLI);
            }
            if (unit == TimeUnitRange.EPOCH) {
                return micros -> Micros.toMillis(micros) / SECOND;
            }
            Field ofDate = ofDate(unit);
            if (ofDate != null) {
                return micros -> ofDate.of(Micros.toMillis(micros) / DAY);
            }
            Field ofClock = ofClock(call, unit);
            return micros -> ofClock.of(Micros.toMillis(micros));
        }
        if (type == DATE) {
            Field ofDate = unit == TimeUnitRange.EPOCH ? days -> days * (DAY / SECOND) : ofDate(unit);
            return ofDate == null ? ofClock(call, unit) : ofDate;
        }
        return Types.isDayInterval(type) && unit == TimeUnitRange.DAY ? millis -> millis / DAY : ofClock(call, unit);
    }

    /** A field of a time, in milliseconds. */
    private static Field ofClock(Call call, TimeUnitRange unit) throws UnsupportedExpressionException {
        return switch (unit) {
            case HOUR -> millis -> millis % DAY / HOUR;
            case MINUTE -> millis -> millis % HOUR / MINUTE;
            case SECOND -> millis -> millis % MINUTE / SECOND;
            case MILLISECOND -> millis -> millis % SECOND;
            default -> throw call.unsupported("there is no " + unit + " in it");
        };
    }

    /** A field of a date, in days since 1970-01-01; null where dates have no such field. */
    private static @Nullable Field ofDate(TimeUnitRange unit) {
        return switch (unit) {
            case YEAR -> days -> date(days).getYear();
            case QUARTER -> days -> date(days).get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> days -> date(days).getMonthValue();
            case WEEK -> days -> date(days).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DAY -> days -> date(days).getDayOfMonth();
            case DOW -> days -> date(days).get(ChronoField.DAY_OF_WEEK) % DAYS_OF_WEEK + 1;
            case ISODOW -> days -> date(days).get(ChronoField.DAY_OF_WEEK);
            case DOY -> days -> date(days).getDayOfYear();
            case ISOYEAR -> days -> date(days).get(IsoFields.WEEK_BASED_YEAR);
            case DECADE -> days -> date(days).getYear() / 10;
            case CENTURY -> days -> (date(days).getYear() + 99) / 100;
            case MILLENNIUM -> days -> (date(days).getYear() + 999) / 1000;
            default -> null;
        };
    }

    private static LocalDate date(long days) {
        return LocalDate.ofEpochDay(days);
    }

    /** The begin of the unit that a time is in, or of the one after it. */
    static Expression round(Call call, boolean floor) throws UnsupportedExpressionException {
        TimeUnitRange unit = call.symbol(1, TimeUnitRange.class);
        SqlTypeName type = call.kindOf(0);
        long millis = millis(unit);
        if (type == DATE) {
            return millis > 0
                    ? call.argument(0)
                    : Strict.of(call.argument(0), (Integer days) -> (int) round(date(days), unit, floor));
        }
        if (type == TIME) {
            if (millis == 0) {
                throw call.unsupported("a time of the day has no " + unit);
            }
            return Strict.of(call.argument(0), (Integer time) -> (int) round(time, millis, floor));
        }
        Field local = millis > 0
                ? micros -> round(micros, Micros.ofMillis(millis), floor)
                : micros -> round(date(Micros.toMillis(micros) / DAY), unit, floor) * Micros.PER_DAY;
        ZoneId zone = call.zone();
        return type == TIMESTAMP_WITH_LOCAL_TIME_ZONE
                ? Strict.of(call.argument(0), (Long micros) -> {
                    long shown = Micros.local(micros, zone);
                    // The offset of the time itself counts, also where the result has another.
                    return local.of(shown) - (shown - micros);
                })
                : Strict.of(call.argument(0), (Long micros) -> local.of(micros));
    }

    /** Of a unit that is always as long; 0 for others. */
    private static long millis(TimeUnitRange unit) {
        return switch (unit) {
            case MILLISECOND -> 1;
            case SECOND -> SECOND;
            case MINUTE -> MINUTE;
            case HOUR -> HOUR;
            case DAY -> DAY;
            default -> 0;
        };
    }

    private static long round(long value, long unit, boolean floor) {
        return (floor ? Math.floorDiv(value, unit) : -Math.floorDiv(-value, unit)) * unit;
    }

    /** CEIL to a quarter leaves the first of January alone, and goes on to the next quarter from any other day, as in Flink. */
    private static long round(LocalDate date, TimeUnitRange unit, boolean floor) {
        int year = date.getYear();
        boolean newYear = date.getDayOfYear() == 1;
        LocalDate rounded = switch (unit) {
            case WEEK -> {
                int sinceSunday = date.get(ChronoField.DAY_OF_WEEK) % DAYS_OF_WEEK;
                yield date.plusDays(floor || sinceSunday == 0 ? -sinceSunday : DAYS_OF_WEEK - sinceSunday);
            }
            case MONTH -> date.withDayOfMonth(1).plusMonths(floor || date.getDayOfMonth() == 1 ? 0 : 1);
            case QUARTER ->
                LocalDate.of(year, (date.getMonthValue() - 1) / 3 * 3 + 1, 1).plusMonths(floor || newYear ? 0 : 3);
            case YEAR -> LocalDate.of(floor || newYear ? year : year + 1, 1, 1);
            case DECADE -> LocalDate.of(year / 10 * 10 + (floor ? 0 : 10), 1, 1);
            case CENTURY -> LocalDate.of((year + 99) / 100 * 100 + (floor ? -99 : 1), 1, 1);
            case MILLENNIUM -> LocalDate.of((year + 999) / 1000 * 1000 + (floor ? -999 : 1), 1, 1);
            default -> date;
        };
        return rounded.toEpochDay();
    }
}
