package dev.sluice.rule;

/**
 * A word of the language.
 *
 * @param text as it is meant: a string without its quotes
 */
record Token(Kind kind, String text, Place place) {

    enum Kind {
        WORD,
        /** A name in backticks: never a keyword. */
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** For a message. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "the string '" + text + "'";
            default -> "'" + text + "'";
        };
    }
}
