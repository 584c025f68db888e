package dev.sluice.rule;

import java.util.List;

/** A rule's SQL that cannot be used, with every mistake found in it. */
public final class InvalidSqlException extends Exception {

    private final List<String> mistakes;

    InvalidSqlException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence each: line and column, what was expected, what was found. */
    public List<String> mistakes() {
        return mistakes;
    }
}
