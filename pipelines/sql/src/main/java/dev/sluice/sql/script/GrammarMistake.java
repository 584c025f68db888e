package dev.sluice.sql.script;

import dev.sluice.schema.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.Metadata;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the parser says, in a sentence that a person reads. */
final class GrammarMistake {

    /** More possibilities than so many are no help. */
    private static final int SHOWN = 8;

    private static final int SNIPPET = 40;
    private static final int LONGEST = 200;

    /** Where the parser says where, which we say in our own way. */
    private static final Pattern PLACE = Pattern.compile(
            "^(From line \\d+, column \\d+ to|At) line \\d+, column \\d+: | at line \\d+, column \\d+\\.?$");

    private static final String NAME = "a name";
    private static final String END = "the end";

    /** Words that begin a part of a statement: nobody means a name by them. */
    private static final Set<String> PARTS = Set.of(
            "AND", "AS", "BY", "CREATE", "FROM", "GROUP", "HAVING", "INSERT", "INTO", "JOIN", "LIMIT", "ON", "OR",
            "ORDER", "SELECT", "SET", "TABLE", "UNION", "VALUES", "WHERE", "WITH");

    private static final Metadata WORDS = SqlParser.create("", Parsing.CONFIG).getMetadata();

    private GrammarMistake() {}

    /** The mistake in what stands between two offsets. */
    static Mistake of(ScriptText text, int from, int to, SqlParseException e) {
        if (e.getCause() instanceof StackOverflowError) {
            return text.mistake(from, "this statement is nested too deeply to be read");
        }
        SqlParserPos place = e.getPos();
        int offset = place == null ? from : Math.min(to, Math.max(from, text.offset(place)));
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        List<String> expected = expected(e);
        if (expected.isEmpty()) {
            return text.mistake(offset, ofItsOwn(text, offset, to, message));
        }
        if (place == null || offset >= to || message.startsWith("Encountered \"<EOF>\"")) {
            return text.mistake(to, "the statement ends too early" + anyOf(expected));
        }
        int end = Math.min(to, text.endOffset(place));
        String found = text.substring(offset, Math.max(offset + 1, end));
        return text.mistake(offset, quoted(found) + " cannot stand here" + meant(text, from, offset, found, expected));
    }

    /** What the parser says where it is not a matter of the next word: without the place, which stands before it. */
    private static String ofItsOwn(ScriptText text, int offset, int to, String message) {
        if (message.startsWith("Lexical error")) {
            String found = text.substring(offset, Math.min(offset + 1, to));
            return found.isBlank()
                    ? "expected a name in backticks to end on its line, found the line's end"
                    : quoted(found) + " begins nothing that SQL knows";
        }
        if (message.startsWith("Non-query expression encountered")) {
            int end = offset + 1;
            while (end < to && Character.isLetterOrDigit(text.at(end))) {
                end++;
            }
            String found = text.substring(offset, end);
            return "expected a statement, found " + quoted(found)
                    + NearestName.of(found, Script.STATEMENT_WORDS)
                            .map(n -> "; did you mean " + n + "?")
                            .orElse("");
        }
        String sentence = PLACE.matcher(message).replaceAll("");
        return sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence;
    }

    private static List<String> expected(SqlParseException e) {
        TreeSet<String> names = new TreeSet<>();
        for (String token : e.getExpectedTokenNames()) {
            if (token.startsWith("\"")) {
                names.add(token.substring(1, token.length() - 1));
            } else if (token.contains("IDENTIFIER") || token.contains("HYPHENATED")) {
                names.add(NAME);
            } else if (token.contains("STRING")) {
                names.add("a text in quotes");
            } else if (token.contains("LITERAL")) {
                names.add("a number");
            } else if (token.equals("<EOF>")) {
                names.add(END);
            } else {
                names.add(token);
            }
        }
        return List.copyOf(names);
    }

    private static String meant(ScriptText text, int from, int offset, String found, List<String> expected) {
        if (found.equals("\"")) {
            return ": text stands in ' quotes, a name in backticks";
        }
        Optional<String> near = found.length() < 3 ? Optional.empty() : NearestName.of(found, expected);
        if (near.isPresent()) {
            return "; did you mean " + near.get() + "?";
        }
        String word = found.toUpperCase(Locale.ROOT);
        if (expected.contains(END) && Script.STATEMENT_WORDS.contains(word)) {
            return "; is a ; missing before it?";
        }
        boolean name = expected.contains(NAME) && expected.size() <= SHOWN;
        if (offset > from && WORDS.isReservedWord(word) && (name || !PARTS.contains(word))) {
            return ": it is a word of SQL; as a name it has to stand in backticks, `" + found + "`";
        }
        // A word that is nearly one of SQL's was taken for a name, and what is behind it fits no more.
        String before = wordBefore(text, offset);
        Optional<String> part = before.length() < 3 || WORDS.isKeyword(before.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : NearestName.of(before, PARTS);
        return part.map(p -> "; did you mean " + p + " instead of '" + before + "'?")
                .orElseGet(() -> anyOf(expected));
    }

    private static String wordBefore(ScriptText text, int offset) {
        int end = offset;
        while (end > 0 && Character.isWhitespace(text.at(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.at(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    private static String anyOf(List<String> expected) {
        if (expected.size() > SHOWN) {
            return "";
        }
        int last = expected.size() - 1;
        return "; expected " + (last > 0 ? String.join(", ", expected.subList(0, last)) + " or " : "")
                + expected.get(last);
    }

    /** A part of the script as it is shown inside a sentence: one line, and not long. */
    private static String quoted(String part) {
        if (part.isBlank()) {
            return "the end of the line";
        }
        String line = part.lines().findFirst().orElse("");
        return line.length() < part.length() || line.length() > SNIPPET
                ? "'" + line.substring(0, Math.min(line.length(), SNIPPET)) + "…'"
                : "'" + line + "'";
    }
}
