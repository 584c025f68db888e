package dev.sluice.rule;

import dev.sluice.rule.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A place in a list of tokens that moves on as they are taken. */
final class Tokens {

    private static final Set<String> KEYWORDS = Set.of(
            "SELECT", "FROM", "WHERE", "AS", "AND", "OR", "NOT", "IN", "CASE", "WHEN", "THEN", "ELSE", "END", "NULL",
            "TRUE", "FALSE");

    /** What users of other SQLs write, and how it is said in this one. */
    private static final Map<String, String> FOREIGN = Map.of(
            "IS", "use isNull(…) or isUndefined(…)",
            "LIKE", "use regexp_matches(…), startswith(…) or endswith(…)",
            "BETWEEN", "use >= and <=",
            "GROUP", "a rule sees one message at a time",
            "ORDER", "a rule sees one message at a time",
            "LIMIT", "a rule sees one message at a time",
            "JOIN", "a rule sees one message at a time");

    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next one; the end where there is none. */
    Token peekBehind() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean isAtEnd() {
        return peek().kind() == Kind.END;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            at++;
        }
        return found;
    }

    boolean takeSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            at++;
        }
        return found;
    }

    void expectWord(String word) throws SyntaxException {
        if (!takeWord(word)) {
            throw expected(word);
        }
    }

    void expectSymbol(String symbol) throws SyntaxException {
        if (!takeSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    /** A name where only a name can stand, so that keywords may be names too. */
    String expectName(String what) throws SyntaxException {
        Kind kind = peek().kind();
        if (kind != Kind.WORD && kind != Kind.NAME) {
            throw expected(what);
        }
        return take().text();
    }

    /** That the next token is not what the grammar asks for. */
    SyntaxException expected(String what) {
        Token found = peek();
        String advice = found.kind() == Kind.WORD ? FOREIGN.get(found.text().toUpperCase(Locale.ROOT)) : null;
        return new SyntaxException(
                found.place(), "expected " + what + ", found " + found + (advice == null ? "" : ": " + advice));
    }

    static boolean isKeyword(Token token) {
        return token.kind() == Kind.WORD && KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    /** Moves on to where an item of a list of {@code SELECT} or the list itself ends. */
    void skipItem() {
        int depth = 0;
        for (; !isAtEnd(); at++) {
            Token token = peek();
            if (token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
                depth--;
            } else if (depth <= 0 && (token.isSymbol(",") || token.isWord("FROM") || token.isWord("WHERE"))) {
                return;
            }
        }
    }
}
