package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What becomes of a value whose cast has failed. */
@FunctionalInterface
interface CastFailure {

    /** The record is lost with it. */
    CastFailure FATAL = (label, e) -> {
        throw Cast.failedIn(label, e);
    };

    /** It is null, and not counted: somebody else counts it. */
    CastFailure QUIET = (label, e) -> null;

    @Nullable
    Object of(String label, MalformedRecordException e) throws MalformedRecordException;

    /** It is null, and one more. */
    static CastFailure counted(AtomicLong count) {
        return (label, e) -> {
            count.incrementAndGet();
            return null;
        };
    }
}
