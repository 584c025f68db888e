package dev.sluice.mapping;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.NearestName;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks up every path and cast of a mapping once, and collects the mistakes. */
final class MappingCompiler {

    /** The scale of a plain {@code decimal} in ApplyMapping. */
    private static final int PLAIN_DECIMAL_SCALE = 2;

    private final List<Column> columns;
    private final Casts casts;
    private final List<String> mistakes = new ArrayList<>();
    private final TargetStruct target = new TargetStruct();

    MappingCompiler(List<Column> columns, ZoneId zone) {
        this.columns = columns;
        casts = new Casts(zone);
    }

    CompiledMapping compile(List<FieldMapping> fields) throws InvalidMappingException {
        if (fields.isEmpty()) {
            mistakes.add("expected at least one mapping, found none");
        }
        for (int i = 0; i < fields.size(); i++) {
            FieldMapping field = fields.get(i);
            try {
                add(field);
            } catch (IllegalArgumentException e) {
                mistakes.add("mapping " + (i + 1) + ", " + label(field) + ": " + e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingException(mistakes);
        }
        return target.compiled();
    }

    private static String label(FieldMapping field) {
        return field.source() + " to " + field.target();
    }

    private void add(FieldMapping field) {
        // The target first: a mistake in the source does not hide one in the target.
        List<String> wrong = new ArrayList<>();
        FieldPath to = attempt(wrong, () -> FieldPath.parse(field.target()));
        Source source = attempt(wrong, () -> source(FieldPath.parse(field.source())));
        ColumnType sourceType = attempt(wrong, () -> type(field.sourceType(), source == null ? null : source.type));
        ColumnType targetType = attempt(wrong, () -> type(field.targetType(), sourceType));
        if (to == null || source == null || sourceType == null || targetType == null) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        Cast cast = cast(source.type, sourceType).then(cast(sourceType, targetType));
        target.put(
                to.names(),
                targetType,
                new CompiledMapping.Field(
                        label(field),
                        source.place,
                        source.steps.stream().mapToInt(s -> s).toArray(),
                        cast));
    }

    private static <T> @Nullable T attempt(List<String> wrong, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Cast cast(ColumnType from, ColumnType to) {
        return casts.between(from, to)
                .orElseThrow(() -> new IllegalArgumentException("there is no cast from " + from + " to " + to));
    }

    /** @param like what a plain {@code array}, {@code map} or {@code struct} stands for, if known */
    private static ColumnType type(String text, @Nullable ColumnType like) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        boolean plain = word.equals("array") || word.equals("map") || word.equals("struct");
        if (!plain) {
            return ColumnType.parse(text, PLAIN_DECIMAL_SCALE);
        }
        boolean same = (word.equals("array") && like instanceof ColumnType.Array)
                || (word.equals("map") && like instanceof ColumnType.MapOf)
                || (word.equals("struct") && like instanceof ColumnType.Struct);
        if (like == null || !same) {
            throw new IllegalArgumentException("type '" + text + "': expected "
                    + (like == null ? "a type with its parts" : like) + ", found no parts");
        }
        return like;
    }

    private Source source(FieldPath path) {
        List<Column> known = columns;
        List<Integer> places = new ArrayList<>();
        ColumnType type = null;
        for (String name : path.names()) {
            if (type instanceof ColumnType.Struct struct) {
                known = struct.fields();
            } else if (type != null) {
                throw new IllegalArgumentException("'" + name + "' lies inside a value of type " + type
                        + (type instanceof ColumnType.Array || type instanceof ColumnType.MapOf
                                ? ", and what lies inside an array or a map cannot be mapped"
                                : ", which has no fields"));
            }
            int place = place(known, name);
            places.add(place);
            type = known.get(place).type();
        }
        if (type == null) {
            throw new IllegalArgumentException("expected a path, found none");
        }
        return new Source(places.get(0), places.subList(1, places.size()), type);
    }

    private static int place(List<Column> known, String name) {
        int inOtherCase = -1;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).name().equals(name)) {
                return i;
            }
            if (inOtherCase < 0 && known.get(i).name().equalsIgnoreCase(name)) {
                inOtherCase = i;
            }
        }
        if (inOtherCase >= 0) {
            return inOtherCase;
        }
        List<String> names = known.stream().map(Column::name).toList();
        Optional<String> nearest = NearestName.of(name, names);
        throw new IllegalArgumentException("there is no column '" + name + "'"
                + nearest.map(n -> "; did you mean " + n + "?")
                        .orElse(", expected one of " + String.join(", ", names)));
    }

    /** Where a value stands in a row. */
    private record Source(int place, List<Integer> steps, ColumnType type) {}
}
