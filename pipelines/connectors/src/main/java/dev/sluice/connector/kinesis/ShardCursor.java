package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Goes through the records of one shard, page by page, from a position on. By turns, {@link #await} waits for as long as it
 * takes, and {@link #next} gives what came of it. Used by one thread at a time.
 */
interface ShardCursor extends AutoCloseable {

    /**
     * One page.
     *
     * @param records in order, behind those before
     * @param millisBehind how far they are behind the newest record of the shard
     * @param isLast whether the shard has ended with these
     */
    record Page(List<Record> records, long millisBehind, boolean isLast) {}

    /** Returns when it is time for the next page. */
    void await() throws InterruptedException;

    /**
     * The next page, which may be empty. Not to be called behind the last one.
     *
     * @throws SdkException where there is none; the cursor stays where it is, and may be asked again
     */
    Page next();

    /** Leaves the shard. */
    @Override
    void close();

    /** Opens the cursors of a stream, all in one way. Thread-safe. */
    interface Factory extends AutoCloseable {

        /**
         * A cursor that has asked for nothing yet.
         *
         * @param after the position to start after
         */
        ShardCursor open(String shard, Position after);

        /** Ends the cursors, too. */
        @Override
        void close();
    }
}
