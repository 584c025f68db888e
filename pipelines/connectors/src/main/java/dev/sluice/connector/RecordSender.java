package dev.sluice.connector;

import dev.sluice.record.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/** Sends records to one place: what differs between writing to Kafka and to MQTT, and nothing else. */
public interface RecordSender extends Closeable {

    /**
     * Puts a record on its way.
     *
     * @param refusal called, perhaps on another thread, and before {@link #flush} returns, where the record is refused for
     *     good
     */
    void send(RawRecord record, Refusal refusal) throws IOException;

    /**
     * Waits until everything has arrived.
     *
     * @throws IOException where it has not, though it was not refused
     */
    void flush() throws IOException;

    /** Called with why a record is refused for good. */
    @FunctionalInterface
    interface Refusal {
        void because(Exception reason);
    }

    /** Opens a sender where the records are. */
    @FunctionalInterface
    interface Factory extends Serializable {
        RecordSender open() throws IOException;
    }
}
