package dev.sluice.job.publish;

import dev.sluice.connector.RecordSender;
import dev.sluice.job.board.BoardConnector;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a device between its board and its broker: kept in a {@link Spool}, and sent from there by one thread, in order,
 * whenever the broker is there. Who keeps messages never waits for the broker.
 *
 * <p>What is on its way when a connection breaks is sent again on the next one. What the broker refuses for good holds up what is
 * behind it until its dead letter is safe. Thread-safe.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** How many messages are on their way at most. */
    private static final int WINDOW = 100;

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int MOST_DELAY_SECONDS = 10;
    private static final Duration PREDECESSOR_PATIENCE = Duration.ofSeconds(10);

    /** Of this JVM, by their directories: the steps of a job find theirs here. */
    private static final Map<String, Outbox> OPEN = new ConcurrentHashMap<>();

    private final String directory;
    private final String clientId;
    private final String place;
    private final Spool spool;
    private final RecordSender.Factory senders;
    private final Thread thread;
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<Long> unsafe = new HashSet<>();
    private volatile boolean closed;
    private volatile @Nullable Away away;

    private Outbox(String directory, String clientId, String place, Spool spool, RecordSender.Factory senders) {
        this.directory = directory;
        this.clientId = clientId;
        this.place = place;
        this.spool = spool;
        this.senders = senders;
        thread = new Thread(this::run, "outbox");
        thread.setDaemon(true);
    }

    /** That the broker cannot be used, since when, and why. */
    record Away(Instant since, String reason) {}

    /**
     * Opens the outbox, and begins to send what is in its spool.
     *
     * @param clientId the device, an attribute of each message
     * @param place the topic, for dead letters
     */
    static Outbox open(String directory, String clientId, String place, Spool spool, RecordSender.Factory senders) {
        Outbox outbox = new Outbox(directory, clientId, place, spool, senders);
        OPEN.put(directory, outbox);
        outbox.thread.start();
        return outbox;
    }

    /** @throws IllegalStateException where it is not open in this JVM */
    static Outbox of(String directory) {
        Outbox outbox = OPEN.get(directory);
        if (outbox == null) {
            throw new IllegalStateException("the spool " + directory
                    + " is not open in this process: messages are kept where" + " the job was started");
        }
        return outbox;
    }

    /**
     * Keeps the records of a batch; returns when they are on the disk. Where batches come by several threads, the one behind
     * waits for the one before.
     */
    void keep(RecordBatch batch) throws IOException {
        for (PartitionRange range : batch.ranges()) {
            if (range.after() instanceof Position.Offset before) {
                spool.awaitKept(before.value(), PREDECESSOR_PATIENCE);
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            RawRecord record = batch.record(i);
            spool.keep(((Position.Offset) record.position()).value(), record.payload());
        }
        if (!batch.isEmpty()) {
            spool.force();
        }
    }

    /** The letters of messages that were refused since this was asked last. */
    List<DeadLetter> takeLetters() {
        synchronized (letters) {
            List<DeadLetter> taken = List.copyOf(letters);
            letters.clear();
            return taken;
        }
    }

    /** Lets letters be safe when this job has published them. */
    void publishLettersBy(String jobId) {
        JobLocal.of(jobId).onPublished(this::published);
    }

    private void published(PartitionRange range) {
        if (range.partition().equals(refusedPartition())) {
            synchronized (letters) {
                unsafe.removeIf(number -> range.covers(Position.offset(number)));
                letters.notifyAll();
            }
        }
    }

    /** Another one than that of the source, to which a message is safe when it is kept. */
    private String refusedPartition() {
        return "spool of " + clientId;
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            try (RecordSender sender = senders.open()) {
                while (!closed) {
                    sendNext(sender);
                    failures = 0;
                    away = null;
                }
            } catch (IOException | RuntimeException e) {
                failures++;
                Away before = away;
                away = new Away(before == null ? Instant.now() : before.since, String.valueOf(e.getMessage()));
                LOG.warn("nothing can be sent, attempt {}", failures, e);
                pause(Duration.ofSeconds(Math.min(1L << Math.min(failures - 1, 10), MOST_DELAY_SECONDS)));
            }
        }
    }

    private void sendNext(RecordSender sender) throws IOException {
        List<Spool.Message> messages = spool.after(spool.sent(), WINDOW, TURN);
        for (Spool.Message message : messages) {
            RawRecord record = record(message);
            sender.send(record, reason -> refused(record, message.number(), reason));
        }
        if (!messages.isEmpty()) {
            sender.flush();
            awaitLetters();
        }
        if (!messages.isEmpty() && !closed) {
            spool.sent(messages.get(messages.size() - 1).number());
        }
    }

    private RawRecord record(Spool.Message message) {
        return new RawRecord(
                BoardConnector.KIND,
                refusedPartition(),
                Position.offset(message.number()),
                Instant.now(),
                clientId.getBytes(StandardCharsets.UTF_8),
                Map.of("client_id", clientId),
                message.payload());
    }

    private void refused(RawRecord record, long number, Exception reason) {
        synchronized (letters) {
            unsafe.add(number);
            letters.add(new DeadLetter(
                    record,
                    DeadLetter.Stage.WRITE,
                    "refused-by-mqtt",
                    String.valueOf(reason.getMessage()),
                    Instant.now(),
                    place));
        }
    }

    private void awaitLetters() {
        synchronized (letters) {
            while (!unsafe.isEmpty() && !closed) {
                waitFor(letters, TURN);
            }
        }
    }

    private void pause(Duration delay) {
        synchronized (thread) {
            if (!closed) {
                waitFor(thread, delay);
            }
        }
    }

    private static void waitFor(Object lock, Duration most) {
        try {
            TimeUnit.MILLISECONDS.timedWait(lock, most.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Spool spool() {
        return spool;
    }

    /** Why nothing can be sent now; null where it can, as far as is known. */
    @Nullable
    Away away() {
        return away;
    }

    /** Stops sending. What has not arrived stays in the spool. */
    @Override
    public void close() throws IOException {
        closed = true;
        OPEN.remove(directory, this);
        synchronized (thread) {
            thread.notifyAll();
        }
        try {
            thread.join(2 * TURN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spool.close();
    }
}
