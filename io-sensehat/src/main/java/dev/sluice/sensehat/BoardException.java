package dev.sluice.sensehat;

/** The board cannot be read as it is, or its settings cannot be used: the message says what was expected, found, and where. */
public final class BoardException extends RuntimeException {

    public BoardException(String message) {
        super(message);
    }

    public BoardException(String message, Throwable cause) {
        super(message, cause);
    }
}
