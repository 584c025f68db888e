package dev.sluice.connector.mqtt;

import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What publishing means to a session where it makes durable: what is published without a hole is acknowledged, and a window
 * that fills before the job publishes by itself asks it to. Thread-safe.
 */
final class Publications {

    private final JobLocal job;
    private final String partition;
    private final LongConsumer acknowledge;
    private final Consumer<PartitionRange> listener = this::published;
    private final DurablePrefix durable = new DurablePrefix();
    private final Window window;

    /** @param acknowledge takes the number of the last message that may be acknowledged, with all before it */
    Publications(String jobId, String partition, int receiveMaximum, LongConsumer acknowledge) {
        job = JobLocal.of(jobId);
        this.partition = partition;
        this.acknowledge = acknowledge;
        window = new Window(receiveMaximum);
    }

    void listen() {
        job.onPublished(listener);
    }

    void stop() {
        job.removeListener(listener);
    }

    private void published(PartitionRange run) {
        if (!run.partition().equals(partition)) {
            return;
        }
        long upTo;
        synchronized (this) {
            upTo = durable.add(run);
            window.acknowledged(System.nanoTime());
        }
        acknowledge.accept(upTo);
    }

    /** A message has come from the broker. */
    synchronized void arrived() {
        window.arrived(System.nanoTime());
    }

    /**
     * Asks the job to publish where it is time.
     *
     * @param oldest the number of the oldest message that is not durable
     * @param last the number of the last message that was given
     */
    void given(long oldest, long last) {
        boolean isDue;
        synchronized (this) {
            isDue = window.isToBePublished(oldest, last, System.nanoTime());
        }
        if (isDue) {
            job.flush();
        }
    }
}
