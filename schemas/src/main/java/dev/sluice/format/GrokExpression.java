package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcodings.specific.UTF8Encoding;
import org.joni.NameEntry;
import org.joni.Option;
import org.joni.Regex;
import org.joni.WarnCallback;
import org.joni.exception.JOniException;

/** A pattern with everything it names put in, as the regular expression that it is. Safe for several threads. */
final class GrokExpression {

    /** The longest pattern of the library has a tenth of it; names within names could double it again and again. */
    private static final int LONGEST = 100_000;

    private final GrokLibrary library;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, GrokReference> captured = new HashMap<>();

    private GrokExpression(GrokLibrary library) {
        this.library = library;
    }

    /**
     * The regular expression of {@code pattern}, whose names are known and not circular.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Compiled compile(String pattern, GrokLibrary library) {
        GrokExpression expression = new GrokExpression(library);
        expression.append(pattern);
        byte[] bytes = expression.text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            Regex regex = new Regex(bytes, 0, bytes.length, Option.NONE, UTF8Encoding.INSTANCE, WarnCallback.NONE);
            return new Compiled(regex, expression.captures(regex));
        } catch (JOniException e) {
            throw new IllegalArgumentException(
                    "expected a regular expression as Oniguruma has them: "
                            + Snippet.of(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private void append(String pattern) {
        int done = 0;
        for (GrokReference reference : GrokReference.in(pattern, new ArrayList<>())) {
            text.append(pattern, done, reference.start());
            if (reference.column() == null) {
                text.append("(?:");
            } else {
                // A name of ours: a column's may hold what a group's may not.
                String group = "_" + captured.size();
                captured.put(group, reference);
                text.append("(?<").append(group).append('>');
            }
            append(String.valueOf(library.pattern(reference.name())));
            text.append(')');
            done = reference.end();
        }
        text.append(pattern, done, pattern.length());
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "expected at most " + LONGEST + " characters when all patterns it names are put in, found more");
        }
    }

    /** What is captured, in the order of the pattern; a group that is named in the regular expression itself, too. */
    private List<Capture> captures(Regex regex) {
        List<Capture> captures = new ArrayList<>();
        if (regex.numberOfNames() > 0) {
            regex.namedBackrefIterator().forEachRemaining(entry -> addTo(captures, entry));
        }
        captures.sort(Comparator.comparing(Capture::group));
        return captures;
    }

    private void addTo(List<Capture> captures, NameEntry entry) {
        String group = new String(entry.name, entry.nameP, entry.nameEnd - entry.nameP, StandardCharsets.UTF_8);
        GrokReference reference = captured.get(group);
        String column = reference == null || reference.column() == null ? group : reference.column();
        ColumnType type = reference == null ? Simple.STRING : reference.type();
        for (int number : entry.getBackRefs()) {
            captures.add(new Capture(column, type, number));
        }
    }

    /** @param captures in the order of the pattern; several may have one name */
    record Compiled(Regex regex, List<Capture> captures) {}

    /** @param group its number */
    record Capture(String column, ColumnType type, int group) {}
}
