package dev.sluice.connector;

import dev.sluice.record.Position;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A part of a stream, open for reading. Used by one thread at a time. */
public interface RecordReader extends Closeable {

    /**
     * Where each partition of this part starts: the position before the first record that will be given. Asked for once,
     * before the first {@link #poll}.
     */
    Map<String, Position> startingAfter() throws IOException;

    /**
     * Adds what is there to the batch, in order, until the batch is full.
     *
     * @param patience how long to wait for a first record where none is there
     */
    void poll(OpenBatch batch, Duration patience) throws IOException;

    /** Whether every partition has been read to its end. Never, for a stream that has none. */
    boolean isAtEnd();

    /** How many records are there behind those that were given; empty where that is not known. */
    default OptionalLong lag() {
        return OptionalLong.empty();
    }

    /**
     * Partitions that are not silent though they may give nothing for a while: records are there that were not given, or
     * the system has not said yet whether there are. Asked for with each batch.
     */
    default Set<String> pending() {
        return Set.of();
    }

    /**
     * The effect of all records up to these positions is durable: acknowledge them to whoever waits for it. Called only
     * where the runner's checkpoints make things durable.
     */
    void acknowledge(Map<String, Position> upTo) throws IOException;
}
