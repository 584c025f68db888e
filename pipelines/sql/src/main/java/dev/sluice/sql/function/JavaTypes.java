package dev.sluice.sql.function;

import static org.apache.calcite.sql.type.SqlTypeName.BIGINT;
import static org.apache.calcite.sql.type.SqlTypeName.BOOLEAN;
import static org.apache.calcite.sql.type.SqlTypeName.DECIMAL;
import static org.apache.calcite.sql.type.SqlTypeName.DOUBLE;
import static org.apache.calcite.sql.type.SqlTypeName.FLOAT;
import static org.apache.calcite.sql.type.SqlTypeName.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeName.SMALLINT;
import static org.apache.calcite.sql.type.SqlTypeName.TIME;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
import static org.apache.calcite.sql.type.SqlTypeName.TINYINT;
import static org.apache.calcite.sql.type.SqlTypeName.VARBINARY;
import static org.apache.calcite.sql.type.SqlTypeName.VARCHAR;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Java's classes as types of SQL. */
final class JavaTypes {

    private static final int DIGITS = 38;
    private static final int SCALE = 18;

    private static final Map<Class<?>, SqlTypeName> TYPES = Map.ofEntries(
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(Byte.class, TINYINT),
            Map.entry(Short.class, SMALLINT),
            Map.entry(Integer.class, INTEGER),
            Map.entry(Long.class, BIGINT),
            Map.entry(Float.class, FLOAT),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(String.class, VARCHAR),
            Map.entry(byte[].class, VARBINARY),
            Map.entry(LocalDate.class, SqlTypeName.DATE),
            Map.entry(LocalTime.class, TIME),
            Map.entry(LocalDateTime.class, TIMESTAMP),
            Map.entry(Instant.class, TIMESTAMP_WITH_LOCAL_TIME_ZONE));

    /** Each of these takes those before it. */
    private static final List<SqlTypeName> WIDER = List.of(TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, FLOAT, DOUBLE);

    private JavaTypes() {}

    /** The type of a class, or of a primitive; null where SQL has none. */
    static @Nullable SqlTypeName sql(Class<?> type) {
        return TYPES.get(MethodType.methodType(type).wrap().returnType());
    }

    static boolean isKnown(Class<?> type) {
        return sql(type) != null;
    }

    /** How much wider a parameter is than the operand it is to take; -1 where it does not take it. */
    static int distance(SqlTypeName operand, Class<?> parameter) {
        SqlTypeName type = sql(parameter);
        SqlTypeName of = switch (operand) {
            case CHAR -> VARCHAR;
            case BINARY -> VARBINARY;
            case REAL -> FLOAT;
            default -> operand;
        };
        if (of == type) {
            return 0;
        }
        int from = WIDER.indexOf(of);
        return from < 0 ? -1 : Math.max(-1, WIDER.indexOf(type) - from);
    }

    static RelDataType type(RelDataTypeFactory factory, Class<?> type) {
        SqlTypeName name = sql(type);
        if (name == null) {
            throw new IllegalArgumentException("SQL has no type for " + type);
        }
        return name == DECIMAL ? factory.createSqlType(name, DIGITS, SCALE) : factory.createSqlType(name);
    }
}
