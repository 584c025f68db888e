package dev.sluice.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Writes the values of one type as JSON, so that {@link ValueReader} of the type reads the same values. */
@FunctionalInterface
interface ValueWriter {

    void write(JsonGenerator out, Object value) throws IOException;

    /** The writer for values of {@code type}. */
    static ValueWriter of(ColumnType type, TimestampText timestamps) {
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT, SMALLINT, INT, BIGINT -> (out, value) -> out.writeNumber(((Number) value).longValue());
                case FLOAT -> (out, value) -> out.writeNumber((Float) value);
                case DOUBLE -> (out, value) -> out.writeNumber((Double) value);
                case BOOLEAN -> (out, value) -> out.writeBoolean((Boolean) value);
                case STRING, VOID -> (out, value) -> out.writeString((String) value);
                case BINARY -> (out, value) -> out.writeBinary((byte[]) value);
                case DATE -> (out, value) -> out.writeString(value.toString());
                case TIMESTAMP -> (out, value) -> writeTime(out, (Instant) value, timestamps);
            };
        }
        if (type instanceof ColumnType.Text) {
            return (out, value) -> out.writeString((String) value);
        }
        if (type instanceof ColumnType.Decimal) {
            return (out, value) -> out.writeNumber((BigDecimal) value);
        }
        if (type instanceof ColumnType.Array array) {
            ValueWriter element = of(array.element(), timestamps);
            return (out, value) -> writeArray(out, (List<?>) value, element);
        }
        if (type instanceof ColumnType.MapOf map) {
            ValueWriter values = of(map.value(), timestamps);
            boolean timestampKeys = map.key() == ColumnType.Simple.TIMESTAMP;
            return (out, value) -> writeMap(out, (Map<?, ?>) value, values, timestampKeys ? timestamps : null);
        }
        if (type instanceof ColumnType.Struct struct) {
            return structWriter(struct.fields(), timestamps);
        }
        if (type instanceof ColumnType.Choice choice) {
            List<ValueWriter> writers =
                    choice.types().stream().map(t -> of(t, timestamps)).toList();
            return (out, value) -> writers.get(choice.placeOf(value)).write(out, choice.chosenOf(value));
        }
        throw new IllegalArgumentException("there is no writer for values of type " + type);
    }

    private static ValueWriter structWriter(List<Column> fields, TimestampText timestamps) {
        List<ValueWriter> writers =
                fields.stream().map(f -> of(f.type(), timestamps)).toList();
        return (out, value) -> {
            Row row = (Row) value;
            out.writeStartObject();
            for (int i = 0; i < writers.size(); i++) {
                out.writeFieldName(fields.get(i).name());
                writeNullable(out, row.getValue(i), writers.get(i));
            }
            out.writeEndObject();
        };
    }

    private static void writeArray(JsonGenerator out, List<?> values, ValueWriter element) throws IOException {
        out.writeStartArray();
        for (Object value : values) {
            writeNullable(out, value, element);
        }
        out.writeEndArray();
    }

    private static void writeMap(
            JsonGenerator out, Map<?, ?> entries, ValueWriter values, @Nullable TimestampText timestampKeys)
            throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Object key = entry.getKey();
            out.writeFieldName(timestampKeys == null ? String.valueOf(key) : timestampKeys.format((Instant) key));
            writeNullable(out, entry.getValue(), values);
        }
        out.writeEndObject();
    }

    /** Writes a value that may be missing: null then. */
    static void writeNullable(JsonGenerator out, @Nullable Object value, ValueWriter writer) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            writer.write(out, value);
        }
    }

    private static void writeTime(JsonGenerator out, Instant time, TimestampText timestamps) throws IOException {
        BigDecimal number = timestamps.number(time);
        if (number == null) {
            out.writeString(timestamps.format(time));
        } else {
            out.writeNumber(number);
        }
    }
}
