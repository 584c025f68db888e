package dev.sluice.sql.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/**
 * A script as it is pasted from a notebook or written for Flink's SQL client. Statements are parted by semicolons, by a
 * notebook's marks ({@code %flink.ssql(type=update)} at the beginning of a line), and by a blank line where the
 * semicolon was forgotten: where another statement begins behind it, and what is before it is one.
 */
public final class Script {

    /** Words that begin a statement. */
    static final Set<String> STATEMENT_WORDS = Set.of(
            "CREATE",
            "DROP",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "EXPLAIN",
            "SET",
            "RESET",
            "SELECT",
            "INSERT",
            "WITH",
            "VALUES",
            "EXECUTE",
            "BEGIN",
            "END",
            "USE",
            "ALTER",
            "LOAD",
            "UPDATE",
            "DELETE",
            "ADD");

    /** How many blank lines before a mistake are tried as the end of a statement. */
    private static final int BLANK_LINES = 8;

    private final ScriptText text;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();

    private Script(ScriptText text) {
        this.text = text;
    }

    /**
     * The statements of a script in their order, none of them validated.
     *
     * @throws InvalidScriptException with one mistake for each statement that is none, or of a kind that is not run here
     */
    public static List<Statement> parse(String text) throws InvalidScriptException {
        Script script = new Script(new ScriptText(text));
        for (List<Token> paragraph : ScriptScanner.paragraphs(script.text, script.mistakes)) {
            script.paragraph(paragraph);
        }
        if (!script.mistakes.isEmpty()) {
            script.mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
            throw new InvalidScriptException(script.mistakes);
        }
        return List.copyOf(script.statements);
    }

    /**
     * Whether a text that is being typed has come to the end of a statement: its last one ends at a semicolon, with no quotes, comment or set of
     * statements open. So has one that holds nothing but comments.
     */
    public static boolean isWhole(String text) {
        Optional<List<List<Token>>> paragraphs = ScriptScanner.typed(new ScriptText(text));
        return paragraphs.isPresent()
                && (paragraphs.get().isEmpty()
                        || endsWithStatement(
                                paragraphs.get().get(paragraphs.get().size() - 1)));
    }

    private static boolean endsWithStatement(List<Token> paragraph) {
        int end = 0;
        for (int start = 0; start < paragraph.size(); start = end + 1) {
            end = StatementEnd.of(paragraph, start);
        }
        return end < paragraph.size();
    }

    private void paragraph(List<Token> tokens) {
        int start = 0;
        while (start < tokens.size()) {
            int end = StatementEnd.of(tokens, start);
            if (end > start) {
                statement(tokens.subList(start, end));
            }
            start = end + 1;
        }
    }

    private void statement(List<Token> tokens) {
        List<Token> rest = tokens;
        while (!rest.isEmpty()) {
            Parsing whole = parse(rest);
            Mistake mistake = whole.mistake();
            if (mistake == null) {
                accept(rest, whole);
                return;
            }
            Optional<Integer> end = endByBlankLine(rest, mistake);
            if (end.isEmpty()) {
                mistakes.add(mistake);
                return;
            }
            List<Token> first = rest.subList(0, end.get());
            accept(first, parse(first));
            rest = rest.subList(end.get(), rest.size());
        }
    }

    /** Where a statement ends that another one follows without a semicolon: the last such place before the mistake. */
    private Optional<Integer> endByBlankLine(List<Token> tokens, Mistake mistake) {
        int place = text.offset(mistake.line(), mistake.column());
        int tries = BLANK_LINES;
        for (int i = tokens.size() - 1; i > 0 && tries > 0; i--) {
            Token token = tokens.get(i);
            if (token.start() <= place && token.afterBlankLine() && STATEMENT_WORDS.contains(token.word())) {
                if (parse(tokens.subList(0, i)).mistake() == null) {
                    return Optional.of(i);
                }
                tries--;
            }
        }
        return Optional.empty();
    }

    private Parsing parse(List<Token> tokens) {
        return Parsing.of(
                text, tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    private void accept(List<Token> tokens, Parsing parsing) {
        SqlNode node = parsing.statement();
        String text = this.text.substring(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
        Optional<String> refusal = StatementKinds.refusal(node);
        if (refusal.isPresent()) {
            mistakes.add(this.text.mistake(tokens.get(0).start(), refusal.get()));
        } else {
            statements.add(new Statement(node, text));
        }
    }
}
