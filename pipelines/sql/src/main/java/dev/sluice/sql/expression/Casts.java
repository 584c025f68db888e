package dev.sluice.sql.expression;

import java.time.ZoneId;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** CAST, TRY_CAST, and casts that nobody wrote: which cast leads from one type to another. */
final class Casts {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "CAST", call -> implicit(call.argument(0), call.typeOf(0), call.type(), call.zone()),
            "TRY_CAST", call -> attempt(call.argument(0), call.typeOf(0), call.type(), call.zone()),
            "REINTERPRET", call -> implicit(call.argument(0), call.typeOf(0), call.type(), call.zone()));

    private Casts() {}

    /** The expression's value as the other type has it. */
    static Expression implicit(Expression expression, RelDataType from, RelDataType to, ZoneId zone)
            throws UnsupportedExpressionException {
        Cast cast = between(from, to, zone);
        return cast == Cast.NONE ? expression : Strict.of(expression, cast::apply);
    }

    /** The same, with NULL where the cast fails. */
    static Expression attempt(Expression expression, RelDataType from, RelDataType to, ZoneId zone)
            throws UnsupportedExpressionException {
        Cast cast = between(from, to, zone);
        return Strict.of(expression, value -> {
            try {
                return cast.apply(value);
            } catch (EvaluationException noValue) {
                return null;
            }
        });
    }

    static Cast between(RelDataType from, RelDataType to, ZoneId zone) throws UnsupportedExpressionException {
        SqlTypeName source = from.getSqlTypeName();
        SqlTypeName target = to.getSqlTypeName();
        if (Types.same(from, to) || source == SqlTypeName.NULL || target == SqlTypeName.ANY) {
            return Cast.NONE;
        }
        Cast cast = null;
        if (Types.isText(target)) {
            cast = TextCasts.toText(from, to, zone);
        } else if (Types.isBytes(target)) {
            cast = TextCasts.toBytes(from, to);
        } else if (target == SqlTypeName.BOOLEAN) {
            cast = NumberCasts.toBoolean(source);
        } else if (Types.isNumber(target) || Types.isInterval(target)) {
            cast = NumberCasts.toNumber(from, to);
        } else if (Types.isPointInTime(target)) {
            cast = TimeCasts.toTime(from, to, zone);
        } else {
            cast = NestedCasts.toNested(from, to, zone);
        }
        if (cast == null) {
            throw new UnsupportedExpressionException(
                    "CAST from " + from + " to " + to + " is not supported" + hint(source, target));
        }
        return cast;
    }

    private static String hint(SqlTypeName source, SqlTypeName target) {
        if (Types.isNumber(source) && target == SqlTypeName.TIMESTAMP) {
            return ": use TO_TIMESTAMP(FROM_UNIXTIME(seconds))";
        }
        if (Types.isNumber(source) && target == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
            return ": use TO_TIMESTAMP_LTZ(number, precision)";
        }
        if (Types.isTimestamp(source) && Types.isNumber(target)) {
            return ": use UNIX_TIMESTAMP(CAST(timestamp AS STRING))";
        }
        return "";
    }
}
