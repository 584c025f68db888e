package dev.sluice.sql.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Literals as values of a row. */
final class Literals {

    private static final int MICROSECOND_DIGITS = 6;
    private static final long MICROS_PER_MILLI = 1000;

    private Literals() {}

    static Expression translate(RexLiteral literal) {
        return new Constant(value(literal));
    }

    /** Its value; null where it is NULL or a word of the grammar. */
    static @Nullable Object value(RexLiteral literal) {
        if (literal.isNull()) {
            return null;
        }
        RelDataType type = literal.getType();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> literal.getValueAs(Boolean.class);
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, DECIMAL ->
                number(Objects.requireNonNull(literal.getValueAs(BigDecimal.class)), type);
            case CHAR, VARCHAR -> literal.getValueAs(String.class);
            case BINARY, VARBINARY -> literal.getValueAs(byte[].class);
            case DATE, TIME -> literal.getValueAs(Integer.class);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                micros(Objects.requireNonNull(literal.getValueAs(TimestampString.class)));
            default -> {
                if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())) {
                    yield literal.getValueAs(Integer.class);
                }
                yield SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName())
                        ? literal.getValueAs(Long.class)
                        : null;
            }
        };
    }

    private static Object number(BigDecimal number, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> number.byteValue();
            case SMALLINT -> number.shortValue();
            case INTEGER -> number.intValue();
            case BIGINT -> number.longValue();
            case FLOAT, REAL -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            default -> number.setScale(type.getScale(), RoundingMode.HALF_UP);
        };
    }

    private static long micros(TimestampString timestamp) {
        String text = timestamp.toString(MICROSECOND_DIGITS);
        long belowMilli = Long.parseLong(text.substring(text.length() - 3));
        return timestamp.getMillisSinceEpoch() * MICROS_PER_MILLI + belowMilli;
    }
}
