package dev.sluice.rule;

/** A message whose payload is not what {@code SELECT} asks for, so that selecting would lose it. */
public final class PayloadException extends Exception {

    PayloadException(String message) {
        super(message, null, false, false);
    }
}
