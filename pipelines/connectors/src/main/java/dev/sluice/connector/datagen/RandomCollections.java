package dev.sluice.connector.datagen;

import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Arrays, maps and rows of values by chance. */
final class RandomCollections {

    private static final int LENGTH = 3;

    private RandomCollections() {}

    static ValueGenerator of(ColumnType type, FieldSettings settings) {
        if (type instanceof ColumnType.Array array) {
            return array(
                    RandomValues.length(settings, LENGTH),
                    ValueGenerator.random(array.element(), settings.inside("element")));
        }
        if (type instanceof ColumnType.MapOf map) {
            return map(
                    RandomValues.length(settings, LENGTH),
                    ValueGenerator.random(map.key(), settings.inside("key")),
                    ValueGenerator.random(map.value(), settings.inside("value")));
        }
        if (type instanceof ColumnType.Struct struct) {
            return row(struct, settings);
        }
        throw new IllegalArgumentException("values of " + type + " are not made up");
    }

    private static ValueGenerator array(int length, ValueGenerator element) {
        return (row, random) -> {
            List<@Nullable Object> values = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                values.add(element.next(row, random));
            }
            return values;
        };
    }

    /** Fewer entries where keys are the same. */
    private static ValueGenerator map(int length, ValueGenerator key, ValueGenerator value) {
        return (row, random) -> {
            Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < length; i++) {
                values.put(key.next(row, random), value.next(row, random));
            }
            return values;
        };
    }

    private static ValueGenerator row(ColumnType.Struct struct, FieldSettings settings) {
        Schema schema = struct.schema();
        List<ValueGenerator> fields = struct.fields().stream()
                .map(field -> ValueGenerator.random(field.type(), settings.inside(field.name())))
                .toList();
        return (row, random) -> {
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (ValueGenerator field : fields) {
                values.add(field.next(row, random));
            }
            return Row.withSchema(schema).attachValues(values);
        };
    }
}
