package dev.sluice.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opensearch.grok.Grok;

/** The patterns that an expression can name: a table's own, before the standard library of Logstash. */
final class GrokLibrary {

    private static final Pattern DEFINITION = Pattern.compile("(\\w+)[ \\t]+(\\S.*)");

    private final Map<String, Definition> own = new LinkedHashMap<>();

    /**
     * Reads a table's own patterns, a line each: the name, blanks, the pattern. Empty lines and those that start with #
     * say nothing.
     *
     * @param mistakes takes a sentence for each line that is none
     */
    GrokLibrary(String definitions, List<String> mistakes) {
        int number = 0;
        for (String line : definitions.split("\\R", -1)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String where = "line " + number + ": ";
            Matcher parts = DEFINITION.matcher(text);
            if (!parts.matches()) {
                mistakes.add(where + "expected a name and its pattern such as QUEUE_ID [0-9A-F]{10,11}, found "
                        + Snippet.quoted(text));
            } else if (own.putIfAbsent(parts.group(1), new Definition(parts.group(2), number)) != null) {
                mistakes.add(where + "expected each name once, found " + parts.group(1) + " again");
            }
        }
    }

    /** The pattern of this name, or null where there is none. */
    @Nullable
    String pattern(String name) {
        Definition definition = own.get(name);
        return definition == null ? Grok.BUILTIN_PATTERNS.get(name) : definition.pattern;
    }

    /** The table's own patterns by their names, in the order of their lines. */
    Map<String, Definition> own() {
        return own;
    }

    /** The names of all patterns. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(Grok.BUILTIN_PATTERNS.keySet());
        names.addAll(own.keySet());
        return names;
    }

    /** @param line where it stands, from 1 */
    record Definition(String pattern, int line) {}
}
