package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.Snippet;

/** Turns values of one type into values of another, or fails: strict, no value is changed beyond what README says. */
@FunctionalInterface
interface Cast {

    /** From a type to itself. */
    Cast NONE = value -> value;

    Object cast(Object value) throws MalformedRecordException;

    /** This one, then the other. */
    default Cast then(Cast next) {
        if (this == NONE) {
            return next;
        }
        return next == NONE ? this : value -> next.cast(cast(value));
    }

    /** A value that the target type cannot hold. */
    static MalformedRecordException failed(Object expected, Object value) {
        String found = value instanceof String text
                ? Snippet.quoted(text)
                : value instanceof byte[] bytes ? bytes.length + " bytes" : Snippet.of(value.toString());
        return new MalformedRecordException("cast-failed", "expected " + expected + ", found " + found);
    }
}
