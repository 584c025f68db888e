package dev.sluice.sql.table;

import dev.sluice.schema.ColumnType;
import dev.sluice.sql.expression.EvaluationException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Which conversion a type needs. */
final class Conversions {

    private static final int MICROS_DIGITS = 6;

    private Conversions() {}

    /** From a decoder's value to SQL's. */
    static ValueConversion reading(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case DATE -> value -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> value -> timeOf((String) value);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                long unit = unit(type.getPrecision());
                yield unit == 1
                        ? value -> TimestampStyle.micros((Instant) value)
                        : value -> {
                            long micros = TimestampStyle.micros((Instant) value);
                            return micros - Math.floorMod(micros, unit);
                        };
            }
            case ARRAY -> ofElements(reading(SqlTypes.part(type.getComponentType())));
            case MAP ->
                ofEntries(reading(SqlTypes.part(type.getKeyType())), reading(SqlTypes.part(type.getValueType())));
            case ROW -> {
                ValueConversion[] fields = fields(type, Conversions::reading);
                yield value -> arrayOf((Row) value, fields);
            }
            default -> ValueConversion.NONE;
        };
    }

    /**
     * From SQL's value to an encoder's.
     *
     * @param text how times are written as text, or null where they are no text
     */
    static ValueConversion writing(RelDataType type, @Nullable TimestampStyle text) {
        return switch (type.getSqlTypeName()) {
            case DATE -> value -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> value -> TimestampStyle.time((Integer) value);
            case TIMESTAMP ->
                text == null ? value -> TimestampStyle.instantOf((Long) value) : value -> text.timestamp((Long) value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                text == null ? value -> TimestampStyle.instantOf((Long) value) : value -> text.instant((Long) value);
            case ARRAY -> ofElements(writing(SqlTypes.part(type.getComponentType()), text));
            case MAP ->
                ofEntries(
                        writing(SqlTypes.part(type.getKeyType()), text),
                        writing(SqlTypes.part(type.getValueType()), text));
            case ROW -> {
                ValueConversion[] fields = fields(type, field -> writing(field, text));
                Schema schema = ((ColumnType.Struct) SqlTypes.columnType(type, text)).schema();
                yield value -> rowOf((@Nullable Object[]) value, fields, schema);
            }
            default -> ValueConversion.NONE;
        };
    }

    private static ValueConversion[] fields(
            RelDataType type, java.util.function.Function<RelDataType, ValueConversion> conversion) {
        return type.getFieldList().stream()
                .map(RelDataTypeField::getType)
                .map(conversion)
                .toArray(ValueConversion[]::new);
    }

    /** How many microseconds the last digit of a timestamp counts. */
    private static long unit(int digits) {
        long unit = 1;
        for (int i = digits; i < MICROS_DIGITS; i++) {
            unit *= 10;
        }
        return unit;
    }

    private static int timeOf(String text) {
        try {
            return TimestampStyle.millisOfDay(text);
        } catch (DateTimeParseException e) {
            throw new EvaluationException("expected a time such as 11:33:23, found '" + text + "'");
        }
    }

    private static ValueConversion ofElements(ValueConversion element) {
        if (element == ValueConversion.NONE) {
            return element;
        }
        return value -> {
            List<@Nullable Object> converted = new ArrayList<>(((List<?>) value).size());
            for (Object each : (List<?>) value) {
                converted.add(nullable(each, element));
            }
            return converted;
        };
    }

    private static ValueConversion ofEntries(ValueConversion key, ValueConversion entry) {
        if (key == ValueConversion.NONE && entry == ValueConversion.NONE) {
            return key;
        }
        return value -> {
            Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> converted.put(key.convert(k), nullable(v, entry)));
            return converted;
        };
    }

    private static @Nullable Object[] arrayOf(Row row, ValueConversion[] fields) {
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = nullable(row.getValue(i), fields[i]);
        }
        return values;
    }

    private static Row rowOf(@Nullable Object[] values, ValueConversion[] fields, Schema schema) {
        List<@Nullable Object> converted = new ArrayList<>(fields.length);
        for (int i = 0; i < fields.length; i++) {
            converted.add(nullable(values[i], fields[i]));
        }
        return Row.withSchema(schema).attachValues(converted);
    }

    private static @Nullable Object nullable(@Nullable Object value, ValueConversion conversion) {
        return value == null ? null : conversion.convert(value);
    }
}
