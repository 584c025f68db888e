package dev.sluice.sql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a script apart into paragraphs, and these into tokens: knows quotes, comments and the marks of a notebook, and
 * nothing else of SQL.
 */
final class ScriptScanner {

    /** A notebook's mark; its attributes may hold anything but a closing bracket. */
    private static final Pattern MARK = Pattern.compile("%([A-Za-z]\\w*(?:\\.\\w+)*)(?:\\([^)\\n]*\\))?(?=\\s|$)");

    /** Inside quotes only this is a mark: what was not closed in one paragraph should not swallow the next. */
    private static final Pattern SURE_MARK = Pattern.compile("%flink(?:\\.\\w+)?(?:\\([^)\\n]*\\))?[ \\t\\r]*$");

    private static final String SQL = "flink.ssql";
    private static final String TEXT = "md";

    private final ScriptText text;
    private final List<Mistake> mistakes;
    private final List<List<Token>> paragraphs = new ArrayList<>();
    private List<Token> paragraph = new ArrayList<>();
    private int at;
    private int tokenEnd;
    private boolean open;

    private ScriptScanner(ScriptText text, List<Mistake> mistakes) {
        this.text = text;
        this.mistakes = mistakes;
    }

    /** The paragraphs that hold SQL. Of one with an open quote or comment, what is before it. */
    static List<List<Token>> paragraphs(ScriptText text, List<Mistake> mistakes) {
        ScriptScanner scanner = new ScriptScanner(text, mistakes);
        scanner.scan();
        return scanner.paragraphs;
    }

    /** The paragraphs of a text that is being typed; empty where a quote or comment of it is open. */
    static Optional<List<List<Token>>> typed(ScriptText text) {
        ScriptScanner scanner = new ScriptScanner(text, new ArrayList<>());
        scanner.scan();
        return scanner.open ? Optional.empty() : Optional.of(scanner.paragraphs);
    }

    private void scan() {
        while (at < text.length()) {
            char c = text.at(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
                at = text.endOfLine(at);
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (c == '%' && beginsLine(at) && mark(MARK).lookingAt()) {
                paragraphMark();
            } else if (c == '\'' || c == '`') {
                quoted(c);
            } else {
                word(c);
            }
        }
        endParagraph();
    }

    private boolean beginsLine(int offset) {
        return text.substring(offset - text.column(offset) + 1, offset).isBlank();
    }

    private Matcher mark(Pattern pattern) {
        return pattern.matcher(text.substring(at, text.endOfLine(at)));
    }

    private void paragraphMark() {
        endParagraph();
        Matcher mark = mark(MARK);
        var unused = mark.lookingAt();
        String interpreter = mark.group(1).toLowerCase(Locale.ROOT);
        if (interpreter.equals(SQL)) {
            at += mark.end();
            return;
        }
        if (!interpreter.equals(TEXT)) {
            mistakes.add(text.mistake(
                    at,
                    "expected a paragraph of %" + SQL + " or %" + TEXT + ", found %" + mark.group(1)
                            + ": only streaming SQL is run here"));
        }
        skipParagraph();
    }

    private void skipParagraph() {
        do {
            at = text.endOfLine(at) + 1;
            while (at < text.length() && (text.at(at) == ' ' || text.at(at) == '\t')) {
                at++;
            }
        } while (at < text.length() && !(text.at(at) == '%' && mark(MARK).lookingAt()));
        tokenEnd = at;
    }

    private void comment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            mistakes.add(text.mistake(at, "expected */ at the end of this comment, found none"));
            at = text.length();
            open = true;
            paragraph.clear();
        } else {
            at = end + 2;
        }
    }

    private void quoted(char quote) {
        int start = at;
        for (at++; at < text.length(); at++) {
            char c = text.at(at);
            if (c == quote && text.at(at + 1) != quote) {
                at++;
                token(String.valueOf(quote), start);
                return;
            }
            if (c == quote) {
                at++;
            } else if (c == '%' && beginsLine(at) && mark(SURE_MARK).lookingAt()) {
                break;
            }
        }
        mistakes.add(text.mistake(start, "expected " + quote + " at the end of this quoted text, found none"));
        open = true;
        // The statement is lost; those before it in its paragraph stand.
        while (!paragraph.isEmpty() && !paragraph.get(paragraph.size() - 1).is(";")) {
            paragraph.remove(paragraph.size() - 1);
        }
    }

    private void word(char first) {
        int start = at;
        at++;
        if (isWordPart(first)) {
            while (isWordPart(text.at(at))) {
                at++;
            }
        }
        token(text.substring(start, at).toUpperCase(Locale.ROOT), start);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private void token(String word, int start) {
        paragraph.add(new Token(word, start, at, hasBlankLine(tokenEnd, start)));
        tokenEnd = at;
    }

    private boolean hasBlankLine(int from, int to) {
        for (int line = text.line(from) + 1; line < text.line(to); line++) {
            if (text.lineText(line).isBlank()) {
                return true;
            }
        }
        return false;
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph);
            paragraph = new ArrayList<>();
        }
        tokenEnd = at;
    }
}
