package dev.sluice.sql.expression;

import static org.apache.calcite.sql.type.SqlTypeName.DATE;
import static org.apache.calcite.sql.type.SqlTypeName.TIME;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import java.io.Serializable;
import java.time.LocalDate;
import org.apache.calcite.sql.type.SqlTypeName;

/** Points in time plus and minus intervals, and differences of points in time. Months end on their last day where they are shorter. */
final class TimeArithmetic {

    private TimeArithmetic() {}

    static Expression translate(Call call) throws UnsupportedExpressionException {
        boolean minus = call.name().equals("-");
        if (Types.isPointInTime(call.kindOf(0)) && Types.isPointInTime(call.kindOf(1)) && minus) {
            return difference(call);
        }
        int point = Types.isPointInTime(call.kindOf(0)) ? 0 : 1;
        if (!Types.isInterval(call.kindOf(1 - point)) || (minus && point == 1)) {
            throw call.unsupported("expected a point in time and an interval");
        }
        Shift shift = Types.isYearInterval(call.kindOf(1 - point))
                ? months(call.kindOf(point))
                : millis(call.kindOf(point), call.kind());
        return Strict.of(
                call.argument(point),
                call.argument(1 - point),
                (Number time, Number interval) ->
                        shift.by(time.longValue(), minus ? -interval.longValue() : interval.longValue()));
    }

    private interface Shift extends Serializable {
        Object by(long point, long interval);
    }

    private static Shift months(SqlTypeName point) {
        return switch (point) {
            case DATE -> (days, months) -> (int) addMonths(days, months);
            case TIME -> (millis, months) -> (int) millis;
            default ->
                (micros, months) -> {
                    long ofDay = Math.floorMod(micros, Micros.PER_DAY);
                    return addMonths(Math.floorDiv(micros, Micros.PER_DAY), months) * Micros.PER_DAY + ofDay;
                };
        };
    }

    private static Shift millis(SqlTypeName point, SqlTypeName result) {
        return switch (point) {
            case DATE ->
                result == DATE
                        ? (days, millis) -> (int) (days + millis / Micros.MILLIS_PER_DAY)
                        : (days, millis) -> days * Micros.PER_DAY + Micros.ofMillis(millis);
            case TIME ->
                (ofDay, millis) -> (int)
                        ((ofDay + Micros.MILLIS_PER_DAY + millis % Micros.MILLIS_PER_DAY) % Micros.MILLIS_PER_DAY);
            default -> (micros, millis) -> micros + Micros.ofMillis(millis);
        };
    }

    private static Expression difference(Call call) throws UnsupportedExpressionException {
        SqlTypeName left = call.kindOf(0);
        SqlTypeName right = call.kindOf(1);
        if ((left == TIMESTAMP_WITH_LOCAL_TIME_ZONE) != (right == TIMESTAMP_WITH_LOCAL_TIME_ZONE)) {
            throw call.unsupported("a TIMESTAMP_LTZ differs from another TIMESTAMP_LTZ only; CAST one of them");
        }
        ToMillis first = millis(left);
        ToMillis second = millis(right);
        return Types.isYearInterval(call.kind())
                ? Strict.of(call.argument(0), call.argument(1), (Number a, Number b) ->
                        (int) months(first.of(a.longValue()), second.of(b.longValue())))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (Number a, Number b) -> first.of(a.longValue()) - second.of(b.longValue()));
    }

    private interface ToMillis extends Serializable {
        long of(long point);
    }

    private static ToMillis millis(SqlTypeName type) {
        return switch (type) {
            case DATE -> days -> days * Micros.MILLIS_PER_DAY;
            case TIME -> millis -> millis;
            default -> Micros::toMillis;
        };
    }

    private static long addMonths(long days, long months) {
        return LocalDate.ofEpochDay(days).plusMonths(months).toEpochDay();
    }

    /** Whole months from one time to another, in milliseconds. From the 31st of January to the 28th of February is one. */
    private static long months(long to, long from) {
        long days = Math.floorDiv(to, Micros.MILLIS_PER_DAY);
        long daysFrom = Math.floorDiv(from, Micros.MILLIS_PER_DAY);
        long months = days < daysFrom ? -monthsOfDays(daysFrom, days) : monthsOfDays(days, daysFrom);
        boolean early = Math.floorMod(to, Micros.MILLIS_PER_DAY) < Math.floorMod(from, Micros.MILLIS_PER_DAY);
        return early && addMonths(daysFrom, months) == days ? months - 1 : months;
    }

    private static long monthsOfDays(long to, long from) {
        long months = (to - from) / 31;
        while (addMonths(from, months + 1) <= to) {
            months++;
        }
        return months;
    }
}
