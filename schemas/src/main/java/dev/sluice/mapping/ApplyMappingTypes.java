package dev.sluice.mapping;

import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of types in Glue's transforms: those of the catalog, and a plain {@code decimal} is decimal(10,2). */
final class ApplyMappingTypes {

    private static final int PLAIN_DECIMAL_SCALE = 2;

    private ApplyMappingTypes() {}

    /** @throws IllegalArgumentException where the text is no type */
    static ColumnType parse(String text) {
        return ColumnType.parse(text, PLAIN_DECIMAL_SCALE);
    }

    /**
     * The same, where a plain {@code array}, {@code map} or {@code struct} may stand for a type with parts.
     *
     * @param like what it stands for, if known
     */
    static ColumnType parse(String text, @Nullable ColumnType like) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        if (!word.equals("array") && !word.equals("map") && !word.equals("struct")) {
            return parse(text);
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

    /** What Glue's dynamic frames call a type without its parts, {@code long} and not {@code bigint}. */
    static String word(ColumnType type) {
        if (type instanceof Simple simple) {
            return switch (simple) {
                case TINYINT -> "byte";
                case SMALLINT -> "short";
                case BIGINT -> "long";
                case VOID -> "null";
                case INT, FLOAT, DOUBLE, BOOLEAN, STRING, BINARY, DATE, TIMESTAMP -> type.toString();
            };
        }
        return type instanceof ColumnType.Text ? "string" : ColumnType.Choice.word(type);
    }
}
