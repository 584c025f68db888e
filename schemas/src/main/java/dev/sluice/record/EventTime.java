package dev.sluice.record;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a record happened out of its payload, and nothing else of it. Made by
 * {@code RecordFormat.eventTime(column)}; handed to a connector by a job that needs a watermark.
 */
@FunctionalInterface
public interface EventTime extends Serializable {

    /** The record's event time to the millisecond, or null where the payload has none that can be read. */
    @Nullable
    Instant of(byte[] payload);
}
