package dev.sluice.mapping;

import dev.sluice.mapping.PartCasts.Piece;
import dev.sluice.mapping.ResolveChoice.Action;
import dev.sluice.mapping.ResolveChoice.Spec;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the choices in a row's columns, and what each becomes. */
final class ChoiceResolver {

    private final ResolveChoice resolve;
    private final Casts casts;
    private final List<String> mistakes;
    private final Map<List<String>, Action> actions = new LinkedHashMap<>();
    private final Set<List<String>> met = new HashSet<>();

    /** @param mistakes takes one sentence for each mistake */
    ChoiceResolver(ResolveChoice resolve, Casts casts, List<String> mistakes) {
        this.resolve = resolve;
        this.casts = casts;
        this.mistakes = mistakes;
    }

    /** The row after it. */
    RowShape apply(RowShape shape, CastFailure failure) {
        for (Spec spec : resolve.specs()) {
            try {
                if (actions.put(key(FieldPath.parse(spec.path()).names()), spec.action()) != null) {
                    mistakes.add("'" + spec.path() + "' has two actions, expected one");
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        List<RowShape.Node> nodes = new ArrayList<>();
        for (RowShape.Node node : shape.nodes()) {
            for (Piece piece : pieces(List.of(), node.column(), 0, resolve.catalog())) {
                nodes.add(new RowShape.Node(
                        piece.field().name(),
                        piece.field().type(),
                        node.part().cast(FieldPath.quoted(node.name()), piece.cast(), failure)));
            }
        }
        for (List<String> path : actions.keySet()) {
            if (!met.contains(path)) {
                String name = String.join(".", path);
                mistakes.add("there is no column '" + name + "'"
                        + NearestName.of(
                                        name,
                                        met.stream()
                                                .map(p -> String.join(".", p))
                                                .sorted()
                                                .toList())
                                .map(n -> "; did you mean " + n + "?")
                                .orElse(""));
            }
        }
        checkNames(nodes.stream().map(RowShape.Node::column).toList());
        return new RowShape(nodes);
    }

    private void checkNames(List<Column> columns) {
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                mistakes.add("make_cols would make a second column '" + column.name()
                        + "': use make_struct, or drop or rename the first");
            }
        }
    }

    private static List<String> key(List<String> path) {
        return path.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * What a column or field becomes: one, unless columns are made of it.
     *
     * @param around the path of the struct it lies in
     * @param place where it stands there
     * @param catalog what the catalog knows of that struct
     */
    private List<Piece> pieces(List<String> around, Column column, int place, List<Column> catalog) {
        List<String> path = new ArrayList<>(around);
        path.add(column.name());
        int known = PartCasts.place(catalog, column.name());
        ColumnType like = known < 0 ? null : catalog.get(known).type();
        Action action = action(path, column.type());
        if (action != null
                && action.kind() == ResolveChoice.Kind.MAKE_COLS
                && column.type() instanceof ColumnType.Choice choice) {
            List<Piece> made = new ArrayList<>();
            for (Column field : alternatives(choice, column.name() + "_")) {
                Resolved inner = inside(path, field.type(), null);
                made.add(new Piece(
                        new Column(field.name(), inner.type),
                        place,
                        PartCasts.chosen(made.size()).then(inner.cast)));
            }
            return made;
        }
        Resolved one = resolved(path, column.type(), like, action);
        return List.of(new Piece(new Column(column.name(), one.type), place, one.cast));
    }

    private @Nullable Action action(List<String> path, ColumnType type) {
        List<String> key = key(path);
        met.add(key);
        Action own = actions.get(key);
        return own != null || !(type instanceof ColumnType.Choice) ? own : resolve.all();
    }

    private static List<Column> alternatives(ColumnType.Choice choice, String prefix) {
        return choice.types().stream()
                .map(type -> new Column(prefix + ApplyMappingTypes.word(type), type))
                .toList();
    }

    /** A type without choices, as far as actions go, and how its values are made. */
    private record Resolved(ColumnType type, Cast cast) {}

    private Resolved resolved(List<String> path, ColumnType type, @Nullable ColumnType like, @Nullable Action action) {
        ColumnType target = action == null ? null : action.type();
        if (action != null && action.kind() == ResolveChoice.Kind.CAST && target != null) {
            return cast(path, type, target);
        }
        if (!(type instanceof ColumnType.Choice choice) || action == null) {
            return inside(path, type, like);
        }
        return switch (action.kind()) {
            case MAKE_STRUCT -> struct(path, choice);
            case MATCH_CATALOG -> like == null ? mistake(path, type, notInCatalog()) : cast(path, type, like);
            case PROJECT -> projected(path, choice, target);
            case MAKE_COLS ->
                mistake(
                        path,
                        type,
                        "make_cols makes columns, and what an array or a map holds is none: use another action");
            case CAST -> throw new IllegalStateException("a cast without a type");
        };
    }

    private String notInCatalog() {
        return resolve.catalog().isEmpty()
                ? "match_catalog: expected a table of the catalog with columns to go by, found none"
                : "match_catalog: the table of the catalog has no such column";
    }

    private Resolved mistake(List<String> path, ColumnType type, String what) {
        mistakes.add(String.join(".", path) + ": " + what);
        return new Resolved(type, Cast.NONE);
    }

    private Resolved cast(List<String> path, ColumnType from, ColumnType to) {
        try {
            return new Resolved(to, casts.between(from, to));
        } catch (IllegalArgumentException e) {
            return mistake(path, to, String.valueOf(e.getMessage()));
        }
    }

    private Resolved struct(List<String> path, ColumnType.Choice choice) {
        List<Column> fields = new ArrayList<>();
        List<Cast> each = new ArrayList<>();
        for (Column field : alternatives(choice, "")) {
            Resolved inner = inside(path, field.type(), null);
            fields.add(new Column(field.name(), inner.type));
            each.add(inner.cast);
        }
        return new Resolved(new ColumnType.Struct(fields), PartCasts.structOf(fields, each));
    }

    private Resolved projected(List<String> path, ColumnType.Choice choice, @Nullable ColumnType target) {
        List<ColumnType> types = choice.types();
        int place = target == null ? -1 : types.indexOf(target);
        if (place < 0) {
            return mistake(path, choice, "project: expected one of the types of " + choice + ", found " + target);
        }
        Resolved inner = inside(path, types.get(place), null);
        return new Resolved(inner.type, PartCasts.chosen(place).then(inner.cast));
    }

    /** What lies inside a value that is no choice itself. */
    private Resolved inside(List<String> path, ColumnType type, @Nullable ColumnType like) {
        if (type instanceof ColumnType.Struct struct) {
            List<Piece> pieces = new ArrayList<>();
            List<Column> catalog = like instanceof ColumnType.Struct known ? known.fields() : List.of();
            for (Column field : struct.fields()) {
                pieces.addAll(pieces(path, field, struct.fields().indexOf(field), catalog));
            }
            List<Column> fields = pieces.stream().map(Piece::field).toList();
            checkNames(fields);
            return fields.equals(struct.fields()) && pieces.stream().allMatch(p -> p.cast() == Cast.NONE)
                    ? new Resolved(type, Cast.NONE)
                    : new Resolved(new ColumnType.Struct(fields), PartCasts.struct(pieces));
        }
        if (type instanceof ColumnType.Array array) {
            Resolved element = held(path, array.element(), like instanceof ColumnType.Array a ? a.element() : null);
            return element.cast == Cast.NONE
                    ? new Resolved(type, Cast.NONE)
                    : new Resolved(new ColumnType.Array(element.type), PartCasts.elements(element.cast));
        }
        if (type instanceof ColumnType.MapOf map) {
            Resolved value = held(path, map.value(), like instanceof ColumnType.MapOf m ? m.value() : null);
            ColumnType to = new ColumnType.MapOf(map.key(), value.type);
            return value.cast == Cast.NONE
                    ? new Resolved(type, Cast.NONE)
                    : new Resolved(to, PartCasts.entries(Cast.NONE, value.cast, to));
        }
        return new Resolved(type, Cast.NONE);
    }

    /** What an array or a map holds: met at the path with brackets behind it. */
    private Resolved held(List<String> path, ColumnType type, @Nullable ColumnType like) {
        List<String> brackets = new ArrayList<>(path);
        brackets.set(path.size() - 1, path.get(path.size() - 1) + "[]");
        return resolved(brackets, type, like, action(brackets, type));
    }
}
