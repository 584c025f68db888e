package dev.sluice.sql.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Whole numbers for a column of a narrower type: those that fit. */
final class Narrowing {

    private Narrowing() {}

    static Expression of(Expression expression, RelDataType from, RelDataType to, String column)
            throws UnsupportedExpressionException {
        SqlTypeName type = to.getSqlTypeName();
        if (!Types.isWhole(from.getSqlTypeName()) || !Types.isWhole(type)) {
            throw new UnsupportedExpressionException(
                    "Expected whole numbers to narrow, found " + from + " for column " + column + " of type " + to);
        }
        long min = min(type);
        long max = -(min + 1);
        Arithmetic.Narrow narrow = Arithmetic.Narrow.to(type);
        return Strict.of(expression, (Number number) -> {
            long value = number.longValue();
            if (value < min || value > max) {
                throw new EvaluationException("Expected a value of " + type + " for column " + column + ", from " + min
                        + " to " + max + ", found " + value);
            }
            return narrow.of(value);
        });
    }

    static long min(SqlTypeName type) {
        return switch (type) {
            case TINYINT -> Byte.MIN_VALUE;
            case SMALLINT -> Short.MIN_VALUE;
            case INTEGER -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }
}
