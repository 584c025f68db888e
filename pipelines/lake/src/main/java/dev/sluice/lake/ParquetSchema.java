package dev.sluice.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A Beam schema in Parquet's standard types, so that DuckDB, Spark, Trino and Athena read it alike: timestamps as INT64
 * microseconds adjusted to UTC, dates, decimals by their precision, lists and maps in the three-level form.
 */
final class ParquetSchema {

    private ParquetSchema() {}

    /** The message type of rows of {@code schema}. */
    static MessageType of(Schema schema) {
        return new MessageType("row", fields(schema));
    }

    private static List<Type> fields(Schema schema) {
        List<Type> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(type(
                    field.getName(),
                    field.getType(),
                    field.getType().getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED));
        }
        return fields;
    }

    private static Type type(String name, FieldType type, Repetition repetition) {
        return switch (type.getTypeName()) {
            case BYTE -> integer(8, repetition, name);
            case INT16 -> integer(16, repetition, name);
            case INT32 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case STRING ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case BYTES -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case DATETIME -> timestamp(repetition, name);
            case ARRAY, ITERABLE -> list(name, type, repetition);
            case MAP -> map(name, type, repetition);
            case ROW ->
                Types.buildGroup(repetition)
                        .addFields(fields(rowSchema(type)).toArray(Type[]::new))
                        .named(name);
            case LOGICAL_TYPE -> logical(name, type, repetition);
            case DECIMAL ->
                throw new IllegalArgumentException("column '" + name
                        + "': a decimal in the lake needs a precision and a scale; expected decimal(p,s)");
        };
    }

    static Schema rowSchema(FieldType type) {
        Schema schema = type.getRowSchema();
        if (schema == null) {
            throw new IllegalArgumentException("expected a row with a schema, found " + type);
        }
        return schema;
    }

    private static Type integer(int bits, Repetition repetition, String name) {
        return Types.primitive(PrimitiveTypeName.INT32, repetition)
                .as(LogicalTypeAnnotation.intType(bits, true))
                .named(name);
    }

    private static Type timestamp(Repetition repetition, String name) {
        return Types.primitive(PrimitiveTypeName.INT64, repetition)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(name);
    }

    private static Type list(String name, FieldType type, Repetition repetition) {
        FieldType element = RowWriteSupport.present(type.getCollectionElementType(), name);
        return Types.list(repetition)
                .element(type("element", element, element.getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED))
                .named(name);
    }

    private static Type map(String name, FieldType type, Repetition repetition) {
        FieldType key = RowWriteSupport.present(type.getMapKeyType(), name);
        FieldType value = RowWriteSupport.present(type.getMapValueType(), name);
        return Types.map(repetition)
                .key(type("key", key, Repetition.REQUIRED))
                .value(type("value", value, value.getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED))
                .named(name);
    }

    private static Type logical(String name, FieldType type, Repetition repetition) {
        Schema.LogicalType<?, ?> logical = RowWriteSupport.present(type.getLogicalType(), name);
        if (logical.getIdentifier().equals(SqlTypes.TIMESTAMP.getIdentifier())) {
            return timestamp(repetition, name);
        }
        if (logical.getIdentifier().equals(SqlTypes.DATE.getIdentifier())) {
            return Types.primitive(PrimitiveTypeName.INT32, repetition)
                    .as(LogicalTypeAnnotation.dateType())
                    .named(name);
        }
        if (logical instanceof FixedPrecisionNumeric) {
            int precision = RowWriteSupport.precision(logical);
            int scale = RowWriteSupport.scale(logical);
            LogicalTypeAnnotation decimal = LogicalTypeAnnotation.decimalType(scale, precision);
            if (precision <= 9) {
                return Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(decimal)
                        .named(name);
            }
            if (precision <= 18) {
                return Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(decimal)
                        .named(name);
            }
            return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                    .length(RowWriteSupport.DECIMAL_BYTES)
                    .as(decimal)
                    .named(name);
        }
        return type(name, logical.getBaseType().withNullable(type.getNullable()), repetition);
    }
}
