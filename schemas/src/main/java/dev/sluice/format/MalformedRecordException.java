package dev.sluice.format;

/**
 * A payload that cannot be read. An expected case, met at the speed of the stream: it carries no stack trace.
 */
public final class MalformedRecordException extends Exception {

    private final String reason;

    /**
     * @param reason for machines, e.g. {@code malformed-json}
     * @param message what was expected, what was found, and where
     */
    public MalformedRecordException(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    /** The message; an exception without a trace always has one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
