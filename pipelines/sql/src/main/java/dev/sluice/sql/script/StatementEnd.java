package dev.sluice.sql.script;

import java.util.List;

/** Where a statement ends: at its semicolon. Those between BEGIN and END of a set of statements belong to the set. */
final class StatementEnd {

    private StatementEnd() {}

    /** The place of the semicolon that ends the statement which begins at {@code start}, or how many tokens there are. */
    static int of(List<Token> tokens, int start) {
        boolean inSet = beginsSet(tokens, start);
        int cases = 0;
        for (int i = start; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(";") && !inSet) {
                return i;
            }
            if (token.is("CASE")) {
                cases++;
            } else if (token.is("END") && cases > 0) {
                cases--;
            } else if (token.is("END")) {
                inSet = false;
            } else if (token.is(";")) {
                cases = 0;
            }
        }
        return tokens.size();
    }

    /** {@code EXECUTE STATEMENT SET BEGIN} and {@code EXPLAIN … STATEMENT SET BEGIN}. */
    private static boolean beginsSet(List<Token> tokens, int start) {
        Token first = tokens.get(start);
        if (!first.is("EXECUTE") && !first.is("EXPLAIN")) {
            return false;
        }
        for (int i = start + 1; i + 2 < tokens.size() && !tokens.get(i).is(";"); i++) {
            if (tokens.get(i).is("STATEMENT")
                    && tokens.get(i + 1).is("SET")
                    && tokens.get(i + 2).is("BEGIN")) {
                return true;
            }
        }
        return false;
    }
}
