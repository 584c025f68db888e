package dev.sluice.sql.function;

import java.nio.charset.Charset;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ConversionUtil;
import org.jspecify.annotations.Nullable;

/** Flink's types in Calcite's terms. */
public final class FlinkTypes {

    private FlinkTypes() {}

    /** A new factory of types under {@link FlinkTypeSystem}; its text is Unicode. */
    public static RelDataTypeFactory factory() {
        return new Factory();
    }

    /** {@code STRING}: text of any length, which may be NULL. */
    public static RelDataType string(RelDataTypeFactory factory) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR), true);
    }

    private static final class Factory extends SqlTypeFactoryImpl {

        Factory() {
            super(FlinkTypeSystem.INSTANCE);
        }

        @Override
        public Charset getDefaultCharset() {
            return Charset.forName(ConversionUtil.NATIVE_UTF16_CHARSET_NAME);
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
