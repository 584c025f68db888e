package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.Snippet;
import org.jspecify.annotations.Nullable;

/** Turns values of one type into values of another, or fails: no value is changed beyond what README says. */
@FunctionalInterface
interface Cast {

    /** From a type to itself. */
    Cast NONE = value -> value;

    /** The value in the other type; null where it is none of those that are asked for. */
    @Nullable
    Object cast(Object value) throws MalformedRecordException;

    /** This one, then the other. */
    default Cast then(Cast next) {
        if (this == NONE) {
            return next;
        }
        if (next == NONE) {
            return this;
        }
        return value -> {
            Object half = cast(value);
            return half == null ? null : next.cast(half);
        };
    }

    /** A value that the target type cannot hold. */
    static MalformedRecordException failed(Object expected, Object value) {
        String found = value instanceof String text
                ? Snippet.quoted(text)
                : value instanceof byte[] bytes ? bytes.length + " bytes" : Snippet.of(value.toString());
        return new MalformedRecordException("cast-failed", "expected " + expected + ", found " + found);
    }

    /** The same failure, seen from the value around it. */
    static MalformedRecordException failedIn(String part, MalformedRecordException e) {
        return new MalformedRecordException(e.reason(), part + ": " + e.getMessage());
    }
}
