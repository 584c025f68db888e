package dev.sluice.schema;

import dev.sluice.record.Durability;
import dev.sluice.record.EventTime;
import dev.sluice.record.Progress;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job wants a stream read, whatever the stream.
 *
 * @param jobId names the job among all in a JVM, see {@link dev.sluice.record.JobLocal}
 * @param start where to start in a partition of which {@code progress} says nothing
 * @param ending where to end
 * @param progress what is durable already
 * @param durability what will make a record durable
 * @param batchDelay how long a record may wait for others to fill its batch
 * @param idleTimeout how long a partition may be silent before it no longer holds the watermark
 * @param eventTime how to find event times, or null where no watermark is needed
 * @param watermarkDelay how far the watermark stays behind the greatest event time
 */
public record ReadSettings(
        String jobId,
        StartingPosition start,
        EndingPosition ending,
        Progress progress,
        Durability durability,
        Duration batchDelay,
        Duration idleTimeout,
        @Nullable EventTime eventTime,
        Duration watermarkDelay)
        implements Serializable {

    /** How long a partition may be silent, where nothing else is said. */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    /** A read of the whole stream from its start, for a job that needs no watermark. */
    public static ReadSettings of(String jobId) {
        return new ReadSettings(
                jobId,
                StartingPosition.earliest(),
                EndingPosition.NEVER,
                Progress.none(),
                Durability.CHECKPOINT,
                Duration.ofMillis(100),
                IDLE_TIMEOUT,
                null,
                Duration.ZERO);
    }

    /** The same read in another run. */
    public ReadSettings inRun(String id, EndingPosition end) {
        return new ReadSettings(
                id, start, end, progress, durability, batchDelay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withStart(StartingPosition position) {
        return new ReadSettings(
                jobId, position, ending, progress, durability, batchDelay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withEnding(EndingPosition position) {
        return new ReadSettings(
                jobId, start, position, progress, durability, batchDelay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withProgress(Progress durable) {
        return new ReadSettings(
                jobId, start, ending, durable, durability, batchDelay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withDurability(Durability by) {
        return new ReadSettings(jobId, start, ending, progress, by, batchDelay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withBatchDelay(Duration delay) {
        return new ReadSettings(
                jobId, start, ending, progress, durability, delay, idleTimeout, eventTime, watermarkDelay);
    }

    public ReadSettings withIdleTimeout(Duration timeout) {
        return new ReadSettings(
                jobId, start, ending, progress, durability, batchDelay, timeout, eventTime, watermarkDelay);
    }

    /** Looks for event times; the watermark stays {@code delay} behind the greatest one seen. */
    public ReadSettings withEventTime(EventTime time, Duration delay) {
        return new ReadSettings(jobId, start, ending, progress, durability, batchDelay, idleTimeout, time, delay);
    }
}
