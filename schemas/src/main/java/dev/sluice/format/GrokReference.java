package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a pattern that names another: {@code %{NAME}}, {@code %{NAME:column}} or {@code %{NAME:column:type}}.
 *
 * @param start where it starts in the pattern
 * @param end behind its brace
 * @param name the pattern it stands for
 * @param column what it captures, or null where it captures nothing
 * @param type of the column, {@code string} where it says none
 */
record GrokReference(
        int start, int end, String name, @Nullable String column, ColumnType type) {

    private static final Pattern ANY = Pattern.compile("%\\{([^}]*)(}?)");
    private static final Pattern PARTS = Pattern.compile("(\\w+)(?::([\\w@.\\[\\]-]+)(?::([^:]*))?)?");
    private static final Map<String, ColumnType> TYPES = types();

    /** Glue's words; Logstash has int and float of them. */
    private static Map<String, ColumnType> types() {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        types.put("byte", Simple.TINYINT);
        types.put("short", Simple.SMALLINT);
        types.put("int", Simple.INT);
        types.put("long", Simple.BIGINT);
        types.put("float", Simple.FLOAT);
        types.put("double", Simple.DOUBLE);
        types.put("boolean", Simple.BOOLEAN);
        types.put("string", Simple.STRING);
        return types;
    }

    /**
     * The references of a pattern, from left to right; those that are none are left out.
     *
     * @param mistakes takes a sentence for each that is none
     */
    static List<GrokReference> in(String pattern, List<String> mistakes) {
        List<GrokReference> references = new ArrayList<>();
        Matcher any = ANY.matcher(pattern);
        while (any.find()) {
            Matcher parts = PARTS.matcher(any.group(1));
            if (any.group(2).isEmpty() || !parts.matches()) {
                mistakes.add("expected %{NAME}, %{NAME:column} or %{NAME:column:type}, found '"
                        + Snippet.of(any.group()) + "'");
                continue;
            }
            String word = parts.group(3);
            ColumnType type = word == null ? Simple.STRING : TYPES.get(word);
            if (type == null) {
                mistakes.add(any.group() + ": expected a type of " + String.join(", ", TYPES.keySet()) + ", found '"
                        + Snippet.of(String.valueOf(word)) + "'");
                continue;
            }
            references.add(new GrokReference(any.start(), any.end(), parts.group(1), parts.group(2), type));
        }
        return references;
    }
}
