package dev.sluice.sql.expression;

/** An expression that cannot be computed here. The message names the function and the types, and what to use instead where there is something. */
public final class UnsupportedExpressionException extends Exception {

    public UnsupportedExpressionException(String message) {
        super(message);
    }
}
