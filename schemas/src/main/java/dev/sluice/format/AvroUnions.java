package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Readers of unions. A union with null is what is beside it, and may be missing. One of several types goes into a struct of
 * the fields {@code member0}, {@code member1}, …, the branches but null in their order, as Glue and Spark make of it; into
 * any other column each branch goes as if it stood alone.
 */
final class AvroUnions {

    private static final Pattern MEMBER = Pattern.compile("member[0-9]+", Pattern.CASE_INSENSITIVE);

    private AvroUnions() {}

    /** The branches that are not null, in their order. */
    static List<Schema> members(Schema union) {
        return union.getTypes().stream()
                .filter(t -> t.getType() != Schema.Type.NULL)
                .toList();
    }

    static AvroReader reader(Schema union, ColumnType type, AvroReaders readers) {
        List<Schema> branches = union.getTypes();
        boolean members = members(union).size() > 1
                && type instanceof ColumnType.Struct struct
                && !struct.fields().isEmpty()
                && struct.fields().stream()
                        .allMatch(f -> MEMBER.matcher(f.name()).matches());
        if (members) {
            return struct(branches, (ColumnType.Struct) type, readers);
        }
        AvroReader[] each = branches.stream().map(b -> readers.reader(b, type)).toArray(AvroReader[]::new);
        return in -> each[AvroSkips.branch(in, each.length)].read(in);
    }

    private static AvroReader struct(List<Schema> branches, ColumnType.Struct struct, AvroReaders readers) {
        AvroReader[] each = new AvroReader[branches.size()];
        int[] places = new int[each.length];
        String[] names = new String[each.length];
        int member = 0;
        for (int i = 0; i < each.length; i++) {
            Schema branch = branches.get(i);
            if (branch.getType() == Schema.Type.NULL) {
                places[i] = -1;
                each[i] = in -> null;
                continue;
            }
            names[i] = "member" + member++;
            places[i] = place(struct.fields(), names[i]);
            AvroSkip skip = readers.skips().of(branch);
            each[i] = places[i] >= 0
                    ? readers.reader(branch, struct.fields().get(places[i]).type())
                    : in -> {
                        skip.skip(in);
                        return null;
                    };
        }
        var schema = struct.schema();
        int width = struct.fields().size();
        return in -> {
            int branch = AvroSkips.branch(in, each.length);
            if (branches.get(branch).getType() == Schema.Type.NULL) {
                return null;
            }
            in.spend(width);
            @Nullable Object[] values = new Object[width];
            try {
                Object value = each[branch].read(in);
                if (places[branch] >= 0) {
                    values[places[branch]] = value;
                }
            } catch (InvalidValueException e) {
                throw e.in(names[branch]);
            }
            return Row.withSchema(schema).attachValues(Arrays.asList(values));
        };
    }

    private static int place(List<Column> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A value of one type into a column that is a choice: the type of its own kind, else of any numbers, else text. */
    static AvroReader choice(Schema schema, ColumnType.Choice choice, AvroReaders readers) {
        String word = AvroColumns.word(schema);
        List<ColumnType> types = choice.types();
        int place = -1;
        for (int i = 0; i < types.size() && place < 0; i++) {
            place = ColumnType.Choice.word(types.get(i)).equals(word) ? i : -1;
        }
        for (int i = 0; i < types.size() && place < 0; i++) {
            place = isNumber(word) && isNumber(ColumnType.Choice.word(types.get(i))) ? i : -1;
        }
        for (int i = 0; i < types.size() && place < 0; i++) {
            place = AvroReaders.isText(types.get(i)) ? i : -1;
        }
        if (place < 0) {
            return AvroReaders.mismatch(schema, choice);
        }
        AvroReader reader = readers.reader(schema, types.get(place));
        OneOfType oneOf = choice.oneOf();
        String chosen = ColumnType.Choice.word(types.get(place));
        return in -> {
            Object value = reader.read(in);
            return value == null ? null : oneOf.createValue(chosen, value);
        };
    }

    private static boolean isNumber(String word) {
        return switch (word) {
            case "tinyint", "smallint", "int", "bigint", "float", "double", "decimal" -> true;
            default -> false;
        };
    }
}
