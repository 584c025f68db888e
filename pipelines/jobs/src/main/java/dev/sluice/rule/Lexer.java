package dev.sluice.rule;

import dev.sluice.rule.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes a text apart into tokens. A string stands in single or double quotes, in which a doubled quote means itself. */
final class Lexer {

    private static final List<String> SYMBOLS = List.of(
            "<>", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ".", ":",
            ";");

    private final String text;
    private final Mistakes mistakes;
    private int at;
    private int line;
    private int lineStart;

    private Lexer(String text, int line, int column, Mistakes mistakes) {
        this.text = text;
        this.mistakes = mistakes;
        this.line = line;
        lineStart = 1 - column;
    }

    /** The tokens of a text that stands at {@code from} in a larger one; the last one is the end. */
    static List<Token> tokens(String text, Place from, Mistakes mistakes) {
        return new Lexer(text, from.line(), from.column(), mistakes).tokens();
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                tokens.add(quoted(Kind.STRING, c));
            } else if (c == '`') {
                tokens.add(quoted(Kind.NAME, c));
            } else if (isDigit(c)) {
                tokens.add(number());
            } else if (Character.isJavaIdentifierStart(c)) {
                tokens.add(word());
            } else {
                symbol(tokens);
            }
        }
        tokens.add(new Token(Kind.END, "", place()));
        return tokens;
    }

    private void skipBlanks() {
        for (; at < text.length() && Character.isWhitespace(text.charAt(at)); at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private Place place() {
        return new Place(line, at - lineStart + 1);
    }

    private Token quoted(Kind kind, char quote) {
        Place place = place();
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 == text.length() || text.charAt(at + 1) != quote) {
                    at++;
                    return new Token(kind, content.toString(), place);
                }
                at++;
            } else if (c == '\n') {
                line++;
                lineStart = at + 1;
            }
            content.append(c);
        }
        mistakes.add(place, "expected " + quote + " at the end of what begins here, found the end of the text");
        return new Token(kind, content.toString(), place);
    }

    private Token number() {
        Place place = place();
        int start = at;
        skipDigits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            skipDigits();
        }
        int exponent = at;
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            if (at == text.length() || !isDigit(text.charAt(at))) {
                at = exponent;
            }
            skipDigits();
        }
        return new Token(Kind.NUMBER, text.substring(start, at), place);
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Token word() {
        Place place = place();
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return new Token(Kind.WORD, text.substring(start, at), place);
    }

    private void symbol(List<Token> tokens) {
        Place place = place();
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                tokens.add(new Token(Kind.SYMBOL, symbol, place));
                at += symbol.length();
                return;
            }
        }
        String character = Character.toString(text.codePointAt(at));
        mistakes.add(place, "the character '" + character + "' means nothing here");
        at += character.length();
    }
}
