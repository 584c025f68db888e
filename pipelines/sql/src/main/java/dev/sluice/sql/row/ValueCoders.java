package dev.sluice.sql.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.ByteCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Coders of values by their SQL type; none of them takes null. */
public final class ValueCoders {

    private ValueCoders() {}

    /**
     * The coder of values of this type.
     *
     * @throws IllegalArgumentException where values of it cannot go from step to step
     */
    @SuppressWarnings("unchecked") // each type's coder is that of the class its values have
    public static Coder<Object> of(RelDataType type) {
        return (Coder<Object>) (Coder<?>) coder(type);
    }

    private static Coder<?> coder(RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        if (SqlTypeName.DAY_INTERVAL_TYPES.contains(name)) {
            return VarLongCoder.of();
        }
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)) {
            return VarIntCoder.of();
        }
        return switch (name) {
            case BOOLEAN -> BooleanCoder.of();
            case TINYINT -> ByteCoder.of();
            case SMALLINT -> new ShortCoder();
            case INTEGER, DATE, TIME -> VarIntCoder.of();
            case BIGINT, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> VarLongCoder.of();
            case FLOAT, REAL -> new FloatBitsCoder();
            case DOUBLE -> new DoubleBitsCoder();
            case DECIMAL -> BigDecimalCoder.of();
            case CHAR, VARCHAR, NULL -> StringUtf8Coder.of();
            case BINARY, VARBINARY -> ByteArrayCoder.of();
            case ARRAY -> ListCoder.of(NullableCoder.of(of(Objects.requireNonNull(type.getComponentType()))));
            case MAP ->
                MapCoder.of(
                        NullableCoder.of(of(Objects.requireNonNull(type.getKeyType()))),
                        NullableCoder.of(of(Objects.requireNonNull(type.getValueType()))));
            case MULTISET ->
                MapCoder.of(NullableCoder.of(of(Objects.requireNonNull(type.getComponentType()))), VarIntCoder.of());
            case ROW -> new NestedRowCoder(SqlRowCoder.of(type));
            default -> throw new IllegalArgumentException("values of type " + type + " cannot go from step to step");
        };
    }

    private static final class ShortCoder extends AtomicCoder<Short> {
        @Override
        public void encode(Short value, OutputStream out) throws IOException {
            VarInt.encode((int) value, out);
        }

        @Override
        public Short decode(InputStream in) throws IOException {
            return (short) VarInt.decodeInt(in);
        }
    }

    /** A key may be a double, and Beam's own coder says that its bytes are not to be compared. */
    private static final class DoubleBitsCoder extends AtomicCoder<Double> {
        @Override
        public void encode(Double value, OutputStream out) throws IOException {
            BigEndianLongCoder.of().encode(Double.doubleToLongBits(value), out);
        }

        @Override
        public Double decode(InputStream in) throws IOException {
            return Double.longBitsToDouble(BigEndianLongCoder.of().decode(in));
        }
    }

    private static final class FloatBitsCoder extends AtomicCoder<Float> {
        @Override
        public void encode(Float value, OutputStream out) throws IOException {
            VarInt.encode(Float.floatToIntBits(value), out);
        }

        @Override
        public Float decode(InputStream in) throws IOException {
            return Float.intBitsToFloat(VarInt.decodeInt(in));
        }
    }

    private static final class NestedRowCoder extends CustomCoder<Object[]> {

        private final SqlRowCoder rows;

        NestedRowCoder(SqlRowCoder rows) {
            this.rows = rows;
        }

        @Override
        public void encode(Object[] values, OutputStream out) throws IOException {
            rows.encode(new SqlRow(values), out);
        }

        @Override
        public Object[] decode(InputStream in) throws IOException {
            return rows.decode(in).values();
        }

        @Override
        public void verifyDeterministic() throws NonDeterministicException {
            rows.verifyDeterministic();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NestedRowCoder coder && rows.equals(coder.rows);
        }

        @Override
        public int hashCode() {
            return rows.hashCode();
        }
    }
}
