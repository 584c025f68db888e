package dev.sluice.sql.function;

import static org.apache.calcite.sql.type.SqlTypeName.DECIMAL;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Flink 1.19's limits of types, and what arithmetic and aggregates make of them: DECIMAL has 38 digits, {@code SUM} and {@code AVG}
 * of an INTEGER are INTEGER, and a decimal result that would need more than 38 digits gives up digits of its fraction.
 */
public final class FlinkTypeSystem extends RelDataTypeSystemImpl {

    /** The one there is. */
    public static final FlinkTypeSystem INSTANCE = new FlinkTypeSystem();

    private static final int MAX_DIGITS = 38;
    /** What remains of a fraction, however many digits stand before it. */
    private static final int MIN_SCALE = 6;

    private static final int DEFAULT_FRACTION_OF_SECONDS = 6;
    private static final int MAX_FRACTION_OF_SECONDS = 9;
    /** Of the BIGINT by which AVG divides. */
    private static final int DIGITS_OF_COUNT = 20;

    private FlinkTypeSystem() {}

    @Override
    public int getMaxNumericPrecision() {
        return MAX_DIGITS;
    }

    @Override
    public int getMaxNumericScale() {
        return MAX_DIGITS;
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DEFAULT_FRACTION_OF_SECONDS;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MAX_FRACTION_OF_SECONDS;
            default -> super.getMaxPrecision(type);
        };
    }

    /** {@code CASE … 'a' … 'bcd'} is a VARCHAR(3), without blanks behind the a. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        return argument.getSqlTypeName() == DECIMAL
                ? nullableAs(argument, factory, quotient(factory, MAX_DIGITS, argument.getScale(), DIGITS_OF_COUNT, 0))
                : argument;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        return argument.getSqlTypeName() == DECIMAL
                ? nullableAs(argument, factory, factory.createSqlType(DECIMAL, MAX_DIGITS, argument.getScale()))
                : argument;
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return decimal(factory, left, right, (p1, s1, p2, s2) -> {
            int scale = Math.max(s1, s2);
            return within38(factory, Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
        });
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return decimal(factory, left, right, (p1, s1, p2, s2) -> within38(factory, p1 + p2 + 1, s1 + s2));
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
            RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return decimal(factory, left, right, (p1, s1, p2, s2) -> quotient(factory, p1, s1, p2, s2));
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(RelDataTypeFactory factory, RelDataType left, RelDataType right) {
        return decimal(factory, left, right, (p1, s1, p2, s2) -> {
            if (s1 == 0 && s2 == 0) {
                return right;
            }
            int scale = Math.max(s1, s2);
            return within38(factory, Math.min(p1 - s1, p2 - s2) + scale, scale);
        });
    }

    /** What {@code ROUND} and {@code TRUNCATE} to a number of digits make of a decimal. */
    static RelDataType rounded(RelDataTypeFactory factory, RelDataType decimal, int digits) {
        int precision = decimal.getPrecision();
        int scale = decimal.getScale();
        if (digits >= scale) {
            return factory.createSqlType(DECIMAL, precision, scale);
        }
        return digits < 0
                ? factory.createSqlType(DECIMAL, Math.min(MAX_DIGITS, 1 + precision - scale), 0)
                : factory.createSqlType(DECIMAL, 1 + precision - scale + digits, digits);
    }

    private static RelDataType quotient(RelDataTypeFactory factory, int p1, int s1, int p2, int s2) {
        int scale = Math.max(MIN_SCALE, s1 + p2 + 1);
        return within38(factory, p1 - s1 + s2 + scale, scale);
    }

    private static RelDataType within38(RelDataTypeFactory factory, int precision, int scale) {
        if (precision <= MAX_DIGITS) {
            return factory.createSqlType(DECIMAL, precision, scale);
        }
        int before = precision - scale;
        return factory.createSqlType(DECIMAL, MAX_DIGITS, Math.max(MAX_DIGITS - before, Math.min(scale, MIN_SCALE)));
    }

    private static RelDataType nullableAs(RelDataType argument, RelDataTypeFactory factory, RelDataType result) {
        return factory.createTypeWithNullability(result, argument.isNullable());
    }

    /** The result where one side is a decimal and the other an exact number, else nothing. */
    private static @Nullable RelDataType decimal(
            RelDataTypeFactory factory, RelDataType left, RelDataType right, ResultType result) {
        if (!SqlTypeUtil.isExactNumeric(left)
                || !SqlTypeUtil.isExactNumeric(right)
                || (!SqlTypeUtil.isDecimal(left) && !SqlTypeUtil.isDecimal(right))) {
            return null;
        }
        RelDataType first = asDecimal(factory, left);
        RelDataType second = asDecimal(factory, right);
        return result.of(first.getPrecision(), first.getScale(), second.getPrecision(), second.getScale());
    }

    private static RelDataType asDecimal(RelDataTypeFactory factory, RelDataType type) {
        return RelDataTypeFactoryImpl.isJavaType(type) ? factory.decimalOf(type) : type;
    }

    private interface ResultType {
        RelDataType of(int precision1, int scale1, int precision2, int scale2);
    }
}
