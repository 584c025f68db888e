package dev.sluice.record;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a record happened out of its payload. {@code RecordFormat.eventTime(column)} makes one that reads nothing else; handed to a
 * connector by a job that needs a watermark.
 */
@FunctionalInterface
public interface EventTime extends Serializable {

    /** The record's event time to the millisecond, or null where the payload has none that can be read. */
    @Nullable
    Instant of(byte[] payload);

    /** The event time, with what else was read out of the payload on the way to it. */
    default Found find(byte[] payload) {
        return new Found(of(payload), null);
    }

    /**
     * What a reader finds in a payload.
     *
     * @param time when the record happened to the millisecond, or null where the payload has none that can be read
     * @param decoded what the payload was decoded to, so that nobody has to do it again, or null
     */
    record Found(@Nullable Instant time, @Nullable Object decoded) {}
}
