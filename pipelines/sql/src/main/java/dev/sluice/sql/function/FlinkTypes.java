package dev.sluice.sql.function;

import java.nio.charset.Charset;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ConversionUtil;
import org.jspecify.annotations.Nullable;

/** Flink's types in Calcite's terms. */
public final class FlinkTypes {

    private static final int DIGITS_OF_DECIMAL = 10;

    private FlinkTypes() {}

    /** A new factory of types under {@link FlinkTypeSystem}; its text is Unicode. */
    public static RelDataTypeFactory factory() {
        return new Factory();
    }

    /** {@code STRING}: text of any length, which may be NULL. */
    public static RelDataType string(RelDataTypeFactory factory) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR), true);
    }

    /**
     * A type as the column of a table has it. A ROW is taken apart by dots there: {@code SELECT place.city FROM orders}.
     *
     * @param type of a column, as a script declares it
     */
    public static RelDataType ofColumn(RelDataTypeFactory factory, RelDataType type) {
        if (!type.isStruct()) {
            return type;
        }
        List<RelDataType> fields = type.getFieldList().stream()
                .map(field -> ofColumn(factory, field.getType()))
                .toList();
        RelDataType row = factory.createStructType(StructKind.PEEK_FIELDS_NO_EXPAND, fields, type.getFieldNames());
        return factory.createTypeWithNullability(row, type.isNullable());
    }

    private static final class Factory extends SqlTypeFactoryImpl {

        Factory() {
            super(FlinkTypeSystem.INSTANCE);
        }

        @Override
        public Charset getDefaultCharset() {
            return Charset.forName(ConversionUtil.NATIVE_UTF16_CHARSET_NAME);
        }

        /** A DECIMAL of no size has ten digits; a list of columns is of no type, so that a ROW stays one. */
        @Override
        public RelDataType createSqlType(SqlTypeName name) {
            return switch (name) {
                case DECIMAL -> createSqlType(name, DIGITS_OF_DECIMAL, 0);
                case COLUMN_LIST -> createUnknownType();
                default -> super.createSqlType(name);
            };
        }

        /** Also of types that Calcite has no rule for, such as arrays, where all are the same; never the type of NULL alone. */
        @Override
        public @Nullable RelDataType leastRestrictive(List<RelDataType> types) {
            RelDataType first = types.get(0);
            if (types.stream().allMatch(first::equals)) {
                return first.getSqlTypeName() == SqlTypeName.NULL ? null : first;
            }
            RelDataType common = super.leastRestrictive(types);
            return common == null || common.getSqlTypeName() == SqlTypeName.NULL ? null : common;
        }
    }
}
