package dev.sluice.mapping;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row between two transforms, each with how it is made out of the row as it was decoded. So a list of
 * transforms becomes one projection, whatever it renames, moves or drops on the way. Immutable; names are found in any case.
 */
record RowShape(List<Node> nodes) {

    RowShape {
        nodes = List.copyOf(nodes);
    }

    /** A column, or a field of a struct. */
    record Node(String name, ColumnType type, Part part) {

        Column column() {
            return new Column(name, type);
        }

        Node renamed(String to) {
            return new Node(to, type, part);
        }
    }

    /** The row as it was decoded. */
    static RowShape of(List<Column> columns) {
        List<Node> nodes = new ArrayList<>();
        for (Column column : columns) {
            nodes.add(new Node(column.name(), column.type(), Part.column(nodes.size())));
        }
        return new RowShape(nodes);
    }

    List<Column> columns() {
        return nodes.stream().map(Node::column).toList();
    }

    Part[] parts() {
        return nodes.stream().map(Node::part).toArray(Part[]::new);
    }

    /**
     * The node at a path.
     *
     * @throws IllegalArgumentException where there is none
     */
    Node find(FieldPath path) {
        RowShape shape = this;
        Node node = null;
        for (String name : path.names()) {
            if (node != null) {
                shape = inside(node, name);
            }
            node = shape.nodes.get(shape.place(name));
        }
        if (node == null) {
            throw new IllegalArgumentException("expected a path, found none");
        }
        return node;
    }

    /** @throws IllegalArgumentException where there is none */
    private int place(String name) {
        int place = PartCasts.place(columns(), name);
        if (place < 0) {
            List<String> names = nodes.stream().map(Node::name).toList();
            Optional<String> nearest = NearestName.of(name, names);
            throw new IllegalArgumentException("there is no column '" + name + "'"
                    + nearest.map(n -> "; did you mean " + n + "?")
                            .orElse(", expected one of " + String.join(", ", names)));
        }
        return place;
    }

    private static RowShape inside(Node node, String name) {
        if (node.type instanceof ColumnType.Struct struct) {
            return fields(node, struct);
        }
        throw new IllegalArgumentException("'" + name + "' lies inside a value of type " + node.type
                + (node.type instanceof ColumnType.Array || node.type instanceof ColumnType.MapOf
                        ? ", and what lies inside an array or a map cannot be mapped"
                        : ", which has no fields"));
    }

    private static RowShape fields(Node node, ColumnType.Struct struct) {
        List<Node> fields = new ArrayList<>();
        for (Column field : struct.fields()) {
            fields.add(new Node(field.name(), field.type(), node.part.field(fields.size())));
        }
        return new RowShape(fields);
    }

    /** A struct of these fields; where {@code instead} is given, it is missing where that is. */
    private static Node struct(String name, RowShape fields, @Nullable Node instead) {
        Part original =
                instead == null ? null : instead.part instanceof Part.Nested nested ? nested.original() : instead.part;
        return new Node(
                name,
                new ColumnType.Struct(fields.columns()),
                new Part.Nested(Column.schema(fields.columns()), fields.parts(), original));
    }

    private RowShape with(int place, Node node) {
        List<Node> changed = new ArrayList<>(nodes);
        changed.set(place, node);
        return new RowShape(changed);
    }

    private RowShape and(Node node) {
        List<Node> more = new ArrayList<>(nodes);
        more.add(node);
        return new RowShape(more);
    }

    /**
     * Without the node at a path; a struct that has no fields left goes with the last.
     *
     * @throws IllegalArgumentException where there is none
     */
    RowShape without(List<String> path) {
        int place = place(path.get(0));
        Node node = nodes.get(place);
        if (path.size() > 1) {
            RowShape rest = inside(node, path.get(1)).without(path.subList(1, path.size()));
            if (!rest.nodes.isEmpty()) {
                return with(place, struct(node.name, rest, node));
            }
        }
        List<Node> less = new ArrayList<>(nodes);
        less.remove(place);
        return new RowShape(less);
    }

    /**
     * With another name for the node at a path, in its place.
     *
     * @throws IllegalArgumentException where there is none, or another one has the name
     */
    RowShape renamed(List<String> path, String name) {
        int place = place(path.get(0));
        Node node = nodes.get(place);
        if (path.size() > 1) {
            RowShape fields = inside(node, path.get(1)).renamed(path.subList(1, path.size()), name);
            return with(place, struct(node.name, fields, node));
        }
        int other = PartCasts.place(columns(), name);
        if (other >= 0 && other != place) {
            throw new IllegalArgumentException("there is a column '" + nodes.get(other).name + "' already");
        }
        return with(place, node.renamed(name));
    }

    /**
     * With one more node at a path, at the end of the struct it lies in.
     *
     * @param opens whether it may go into a struct that was there before, and not only into one that was made for others
     * @throws IllegalArgumentException where another one stands there
     */
    RowShape put(List<String> path, Node node, boolean opens) {
        int place = PartCasts.place(columns(), path.get(0));
        if (path.size() == 1) {
            if (place >= 0) {
                throw new IllegalArgumentException(
                        "expected each target once, case apart, found '" + path.get(0) + "' again");
            }
            return and(node.renamed(path.get(0)));
        }
        List<String> further = path.subList(1, path.size());
        if (place < 0) {
            return and(struct(path.get(0), new RowShape(List.of()).put(further, node, opens), null));
        }
        Node there = nodes.get(place);
        boolean made = there.part instanceof Part.Nested nested && nested.original() == null;
        if (!(there.type instanceof ColumnType.Struct struct) || !(made || opens)) {
            throw new IllegalArgumentException(
                    "'" + path.get(0) + "' is a target itself and cannot have fields as well");
        }
        return with(place, struct(there.name, fields(there, struct).put(further, node, opens), null));
    }

    /**
     * What these paths name and nothing else, in the order it stands in here.
     *
     * @param paths each of which has been {@linkplain #find found}
     */
    RowShape only(List<List<String>> paths) {
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int place = i;
            List<List<String>> here =
                    paths.stream().filter(path -> place(path.get(0)) == place).toList();
            if (here.isEmpty()) {
                continue;
            }
            boolean whole = here.stream().anyMatch(path -> path.size() == 1);
            kept.add(
                    whole
                            ? node
                            : struct(
                                    node.name,
                                    inside(node, here.get(0).get(1))
                                            .only(here.stream()
                                                    .map(path -> path.subList(1, path.size()))
                                                    .toList()),
                                    node));
        }
        return new RowShape(kept);
    }

    /** Without columns of type void, in structs as well; a struct that has nothing else goes with them. */
    RowShape withoutVoid() {
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            if (node.type == ColumnType.Simple.VOID) {
                continue;
            }
            if (node.type instanceof ColumnType.Struct struct) {
                RowShape all = fields(node, struct);
                RowShape rest = all.withoutVoid();
                if (!rest.nodes.isEmpty()) {
                    kept.add(rest.columns().equals(all.columns()) ? node : struct(node.name, rest, node));
                }
            } else {
                kept.add(node);
            }
        }
        return new RowShape(kept);
    }
}
