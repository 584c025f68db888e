package dev.sluice.mapping;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row that is being put together: its fields in the order they came, structs among them. */
final class TargetStruct {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Puts a field under its path.
     *
     * @throws IllegalArgumentException where another field stands there
     */
    void put(List<String> path, ColumnType type, CompiledMapping.Field field) {
        String name = path.get(0);
        String key = name.toLowerCase(Locale.ROOT);
        Entry there = entries.get(key);
        if (path.size() == 1) {
            if (there != null) {
                throw new IllegalArgumentException("expected each target once, case apart, found '" + name + "' again");
            }
            entries.put(key, new Entry(name, type, field, null));
            return;
        }
        if (there != null && there.struct == null) {
            throw new IllegalArgumentException("'" + name + "' is a target itself and cannot have fields as well");
        }
        TargetStruct struct = there == null || there.struct == null ? new TargetStruct() : there.struct;
        struct.put(path.subList(1, path.size()), type, field);
        if (there == null) {
            entries.put(key, new Entry(name, null, null, struct));
        }
    }

    CompiledMapping compiled() {
        return CompiledMapping.of(columns(), parts());
    }

    private List<Column> columns() {
        return entries.values().stream()
                .map(e -> new Column(e.name, e.columnType()))
                .toList();
    }

    private List<CompiledMapping.Part> parts() {
        List<CompiledMapping.Part> parts = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.field != null) {
                parts.add(entry.field);
            } else if (entry.struct != null) {
                parts.add(new CompiledMapping.Nested(
                        Column.schema(entry.struct.columns()),
                        entry.struct.parts().toArray(CompiledMapping.Part[]::new)));
            }
        }
        return parts;
    }

    /** A field with its type, or a struct. */
    private record Entry(
            String name,
            @Nullable ColumnType type,
            CompiledMapping.@Nullable Field field,
            @Nullable TargetStruct struct) {
        ColumnType columnType() {
            if (struct != null) {
                return new ColumnType.Struct(struct.columns());
            }
            if (type == null) {
                throw new IllegalStateException("'" + name + "' is neither a field nor a struct");
            }
            return type;
        }
    }
}
