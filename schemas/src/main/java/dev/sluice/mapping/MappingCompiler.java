package dev.sluice.mapping;

import dev.sluice.mapping.RowShape.Node;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks up every path and cast of a mapping once, and collects the mistakes. Each transform changes the shape of the row,
 * which knows how to make every column out of the row as it was decoded: what is left in the end is one projection.
 */
final class MappingCompiler {

    private final List<Column> columns;
    private final Casts casts;
    private final CastFailure failure;
    private final AtomicLong castsNulled = new AtomicLong();
    private final List<String> mistakes = new ArrayList<>();
    private final List<CompiledMapping.Filter> filters = new ArrayList<>();

    MappingCompiler(List<Column> columns, ZoneId zone, CastMode mode) {
        this.columns = columns;
        casts = new Casts(zone);
        failure = mode == CastMode.STRICT ? CastFailure.FATAL : CastFailure.counted(castsNulled);
    }

    CompiledMapping compile(List<Mapping.Step> steps) throws InvalidMappingException {
        RowShape shape = RowShape.of(columns);
        for (Mapping.Step step : steps) {
            List<String> wrong = new ArrayList<>();
            shape = apply(step.transform(), shape, wrong);
            if (shape.nodes().isEmpty() && wrong.isEmpty()) {
                wrong.add("expected a column that is left, found none");
            }
            for (String mistake : wrong) {
                mistakes.add(step.where().isEmpty() ? mistake : step.where() + ": " + mistake);
            }
            if (!wrong.isEmpty()) {
                throw new InvalidMappingException(mistakes); // what follows would only be mistaken about this
            }
        }
        mistakes.addAll(ResolveChoice.unresolved(shape.columns()));
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingException(mistakes);
        }
        return new CompiledMapping(shape.columns(), filters, isIdentity(shape) ? null : shape.parts(), castsNulled);
    }

    private boolean isIdentity(RowShape shape) {
        List<Node> nodes = shape.nodes();
        if (nodes.size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (!(nodes.get(i).part() instanceof Part.Field field) || !field.isColumn(i)) {
                return false;
            }
        }
        return true;
    }

    /** @param wrong takes one sentence for each mistake */
    private RowShape apply(Transform transform, RowShape shape, List<String> wrong) {
        if (transform instanceof Transform.ApplyMapping mapping) {
            return map(shape, mapping.mappings(), wrong);
        }
        if (transform instanceof Transform.DropFields drop) {
            RowShape rest = shape;
            for (FieldPath path : paths(drop.paths(), shape, wrong)) {
                rest = rest.without(path.names());
            }
            return rest;
        }
        if (transform instanceof Transform.SelectFields select) {
            return shape.only(paths(select.paths(), shape, wrong).stream()
                    .map(FieldPath::names)
                    .toList());
        }
        if (transform instanceof Transform.RenameField rename) {
            RowShape renamed = attempt(wrong, () -> renamed(shape, rename));
            return renamed == null ? shape : renamed;
        }
        if (transform instanceof Transform.Filter filter) {
            filter(shape, filter.condition(), wrong);
            return shape;
        }
        if (transform instanceof ResolveChoice resolve) {
            return new ChoiceResolver(resolve, casts, wrong).apply(shape, failure);
        }
        return shape.withoutVoid(); // DropNullFields, the last there is
    }

    private static <T> @Nullable T attempt(List<String> wrong, Supplier<@Nullable T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The paths that lead somewhere, each once. */
    private static List<FieldPath> paths(List<String> texts, RowShape shape, List<String> wrong) {
        List<FieldPath> paths = new ArrayList<>();
        if (texts.isEmpty()) {
            wrong.add("expected at least one path, found none");
        }
        for (String text : texts) {
            try {
                FieldPath path = FieldPath.parse(text);
                shape.find(path);
                if (paths.stream().noneMatch(path::isWithin)) {
                    paths.removeIf(other -> other.isWithin(path));
                    paths.add(path);
                }
            } catch (IllegalArgumentException e) {
                wrong.add(e.getMessage());
            }
        }
        return paths;
    }

    private static RowShape renamed(RowShape shape, Transform.RenameField rename) {
        FieldPath from = FieldPath.parse(rename.oldName());
        FieldPath to = FieldPath.parse(rename.newName());
        Node node = shape.find(from);
        if (from.isBeside(to)) {
            return shape.renamed(from.names(), to.names().get(to.names().size() - 1));
        }
        return shape.without(from.names()).put(to.names(), node, true);
    }

    private void filter(RowShape shape, Condition condition, List<String> wrong) {
        try {
            Part[] parts = shape.parts();
            for (int i = 0; i < parts.length; i++) {
                parts[i] = parts[i].quiet();
            }
            filters.add(new CompiledMapping.Filter(condition.compile(shape.columns()), parts));
        } catch (InvalidMappingException e) {
            wrong.addAll(e.mistakes());
        }
    }

    private RowShape map(RowShape source, List<FieldMapping> mappings, List<String> wrong) {
        if (mappings.isEmpty()) {
            wrong.add("expected at least one mapping, found none");
        }
        RowShape target = new RowShape(List.of());
        for (int i = 0; i < mappings.size(); i++) {
            FieldMapping mapping = mappings.get(i);
            try {
                target = map(source, mapping, target);
            } catch (IllegalArgumentException e) {
                wrong.add("mapping " + (i + 1) + ", " + label(mapping) + ": " + e.getMessage());
            }
        }
        return target;
    }

    private static String label(FieldMapping mapping) {
        return mapping.source() + " to " + mapping.target();
    }

    private RowShape map(RowShape source, FieldMapping mapping, RowShape target) {
        // The target first: a mistake in the source does not hide one in the target.
        List<String> wrong = new ArrayList<>();
        FieldPath to = attempt(wrong, () -> FieldPath.parse(mapping.target()));
        Node from = attempt(wrong, () -> source.find(FieldPath.parse(mapping.source())));
        ColumnType found = from == null ? null : from.type();
        ColumnType sourceType = attempt(wrong, () -> type(mapping.sourceType(), found));
        ColumnType targetType = attempt(wrong, () -> type(mapping.targetType(), sourceType));
        if (to == null || from == null || sourceType == null || targetType == null) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        Cast cast = casts.between(from.type(), sourceType).then(casts.between(sourceType, targetType));
        Node made = new Node("", targetType, from.part().cast(label(mapping), cast, failure));
        return target.put(to.names(), made, false);
    }

    private static @Nullable ColumnType type(@Nullable String text, @Nullable ColumnType like) {
        return text == null ? like : ApplyMappingTypes.parse(text, like);
    }
}
