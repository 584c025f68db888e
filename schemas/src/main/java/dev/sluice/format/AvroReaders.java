package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, once for a writer's schema and the columns of a table, what reads each value: straight from the bytes into the
 * row, with no record in between. The table in {@code schemas/README.md} says what becomes of a value that has another type
 * than its column; where nothing can, the reader refuses the value when it meets one, since a null may stand there.
 */
final class AvroReaders {

    private final AvroSkips skips = new AvroSkips();
    private final AvroJson json = new AvroJson(skips);
    private final AvroScalars scalars;
    private final TimestampText timestamps;

    AvroReaders(TimestampText timestamps) {
        this.timestamps = timestamps;
        scalars = new AvroScalars(timestamps);
    }

    AvroSkips skips() {
        return skips;
    }

    /** What reads values of {@code schema} into a column of {@code type}. */
    AvroReader reader(Schema schema, ColumnType type) {
        if (schema.getType() == Schema.Type.UNION) {
            return AvroUnions.reader(schema, type, this);
        }
        if (schema.getType() == Schema.Type.NULL) {
            return in -> null;
        }
        if (type instanceof ColumnType.Choice choice) {
            return AvroUnions.choice(schema, choice, this);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, type);
            case ARRAY -> array(schema, type);
            case MAP -> map(schema, type);
            default -> scalars.reader(schema, type);
        };
    }

    static boolean isText(ColumnType type) {
        return type == ColumnType.Simple.STRING || type == ColumnType.Simple.VOID || type instanceof ColumnType.Text;
    }

    /** A reader that refuses every value. */
    static AvroReader mismatch(Schema schema, ColumnType type) {
        String found = "Avro's " + schema.getType().name().toLowerCase(Locale.ROOT);
        return in -> {
            throw new InvalidValueException(type.toString(), found);
        };
    }

    private AvroReader record(Schema schema, ColumnType type) {
        if (type instanceof ColumnType.Struct struct) {
            AvroFields fields = new AvroFields(schema, struct.fields(), this);
            var rowSchema = struct.schema();
            return in -> Row.withSchema(rowSchema).attachValues(Arrays.asList(fields.read(in)));
        }
        return isText(type) ? json.text(schema) : mismatch(schema, type);
    }

    private AvroReader array(Schema schema, ColumnType type) {
        if (!(type instanceof ColumnType.Array array)) {
            return isText(type) ? json.text(schema) : mismatch(schema, type);
        }
        AvroReader element = reader(schema.getElementType(), array.element());
        int least = skips.least(schema.getElementType());
        return in -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (int items = in.items(least); items != 0; items = in.items(least)) {
                for (int i = 0; i < items; i++) {
                    try {
                        values.add(element.read(in));
                    } catch (InvalidValueException e) {
                        throw e.at(values.size());
                    }
                }
            }
            return values;
        };
    }

    private AvroReader map(Schema schema, ColumnType type) {
        if (!(type instanceof ColumnType.MapOf map)) {
            return isText(type) ? json.text(schema) : mismatch(schema, type);
        }
        ValueReader key = ValueReader.of(map.key(), timestamps);
        AvroReader value = reader(schema.getValueType(), map.value());
        int least = skips.least(schema.getValueType()) + 1;
        return in -> {
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            for (int items = in.items(least); items != 0; items = in.items(least)) {
                in.spend(items); // an entry is a key, too
                for (int i = 0; i < items; i++) {
                    String name = in.readString();
                    try {
                        values.put(key.read(name), value.read(in));
                    } catch (InvalidValueException e) {
                        throw e.in(name);
                    }
                }
            }
            return values;
        };
    }
}
