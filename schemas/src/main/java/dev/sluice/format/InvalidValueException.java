package dev.sluice.format;

import org.jspecify.annotations.Nullable;

/** A value that its type cannot hold. Collects the path of fields on its way up; carries no stack trace. */
final class InvalidValueException extends Exception {

    private static final String REASON = "invalid-value";

    private final String expected;
    private final String found;
    private @Nullable String path;

    /** @param found as {@link Snippet} shows it */
    InvalidValueException(String expected, String found) {
        super(null, null, false, false);
        this.expected = expected;
        this.found = found;
    }

    /** The same, seen from the field around it. */
    InvalidValueException in(String field) {
        String name = Snippet.of(field);
        path = path == null ? name : path.startsWith("[") ? name + path : name + "." + path;
        return this;
    }

    /** The same, seen from the array around it. */
    InvalidValueException at(int index) {
        String step = "[" + index + "]";
        path = path == null ? step : path.startsWith("[") ? step + path : step + "." + path;
        return this;
    }

    MalformedRecordException malformed() {
        return new MalformedRecordException(REASON, getMessage());
    }

    @Override
    public String getMessage() {
        return (path == null ? "" : path + ": ") + "expected " + expected + ", found " + found;
    }
}
