package dev.sluice.mapping;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.NearestName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of columns that are a choice of types, Glue's ResolveChoice as data. Of a path with an action of its own that
 * counts, for every other choice the action for all; choices inside structs are met like columns, those inside arrays and
 * maps at {@code name[]}.
 *
 * <pre>{@code
 * ResolveChoice resolve = ResolveChoice.parse("price:cast:double,meta.kind:make_struct").matching(table.columns());
 * CompiledMapping compiled = Mapping.of(resolve).then(mapping).compile(inferredColumns);
 * }</pre>
 *
 * @param specs actions for certain paths
 * @param all the action for all other choices; null: they stay as they are
 * @param catalog the columns that {@code match_catalog} goes by
 */
public record ResolveChoice(List<Spec> specs, @Nullable Action all, List<Column> catalog) implements Transform {

    public ResolveChoice {
        specs = List.copyOf(specs);
        catalog = List.copyOf(catalog);
    }

    /**
     * An action for one column or field.
     *
     * @param path its path, with {@code []} behind the name of an array or map to mean what it holds
     */
    public record Spec(String path, Action action) implements Serializable {}

    /**
     * What is done.
     *
     * @param type of a cast or projection; null for all others
     */
    public record Action(Kind kind, @Nullable ColumnType type) implements Serializable {

        /**
         * Reads {@code make_cols}, {@code make_struct}, {@code match_catalog}, {@code cast:TYPE} or {@code project:TYPE}.
         *
         * @throws IllegalArgumentException where it is none of these
         */
        public static Action parse(String text) {
            int colon = text.indexOf(':');
            String word = (colon < 0 ? text : text.substring(0, colon)).trim();
            Kind kind = Kind.of(word).orElse(null);
            if (kind == null || kind.takesType != (colon >= 0)) {
                throw new IllegalArgumentException("expected " + Kind.ALL + ", found '" + text + "'"
                        + (kind == null
                                ? NearestName.of(word, Kind.WORDS)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse("")
                                : ""));
            }
            return new Action(kind, colon < 0 ? null : ApplyMappingTypes.parse(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return kind + (type == null ? "" : ":" + type);
        }
    }

    /** What can be done about a choice. */
    public enum Kind {
        /** A column for each type, its name and the type's with {@code _} between; null in all but one. */
        MAKE_COLS(false),
        /** A struct with a field for each type, null in all but one. */
        MAKE_STRUCT(false),
        /** The type that the catalog has for the column. */
        MATCH_CATALOG(false),
        /** Values of all types cast to one, by the rules of casts; also where the column is no choice. */
        CAST(true),
        /** Values of one of the types as they are, null in place of all others. */
        PROJECT(true);

        static final String ALL = "make_cols, make_struct, match_catalog, cast:TYPE or project:TYPE";
        static final List<String> WORDS =
                Arrays.stream(values()).map(Kind::toString).toList();

        private final boolean takesType;

        Kind(boolean takesType) {
            this.takesType = takesType;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equalsIgnoreCase(word))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same action for all choices. */
    public static ResolveChoice all(Action action) {
        return new ResolveChoice(List.of(), action, List.of());
    }

    /**
     * Reads {@code ACTION} or {@code path:ACTION}, several with commas between: {@code price:cast:double,make_cols}.
     *
     * @throws InvalidMappingException with everything in it that is neither
     */
    public static ResolveChoice parse(String text) throws InvalidMappingException {
        List<String> mistakes = new ArrayList<>();
        List<Spec> specs = new ArrayList<>();
        Action all = null;
        for (String item : items(text)) {
            try {
                int colon = colon(item);
                boolean isPath = colon >= 0
                        && Kind.of(item.substring(0, colon).trim())
                                .filter(kind -> kind.takesType)
                                .isEmpty();
                if (isPath) {
                    specs.add(new Spec(item.substring(0, colon).trim(), Action.parse(item.substring(colon + 1))));
                } else if (all != null) {
                    mistakes.add("expected one action for all choices, found '" + all + "' and '" + item + "'");
                } else {
                    all = Action.parse(item);
                }
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingException(mistakes);
        }
        return new ResolveChoice(specs, all, List.of());
    }

    /** What stands between commas that are not inside brackets or backticks. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '`';
            if (!quoted && (c == '<' || c == '(')) {
                depth++;
            } else if (!quoted && (c == '>' || c == ')')) {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                items.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        items.add(text.substring(start).trim());
        return items;
    }

    /** The colon behind a path, or behind the word of an action; -1 where there is none. */
    private static int colon(String item) {
        boolean quoted = false;
        for (int i = 0; i < item.length(); i++) {
            quoted ^= item.charAt(i) == '`';
            if (!quoted && item.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    /** The same, with {@code match_catalog} going by these columns. */
    public ResolveChoice matching(List<Column> columns) {
        return new ResolveChoice(specs, all, columns);
    }

    /** A sentence for each choice that is left in these columns: what it is, and what could be said about it. */
    public static List<String> unresolved(List<Column> columns) {
        List<String> mistakes = new ArrayList<>();
        for (Column column : columns) {
            unresolved(FieldPath.quoted(column.name()), column.type(), mistakes);
        }
        return mistakes;
    }

    private static void unresolved(String path, ColumnType type, List<String> mistakes) {
        if (type instanceof ColumnType.Choice choice) {
            List<String> types =
                    choice.types().stream().map(ColumnType::toString).toList();
            mistakes.add("column " + path + " is a choice of " + String.join(" and ", types)
                    + ": say what becomes of it, such as --resolveChoice=" + path
                    + ":cast:string, or with make_cols, make_struct or project:"
                    + types.get(0));
        } else if (type instanceof ColumnType.Struct struct) {
            struct.fields().forEach(f -> unresolved(path + "." + FieldPath.quoted(f.name()), f.type(), mistakes));
        } else if (type instanceof ColumnType.Array array) {
            unresolved(path + "[]", array.element(), mistakes);
        } else if (type instanceof ColumnType.MapOf map) {
            unresolved(path + "[]", map.value(), mistakes);
        }
    }
}
