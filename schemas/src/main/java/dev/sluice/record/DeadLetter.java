package dev.sluice.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be decoded, cast or written, with all that is needed to mend it and run it again.
 *
 * @param record the original bytes and their origin
 * @param stage where it failed: {@code decode}, {@code map}, {@code write}
 * @param reason why, for machines: {@code malformed-json}, {@code partition-time-missing}
 * @param message why, for people: what was expected, what was found, where. Holds no more of the payload than that needs
 * @param time when it failed
 * @param table the table it was to be a row of
 * @param readAt when the record was read, for the first time
 * @param fingerprint of the table and the mapping that it failed with; null where it was to be no row
 */
public record DeadLetter(
        RawRecord record,
        Stage stage,
        String reason,
        String message,
        Instant time,
        String table,
        Instant readAt,
        @Nullable String fingerprint) {

    /** A letter of a record that was to be sent on as it is. */
    public DeadLetter(RawRecord record, Stage stage, String reason, String message, Instant time, String place) {
        this(record, stage, reason, message, time, place, time, null);
    }

    /** The step a record failed in. */
    public enum Stage {
        DECODE,
        MAP,
        WRITE
    }
}
