package dev.sluice.sql.script;

import dev.sluice.schema.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.Metadata;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What the parser says, in a sentence that a person reads. */
final class GrammarMistake {

    /** More than so many possibilities are no help. */
    private static final int SHOWN = 8;

    private static final Metadata WORDS = SqlParser.create("", Parsing.CONFIG).getMetadata();

    private GrammarMistake() {}

    static Mistake of(ScriptText text, int from, int to, SqlParseException e) {
        SqlParserPos place = e.getPos();
        if (place == null && e.getCause() instanceof CalciteContextException context) {
            place = new SqlParserPos(context.getPosLine(), context.getPosColumn());
        }
        int offset = place == null ? from : Math.max(from, text.offset(place.getLineNum(), place.getColumnNum()));
        String message = String.valueOf(e.getMessage());
        if (e.getExpectedTokenNames().isEmpty()) {
            return text.mistake(Math.min(offset, to), ownWords(text, offset, to, message));
        }
        List<String> expected = expected(e);
        if (place == null || offset >= to || message.startsWith("Encountered \"<EOF>\"")) {
            return text.mistake(to, "the statement ends here" + sentence(expected, null));
        }
        int end = text.offset(place.getEndLineNum(), place.getEndColumnNum()) + 1;
        String found = text.substring(offset, Math.max(offset + 1, Math.min(end, to)));
        return text.mistake(offset, "'" + found + "' cannot stand here" + sentence(expected, found));
    }

    /** Where the parser itself says what is wrong, its first line, without the place that we say. */
    private static String ownWords(ScriptText text, int offset, int to, String message) {
        if (message.startsWith("Lexical error")) {
            return "'" + text.substring(Math.min(offset, to - 1), Math.min(offset + 1, to)) + "' is no sign of SQL";
        }
        String line = message.lines().findFirst().orElse(message);
        return line.replaceFirst(
                "^From line \\d+, column \\d+ to line \\d+, column \\d+: |^At line \\d+, column \\d+: ", "");
    }

    private static List<String> expected(SqlParseException e) {
        TreeSet<String> names = new TreeSet<>();
        for (String token : e.getExpectedTokenNames()) {
            if (token.startsWith("\"")) {
                names.add(token.substring(1, token.length() - 1));
            } else if (token.contains("IDENTIFIER") || token.contains("HYPHENATED")) {
                names.add("a name");
            } else if (token.contains("LITERAL") && token.contains("STRING")) {
                names.add("a text in quotes");
            } else if (token.contains("LITERAL")) {
                names.add("a number");
            } else if (token.equals("<EOF>")) {
                names.add("the end");
            }
        }
        return List.copyOf(names);
    }

    private static String sentence(List<String> expected, @Nullable String found) {
        if (found != null && expected.contains("a name") && WORDS.isReservedWord(found.toUpperCase(Locale.ROOT))) {
            return ": it is a word of SQL; as a name it has to stand in backticks, `" + found + "`";
        }
        Optional<String> meant =
                found == null || found.length() < 3 ? Optional.empty() : NearestName.of(found, expected);
        if (meant.isPresent()) {
            return "; did you mean " + meant.get() + "?";
        }
        if (expected.isEmpty() || expected.size() > SHOWN) {
            return "";
        }
        return "; expected " + String.join(", ", expected.subList(0, expected.size() - 1))
                + (expected.size() > 1 ? " or " : "") + expected.get(expected.size() - 1);
    }
}
