package dev.sluice.connector;

import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A stream as {@link BatchedSource} sees it: what differs between Kafka, a file and an MQTT session, and nothing else.
 * Batches, watermarks, ends, checkpoints and resuming are the batched source's.
 */
public interface RecordStream extends Serializable {

    /** The kind of source, which its records carry. */
    String kind();

    /**
     * Takes the stream apart for side by side reading. Called once, when the job begins: what "now" means (a start at
     * the latest record, an end where the stream ends) is fixed here, so that a restart does not move it.
     *
     * @param parts how many the runner wishes for; fewer are given where the stream has no more
     */
    List<? extends RecordStream> split(int parts, ReadSettings settings) throws IOException;

    /**
     * This part, as it was taken apart in a former run, for the run of {@code settings}: what "now" means is fixed anew.
     */
    default RecordStream resumedIn(ReadSettings settings) throws IOException {
        return this;
    }

    /**
     * How long a reader may wait for a first record before it is asked again: longer where records are known to be rare, so that
     * nobody is kept busy with asking. No longer than somebody may wait for the job's end.
     */
    default Duration patience() {
        return Duration.ofMillis(10);
    }

    /**
     * Opens this part.
     *
     * @param after by partition, the position to go on after; empty where this part is read for the first time
     */
    RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException;
}
