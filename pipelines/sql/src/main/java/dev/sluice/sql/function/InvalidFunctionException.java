package dev.sluice.sql.function;

/** A function of the user's own that cannot be called. The message says what was expected of its class, and what was found. */
public final class InvalidFunctionException extends Exception {

    public InvalidFunctionException(String message) {
        super(message);
    }
}
