package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Casts of values with parts, part by part: what is missing inside stays missing. */
final class PartCasts {

    private final Casts casts;

    PartCasts(Casts casts) {
        this.casts = casts;
    }

    /** @throws IllegalArgumentException where there is none, or a part would be lost */
    Cast between(ColumnType from, ColumnType to) {
        if (from instanceof ColumnType.Array a && to instanceof ColumnType.Array b) {
            return elements(casts.between(a.element(), b.element()));
        }
        if (from instanceof ColumnType.MapOf a && to instanceof ColumnType.MapOf b) {
            return entries(casts.between(a.key(), b.key()), casts.between(a.value(), b.value()), to);
        }
        if (from instanceof ColumnType.Struct a && to instanceof ColumnType.Struct b) {
            return fields(a, b);
        }
        throw Casts.none(from, to);
    }

    /** Each element by itself. */
    static Cast elements(Cast element) {
        return value -> {
            List<?> from = (List<?>) value;
            List<@Nullable Object> to = new ArrayList<>(from.size());
            for (Object item : from) {
                try {
                    to.add(item == null ? null : element.cast(item));
                } catch (MalformedRecordException e) {
                    throw Cast.failedIn("element " + to.size(), e);
                }
            }
            return to;
        };
    }

    /** Keys and values; two keys that become one are a loss. */
    static Cast entries(Cast key, Cast value, ColumnType type) {
        return map -> {
            Map<Object, @Nullable Object> to = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                try {
                    Object castKey = key.cast(entry.getKey());
                    if (castKey == null || to.containsKey(castKey)) {
                        throw Cast.failed("another key for each entry of " + type, String.valueOf(castKey));
                    }
                    Object from = entry.getValue();
                    to.put(castKey, from == null ? null : value.cast(from));
                } catch (MalformedRecordException e) {
                    throw Cast.failedIn("key " + entry.getKey(), e);
                }
            }
            return to;
        };
    }

    private Cast fields(ColumnType.Struct from, ColumnType.Struct to) {
        List<String> lost = from.fields().stream()
                .map(Column::name)
                .filter(name -> place(to.fields(), name) < 0)
                .toList();
        if (!lost.isEmpty()) {
            throw new IllegalArgumentException(
                    Casts.none(from, to).getMessage() + ": it would lose " + String.join(", ", lost));
        }
        List<Piece> pieces = new ArrayList<>();
        for (Column field : to.fields()) {
            int place = place(from.fields(), field.name());
            Cast cast = place < 0
                    ? Cast.NONE
                    : casts.between(from.fields().get(place).type(), field.type());
            pieces.add(new Piece(field, place, cast));
        }
        return struct(pieces);
    }

    /** By its name, else in any case; -1 where there is none. */
    static int place(List<Column> columns, String name) {
        int inOtherCase = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
            if (inOtherCase < 0 && columns.get(i).name().equalsIgnoreCase(name)) {
                inOtherCase = i;
            }
        }
        return inOtherCase;
    }

    /**
     * A field of a struct that is made out of another one.
     *
     * @param place of the field it is made of, below 0 where it is made of none
     */
    record Piece(Column field, int place, Cast cast) {}

    /** A struct of these pieces of another one. */
    static Cast struct(List<Piece> pieces) {
        Schema schema = Column.schema(pieces.stream().map(Piece::field).toList());
        Piece[] made = pieces.toArray(Piece[]::new);
        return value -> {
            Row from = (Row) value;
            @Nullable Object[] to = new Object[made.length];
            for (int i = 0; i < to.length; i++) {
                Piece piece = made[i];
                Object part = piece.place < 0 ? null : from.getValue(piece.place);
                try {
                    to[i] = part == null ? null : piece.cast.cast(part);
                } catch (MalformedRecordException e) {
                    throw Cast.failedIn(piece.field.name(), e);
                }
            }
            return Row.withSchema(schema).attachValues(Arrays.asList(to));
        };
    }

    /** Each value by its own type. A type that has no cast always fails, unless none has one. */
    Cast ofChoice(ColumnType.Choice from, ColumnType to) {
        Cast[] each = new Cast[from.types().size()];
        boolean any = false;
        for (int i = 0; i < each.length; i++) {
            try {
                each[i] = casts.between(from.types().get(i), to);
                any = true;
            } catch (IllegalArgumentException e) {
                each[i] = value -> {
                    throw Cast.failed(to, value);
                };
            }
        }
        if (!any) {
            throw Casts.none(from, to);
        }
        return value -> {
            OneOfType.Value chosen = (OneOfType.Value) value;
            return each[chosen.getCaseType().getValue()].cast(chosen.getValue());
        };
    }

    /** The value where it is of the type at this place of the choice, else null. */
    static Cast chosen(int place) {
        return value -> {
            OneOfType.Value chosen = (OneOfType.Value) value;
            return chosen.getCaseType().getValue() == place ? chosen.getValue() : null;
        };
    }

    /** A struct with a field for each type of a choice, of which one is there. */
    static Cast structOf(List<Column> fields, List<Cast> each) {
        Schema schema = Column.schema(fields);
        Cast[] inside = each.toArray(Cast[]::new);
        return value -> {
            OneOfType.Value chosen = (OneOfType.Value) value;
            int place = chosen.getCaseType().getValue();
            @Nullable Object[] to = new Object[inside.length];
            to[place] = inside[place].cast(chosen.getValue());
            return Row.withSchema(schema).attachValues(Arrays.asList(to));
        };
    }
}
