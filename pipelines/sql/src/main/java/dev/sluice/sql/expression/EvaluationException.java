package dev.sluice.sql.expression;

/** An expression has no value for a row; the message says what was expected and found. The row is a dead letter. */
public final class EvaluationException extends RuntimeException {

    public EvaluationException(String message) {
        super(message);
    }
}
