package dev.sluice.sql.table;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Types of SQL and of the catalog:
 *
 * <table>
 * <caption>types</caption>
 * <tr><td>BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), DATE</td><td>the same</td></tr>
 * <tr><td>CHAR(n), VARCHAR(n), STRING</td><td>char(n), varchar(n), string</td></tr>
 * <tr><td>BINARY(n), VARBINARY(n), BYTES</td><td>binary</td></tr>
 * <tr><td>TIMESTAMP(p), TIMESTAMP_LTZ(p)</td><td>timestamp; where it is written as text, string</td></tr>
 * <tr><td>TIME(p)</td><td>string</td></tr>
 * <tr><td>ARRAY, MAP, ROW</td><td>array, map, struct</td></tr>
 * </table>
 */
public final class SqlTypes {

    private SqlTypes() {}

    /** The type of a column of the catalog; it may be NULL. */
    public static RelDataType type(ColumnType type, RelDataTypeFactory factory) {
        return factory.createTypeWithNullability(notNull(type, factory), true);
    }

    private static RelDataType notNull(ColumnType type, RelDataTypeFactory factory) {
        if (type instanceof Simple simple) {
            return switch (simple) {
                case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
                case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
                case INT -> factory.createSqlType(SqlTypeName.INTEGER);
                case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
                case FLOAT -> factory.createSqlType(SqlTypeName.FLOAT);
                case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
                case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
                case STRING, VOID -> factory.createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE);
                case BINARY -> factory.createSqlType(SqlTypeName.VARBINARY, Integer.MAX_VALUE);
                case DATE -> factory.createSqlType(SqlTypeName.DATE);
                // A row time of Flink's has milliseconds at most.
                case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
            };
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
        }
        if (type instanceof ColumnType.Text text) {
            return factory.createSqlType(text.fixed() ? SqlTypeName.CHAR : SqlTypeName.VARCHAR, text.length());
        }
        if (type instanceof ColumnType.Array array) {
            return factory.createArrayType(type(array.element(), factory), -1);
        }
        if (type instanceof ColumnType.MapOf map) {
            return factory.createMapType(type(map.key(), factory), type(map.value(), factory));
        }
        if (type instanceof ColumnType.Struct struct) {
            return factory.createStructType(
                    struct.fields().stream().map(f -> type(f.type(), factory)).toList(),
                    struct.fields().stream().map(Column::name).toList());
        }
        throw new IllegalArgumentException("there is no type of SQL for " + type);
    }

    /** The type of the catalog by which a column of this type is read. */
    public static ColumnType columnType(RelDataType type) {
        return columnType(type, null);
    }

    /** @param text how times are written as text, or null where they are no text */
    static ColumnType columnType(RelDataType type, @Nullable TimestampStyle text) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> Simple.BOOLEAN;
            case TINYINT -> Simple.TINYINT;
            case SMALLINT -> Simple.SMALLINT;
            case INTEGER -> Simple.INT;
            case BIGINT -> Simple.BIGINT;
            case FLOAT, REAL -> Simple.FLOAT;
            case DOUBLE -> Simple.DOUBLE;
            case DECIMAL -> new ColumnType.Decimal(type.getPrecision(), type.getScale());
            case CHAR -> new ColumnType.Text(true, type.getPrecision());
            case VARCHAR ->
                type.getPrecision() == Integer.MAX_VALUE || type.getPrecision() < 0
                        ? Simple.STRING
                        : new ColumnType.Text(false, type.getPrecision());
            case BINARY, VARBINARY -> Simple.BINARY;
            case DATE -> Simple.DATE;
            case TIME -> Simple.STRING;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> text == null ? Simple.TIMESTAMP : Simple.STRING;
            case ARRAY -> new ColumnType.Array(columnType(part(type.getComponentType()), text));
            case MAP ->
                new ColumnType.MapOf(
                        columnType(part(type.getKeyType()), text), columnType(part(type.getValueType()), text));
            case ROW ->
                new ColumnType.Struct(type.getFieldList().stream()
                        .map(f -> new Column(f.getName(), columnType(f.getType(), text)))
                        .toList());
            default -> throw new IllegalArgumentException("there is no type of the catalog for " + type);
        };
    }

    static List<Column> writtenColumns(List<SqlColumn.Physical> columns, @Nullable TimestampStyle text) {
        return columns.stream()
                .map(c -> new Column(c.name(), columnType(c.type(), text)))
                .toList();
    }

    /** The type of a part, which collections have. */
    static RelDataType part(@Nullable RelDataType type) {
        return Objects.requireNonNull(type);
    }
}
