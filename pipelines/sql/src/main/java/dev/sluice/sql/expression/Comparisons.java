package dev.sluice.sql.expression;

import static org.apache.calcite.sql.type.SqlTypeName.ARRAY;
import static org.apache.calcite.sql.type.SqlTypeName.BOOLEAN;
import static org.apache.calcite.sql.type.SqlTypeName.DOUBLE;
import static org.apache.calcite.sql.type.SqlTypeName.MAP;
import static org.apache.calcite.sql.type.SqlTypeName.MULTISET;
import static org.apache.calcite.sql.type.SqlTypeName.ROW;

import java.util.Arrays;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code =}, {@code <} and their like: NULL where a side is NULL. Text compares by its UTF-8 bytes, blanks at its end included. */
final class Comparisons {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "=", Comparisons::translate,
            "<>", Comparisons::translate,
            "<", Comparisons::translate,
            "<=", Comparisons::translate,
            ">", Comparisons::translate,
            ">=", Comparisons::translate,
            "IS DISTINCT FROM", call -> distinct(call, true),
            "IS NOT DISTINCT FROM", call -> distinct(call, false));

    private Comparisons() {}

    private static Expression translate(Call call) throws UnsupportedExpressionException {
        return compare(call, Relation.of(call.name()));
    }

    /** A comparison of the two values in a row of two, both of the type that a call gives. */
    static Expression ofPair(Call call, String operator) throws UnsupportedExpressionException {
        SqlTypeName type = call.kind();
        Relation relation = Relation.of(operator);
        if (isNested(type)) {
            throw call.unsupported("values of these types have no order");
        }
        Expression first = pair -> pair[0];
        Expression second = pair -> pair[1];
        if (Types.isFloating(type)) {
            // Here NaN has its place: it is the greatest.
            return Strict.of(
                    first,
                    second,
                    (Number a, Number b) -> relation.holds(Double.compare(a.doubleValue(), b.doubleValue())));
        }
        return Types.isNumber(type)
                ? numbers(first, type, second, type, relation)
                : same(first, second, type, relation);
    }

    private static Expression distinct(Call call, boolean wanted) throws UnsupportedExpressionException {
        Expression left = call.argument(0);
        Expression right = call.argument(1);
        Expression equal = compare(call, Relation.EQUAL);
        return row -> {
            boolean distinct = left.evaluate(row) == null
                    ? right.evaluate(row) != null
                    : !Boolean.TRUE.equals(equal.evaluate(row));
            return distinct == wanted;
        };
    }

    private static Expression compare(Call call, Relation relation) throws UnsupportedExpressionException {
        SqlTypeName left = call.kindOf(0);
        SqlTypeName right = call.kindOf(1);
        Expression first = call.argument(0);
        Expression second = call.argument(1);
        if (Types.isNumber(left) && Types.isNumber(right)) {
            return numbers(first, left, second, right, relation);
        }
        if (left == SqlTypeName.NULL || right == SqlTypeName.NULL) {
            return row -> null;
        }
        if (relation.isEquality() && Types.isPointInTime(left) && Types.isText(right)) {
            Expression time = Casts.attempt(second, call.typeOf(1), call.typeOf(0), call.zone());
            return same(first, time, left, relation);
        }
        if (relation.isEquality() && Types.isText(left) && Types.isPointInTime(right)) {
            Expression time = Casts.attempt(first, call.typeOf(0), call.typeOf(1), call.zone());
            return same(time, second, right, relation);
        }
        if (!comparable(left, right) || (!relation.isEquality() && isNested(left))) {
            throw call.unsupported("values of these types do not compare; CAST one of them");
        }
        return isNested(left)
                ? Strict.of(first, second, (Object a, Object b) -> Values.equal(a, b) == (relation == Relation.EQUAL))
                : same(first, second, left, relation);
    }

    private static Expression numbers(
            Expression first, SqlTypeName left, Expression second, SqlTypeName right, Relation relation) {
        if (Types.isDecimal(left) || Types.isDecimal(right)) {
            return Types.isFloating(left) || Types.isFloating(right)
                    ? Strict.of(
                            first,
                            second,
                            (Number a, Number b) -> relation.holds(Double.compare(a.doubleValue(), b.doubleValue())))
                    : Strict.of(
                            first,
                            second,
                            (Number a, Number b) ->
                                    relation.holds(Decimals.exactly(a).compareTo(Decimals.exactly(b))));
        }
        if (left == DOUBLE || right == DOUBLE) {
            return Strict.of(first, second, (Number a, Number b) -> relation.holds(a.doubleValue(), b.doubleValue()));
        }
        if (Types.isFloating(left) || Types.isFloating(right)) {
            // As Java compares a long with a float: both as float.
            return Strict.of(
                    first, second, (Number a, Number b) -> relation.holds((double) a.floatValue(), b.floatValue()));
        }
        return Strict.of(first, second, (Number a, Number b) -> relation.holds(a.longValue(), b.longValue()));
    }

    /** Of one family of types that is not of numbers. */
    private static Expression same(Expression first, Expression second, SqlTypeName type, Relation relation) {
        if (Types.isText(type)) {
            return relation.isEquality()
                    ? Strict.of(first, second, (String a, String b) -> a.equals(b) == (relation == Relation.EQUAL))
                    : Strict.of(first, second, (String a, String b) -> relation.holds(Values.order(a, b)));
        }
        if (type == BOOLEAN) {
            return Strict.of(first, second, (Boolean a, Boolean b) -> relation.holds(Boolean.compare(a, b)));
        }
        if (Types.isBytes(type)) {
            return Strict.of(first, second, (byte[] a, byte[] b) -> relation.holds(Arrays.compareUnsigned(a, b)));
        }
        return Strict.of(first, second, (Number a, Number b) -> relation.holds(a.longValue(), b.longValue()));
    }

    private static boolean comparable(SqlTypeName left, SqlTypeName right) {
        return left == right
                || (Types.isText(left) && Types.isText(right))
                || (Types.isBytes(left) && Types.isBytes(right))
                || (Types.isDayInterval(left) && Types.isDayInterval(right))
                || (Types.isYearInterval(left) && Types.isYearInterval(right));
    }

    private static boolean isNested(SqlTypeName type) {
        return type == ARRAY || type == MAP || type == MULTISET || type == ROW;
    }
}
