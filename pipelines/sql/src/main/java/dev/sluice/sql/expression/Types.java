package dev.sluice.sql.expression;

import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Families of types. */
final class Types {

    private static final Set<SqlTypeName> WHOLE =
            EnumSet.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);
    private static final Set<SqlTypeName> FLOATING =
            EnumSet.of(SqlTypeName.FLOAT, SqlTypeName.REAL, SqlTypeName.DOUBLE);
    private static final Set<SqlTypeName> POINTS_IN_TIME = EnumSet.of(
            SqlTypeName.DATE, SqlTypeName.TIME, SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

    private Types() {}

    static boolean isWhole(SqlTypeName type) {
        return WHOLE.contains(type);
    }

    static boolean isFloating(SqlTypeName type) {
        return FLOATING.contains(type);
    }

    static boolean isDecimal(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL;
    }

    static boolean isNumber(SqlTypeName type) {
        return isWhole(type) || isFloating(type) || isDecimal(type);
    }

    static boolean isText(SqlTypeName type) {
        return SqlTypeName.CHAR_TYPES.contains(type);
    }

    static boolean isBytes(SqlTypeName type) {
        return SqlTypeName.BINARY_TYPES.contains(type);
    }

    static boolean isTimestamp(SqlTypeName type) {
        return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    static boolean isPointInTime(SqlTypeName type) {
        return POINTS_IN_TIME.contains(type);
    }

    /** Of days and seconds: a number of milliseconds. */
    static boolean isDayInterval(SqlTypeName type) {
        return SqlTypeName.DAY_INTERVAL_TYPES.contains(type);
    }

    /** Of years and months: a number of months. */
    static boolean isYearInterval(SqlTypeName type) {
        return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type);
    }

    static boolean isInterval(SqlTypeName type) {
        return isDayInterval(type) || isYearInterval(type);
    }

    /** The same but for whether NULL is allowed and how it is written. */
    static boolean same(RelDataType one, RelDataType other) {
        return one.getFullTypeString()
                .replace(" NOT NULL", "")
                .equals(other.getFullTypeString().replace(" NOT NULL", ""));
    }
}
