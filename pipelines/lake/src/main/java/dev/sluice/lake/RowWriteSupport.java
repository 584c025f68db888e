package dev.sluice.lake;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, as arrays of values in a schema's order, straight into Parquet's columns: no record of another library in
 * between. What is done for a value is chosen once for each column.
 */
final class RowWriteSupport extends WriteSupport<@Nullable Object[]> {

    /** Enough for 38 digits. */
    static final int DECIMAL_BYTES = 16;

    private final MessageType type;
    private final String[] names;
    private final ValueWriter[] writers;

    @SuppressWarnings("NullAway.Init") // Parquet calls prepareForWrite before the first row
    private RecordConsumer consumer;

    /** Hands one value that is not null to Parquet. */
    private interface ValueWriter {
        void write(RecordConsumer consumer, Object value);
    }

    RowWriteSupport(Schema schema) {
        type = ParquetSchema.of(schema);
        names = schema.getFieldNames().toArray(String[]::new);
        writers = writers(schema);
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
        return new WriteContext(type, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(type, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(@Nullable Object[] row) {
        consumer.startMessage();
        for (int i = 0; i < writers.length; i++) {
            Object value = row[i];
            if (value != null) {
                consumer.startField(names[i], i);
                writers[i].write(consumer, value);
                consumer.endField(names[i], i);
            }
        }
        consumer.endMessage();
    }

    private static ValueWriter[] writers(Schema schema) {
        ValueWriter[] writers = new ValueWriter[schema.getFieldCount()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = writer(schema.getField(i).getName(), schema.getField(i).getType());
        }
        return writers;
    }

    private static ValueWriter writer(String name, FieldType type) {
        return switch (type.getTypeName()) {
            case BYTE, INT16, INT32 -> (c, v) -> c.addInteger(((Number) v).intValue());
            case INT64 -> (c, v) -> c.addLong((Long) v);
            case FLOAT -> (c, v) -> c.addFloat((Float) v);
            case DOUBLE -> (c, v) -> c.addDouble((Double) v);
            case BOOLEAN -> (c, v) -> c.addBoolean((Boolean) v);
            case STRING -> (c, v) -> c.addBinary(Binary.fromString((String) v));
            case BYTES -> (c, v) -> c.addBinary(Binary.fromConstantByteArray((byte[]) v));
            case DATETIME ->
                (c, v) -> c.addLong(Math.multiplyExact(((org.joda.time.ReadableInstant) v).getMillis(), 1_000L));
            case ARRAY, ITERABLE -> list(name, type);
            case MAP -> map(name, type);
            case ROW -> struct(ParquetSchema.rowSchema(type));
            case LOGICAL_TYPE -> logical(name, type);
            case DECIMAL -> throw new IllegalArgumentException("column '" + name + "' has no precision");
        };
    }

    private static ValueWriter list(String name, FieldType type) {
        ValueWriter element = writer(name, present(type.getCollectionElementType(), name));
        return (c, v) -> {
            c.startGroup();
            List<?> values = v instanceof List<?> list ? list : List.copyOf((java.util.Collection<?>) v);
            if (!values.isEmpty()) {
                c.startField("list", 0);
                for (Object value : values) {
                    c.startGroup();
                    if (value != null) {
                        c.startField("element", 0);
                        element.write(c, value);
                        c.endField("element", 0);
                    }
                    c.endGroup();
                }
                c.endField("list", 0);
            }
            c.endGroup();
        };
    }

    private static ValueWriter map(String name, FieldType type) {
        ValueWriter key = writer(name, present(type.getMapKeyType(), name));
        ValueWriter value = writer(name, present(type.getMapValueType(), name));
        return (c, v) -> {
            c.startGroup();
            Map<?, ?> entries = (Map<?, ?>) v;
            if (!entries.isEmpty()) {
                c.startField("key_value", 0);
                entries.forEach((k, x) -> {
                    c.startGroup();
                    c.startField("key", 0);
                    key.write(c, k);
                    c.endField("key", 0);
                    if (x != null) {
                        c.startField("value", 1);
                        value.write(c, x);
                        c.endField("value", 1);
                    }
                    c.endGroup();
                });
                c.endField("key_value", 0);
            }
            c.endGroup();
        };
    }

    private static ValueWriter struct(Schema schema) {
        ValueWriter[] fields = writers(schema);
        String[] fieldNames = schema.getFieldNames().toArray(String[]::new);
        return (c, v) -> {
            Row row = (Row) v;
            c.startGroup();
            for (int i = 0; i < fields.length; i++) {
                Object value = row.getValue(i);
                if (value != null) {
                    c.startField(fieldNames[i], i);
                    fields[i].write(c, value);
                    c.endField(fieldNames[i], i);
                }
            }
            c.endGroup();
        };
    }

    private static ValueWriter logical(String name, FieldType type) {
        Schema.LogicalType<?, ?> logical = present(type.getLogicalType(), name);
        if (logical.getIdentifier().equals(SqlTypes.TIMESTAMP.getIdentifier())) {
            return (c, v) -> c.addLong(micros((Instant) v));
        }
        if (logical.getIdentifier().equals(SqlTypes.DATE.getIdentifier())) {
            return (c, v) -> c.addInteger(Math.toIntExact(((LocalDate) v).toEpochDay()));
        }
        if (logical instanceof FixedPrecisionNumeric) {
            return decimal(precision(logical), scale(logical));
        }
        return base(name, logical);
    }

    @SuppressWarnings("unchecked")
    private static ValueWriter base(String name, Schema.LogicalType<?, ?> logical) {
        ValueWriter base = writer(name, logical.getBaseType());
        Schema.LogicalType<Object, Object> typed = (Schema.LogicalType<Object, Object>) logical;
        return (c, v) -> base.write(c, typed.toBaseType(v));
    }

    private static ValueWriter decimal(int precision, int scale) {
        if (precision <= 9) {
            return (c, v) -> c.addInteger(unscaled(v, scale).intValueExact());
        }
        if (precision <= 18) {
            return (c, v) -> c.addLong(unscaled(v, scale).longValueExact());
        }
        return (c, v) -> {
            byte[] digits = unscaled(v, scale).toByteArray();
            byte[] padded = new byte[DECIMAL_BYTES];
            java.util.Arrays.fill(padded, 0, DECIMAL_BYTES - digits.length, (byte) (digits[0] < 0 ? -1 : 0));
            System.arraycopy(digits, 0, padded, DECIMAL_BYTES - digits.length, digits.length);
            c.addBinary(Binary.fromConstantByteArray(padded));
        };
    }

    private static java.math.BigInteger unscaled(Object value, int scale) {
        return ((BigDecimal) value).setScale(scale).unscaledValue();
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    static int precision(Schema.LogicalType<?, ?> decimal) {
        Row argument = (Row) present(decimal.getArgument(), "precision");
        return ((Number) present(argument.getValue("precision"), "precision")).intValue();
    }

    static int scale(Schema.LogicalType<?, ?> decimal) {
        Row argument = (Row) present(decimal.getArgument(), "scale");
        return ((Number) present(argument.getValue("scale"), "scale")).intValue();
    }

    static <T> T present(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalArgumentException("the type of column '" + name + "' is not complete");
        }
        return part;
    }
}
