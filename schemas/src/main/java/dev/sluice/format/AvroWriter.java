package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Writes values of one column's type as one Avro schema has them; IllegalArgumentException for one it cannot hold. */
@FunctionalInterface
interface AvroWriter {

    void write(Encoder out, @Nullable Object value) throws IOException;

    /** The writer, or null where values of the type cannot be written so. */
    static @Nullable AvroWriter of(Schema schema, ColumnType type, TimestampText timestamps) {
        return switch (schema.getType()) {
            case NULL -> null;
            case UNION -> union(schema, type, timestamps);
            case RECORD ->
                type instanceof ColumnType.Struct struct
                        ? struct(AvroFieldWriters.of(schema, struct.fields(), timestamps))
                        : null;
            case ARRAY -> {
                AvroWriter element = type instanceof ColumnType.Array array
                        ? of(schema.getElementType(), array.element(), timestamps)
                        : null;
                yield element == null ? null : array(element);
            }
            case MAP -> {
                AvroWriter value = type instanceof ColumnType.MapOf map
                        ? of(schema.getValueType(), map.value(), timestamps)
                        : null;
                yield value == null ? null : map(value);
            }
            default -> AvroScalarWriter.of(schema, type, timestamps);
        };
    }

    /** The first branch that can take the type's values; null by the branch for null, where there is one. */
    private static @Nullable AvroWriter union(Schema union, ColumnType type, TimestampText timestamps) {
        List<Schema> branches = union.getTypes();
        int missing = -1;
        int branch = -1;
        AvroWriter writer = null;
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.NULL) {
                missing = i;
            } else if (writer == null) {
                writer = of(branches.get(i), type, timestamps);
                branch = i;
            }
        }
        return writer == null ? null : union(missing, branch, writer);
    }

    private static AvroWriter union(int missing, int branch, AvroWriter writer) {
        return (out, value) -> {
            if (value == null && missing >= 0) {
                out.writeIndex(missing);
            } else {
                out.writeIndex(branch);
                writer.write(out, value);
            }
        };
    }

    private static AvroWriter struct(AvroFieldWriters fields) {
        return (out, value) -> fields.write(out, ((Row) required(value)).getValues());
    }

    private static AvroWriter array(AvroWriter element) {
        return (out, value) -> {
            Collection<?> values = (Collection<?>) required(value);
            out.writeArrayStart();
            out.setItemCount(values.size());
            for (Object one : values) {
                out.startItem();
                element.write(out, one);
            }
            out.writeArrayEnd();
        };
    }

    private static AvroWriter map(AvroWriter entryValue) {
        return (out, value) -> {
            Map<?, ?> entries = (Map<?, ?>) required(value);
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.startItem();
                out.writeString(String.valueOf(entry.getKey()));
                entryValue.write(out, entry.getValue());
            }
            out.writeMapEnd();
        };
    }

    static Object required(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("expected a value, found null, which the schema does not allow");
        }
        return value;
    }
}
