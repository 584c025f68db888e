package dev.sluice.job.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one device on their way, on the disk: numbered, in order, within a number of bytes. Where it is full the oldest give
 * way, a sixteenth of it at a time, and are counted.
 *
 * <p>What was kept outlives the end of the process, and after {@link #force} that of the machine. How far it was sent is written
 * beside: where that is lost, messages are sent again, under their numbers. Thread-safe.
 */
final class Spool implements Closeable {

    /** The least a spool may hold. */
    static final long LEAST_BYTES = 64 << 10;

    private static final int SEGMENTS = 16;
    private static final String STATE = "sent";

    private final Path directory;
    private final long limit;
    private final Deque<SpoolSegment> segments;
    private @Nullable FileChannel channel;
    private long sent;
    private long dropped;

    private Spool(Path directory, long limit, Deque<SpoolSegment> segments, long sent, long dropped) {
        this.directory = directory;
        this.limit = limit;
        this.segments = segments;
        this.sent = sent;
        this.dropped = dropped;
    }

    /** A message and its number. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Message(long number, byte[] payload) {}

    /**
     * Opens the spool of a directory, which is made where it is missing, and takes up what an earlier run has left.
     *
     * @param limit how many bytes it may hold
     */
    static Spool open(Path directory, long limit) throws IOException {
        Files.createDirectories(directory);
        Deque<SpoolSegment> segments = new ArrayDeque<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(SpoolSegment::isOne).sorted().toList()) {
                segments.add(SpoolSegment.recovered(file));
            }
        }
        long[] state = state(directory);
        return new Spool(directory, limit, segments, state[0], state[1]);
    }

    /** Whether something was ever sent from this directory. */
    static boolean hasSent(Path directory) throws IOException {
        return state(directory)[0] >= 0;
    }

    private static long[] state(Path directory) throws IOException {
        Path file = directory.resolve(STATE);
        if (!Files.exists(file)) {
            return new long[] {-1, 0};
        }
        String text = Files.readString(file).strip();
        if (!text.matches("(-1|\\d{1,18}) \\d{1,18}")) {
            throw new IOException(file + ": expected the number of the last message that was sent, and how many were"
                    + " dropped, found '" + text + "'; without the file, all that is kept is sent again");
        }
        String[] numbers = text.split(" ", -1);
        return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
    }

    /** The number of the last message that was ever kept; -1 where there was none. */
    synchronized long last() {
        return segments.isEmpty() ? sent : Math.max(sent, segments.getLast().last());
    }

    /** The number of the last message that has arrived; -1 where there is none. */
    synchronized long sent() {
        return sent;
    }

    /** How many messages gave way unsent. */
    synchronized long dropped() {
        return dropped;
    }

    /** How many messages wait to be sent. */
    synchronized long waiting() {
        return segments.stream().mapToLong(s -> s.behind(sent)).sum();
    }

    /** Keeps a message, unless it is kept already: numbers grow. */
    synchronized void keep(long number, byte[] message) throws IOException {
        if (number <= last()) {
            return;
        }
        SpoolSegment newest = segments.peekLast();
        if (newest == null || newest.last() + 1 != number || newest.bytes() + message.length >= limit / SEGMENTS) {
            closeNewest();
            newest = SpoolSegment.begin(directory, number);
            segments.addLast(newest);
        }
        if (channel == null) {
            channel = newest.open();
        }
        makeRoom(message.length + 1);
        newest.append(channel, message);
        notifyAll();
    }

    private void makeRoom(int bytes) throws IOException {
        long held = segments.stream().mapToLong(SpoolSegment::bytes).sum();
        while (held + bytes > limit && segments.size() > 1) {
            SpoolSegment oldest = segments.removeFirst();
            held -= oldest.bytes();
            dropped += oldest.behind(sent);
            oldest.delete();
            writeState();
        }
    }

    /** Returns when the message of a number is kept, or where it is not in time. */
    synchronized void awaitKept(long number, Duration patience) {
        await(number - 1, patience.toNanos());
    }

    /** Returns when what was kept is on the disk. */
    synchronized void force() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    /**
     * The oldest messages behind a number; none where there are none in time.
     *
     * @param most how many at most
     * @param patience how long to wait for the first one
     */
    synchronized List<Message> after(long number, int most, Duration patience) throws IOException {
        await(number, patience.toNanos());
        for (SpoolSegment segment : segments) {
            if (segment.last() > number) {
                return segment.after(number, most);
            }
        }
        return List.of();
    }

    private void await(long number, long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; last() <= number && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All messages up to this number have arrived. */
    synchronized void sent(long upTo) throws IOException {
        if (upTo <= sent) {
            return;
        }
        sent = upTo;
        writeState();
        while (segments.size() > 1 && segments.getFirst().last() <= sent) {
            segments.removeFirst().delete();
        }
        notifyAll();
    }

    /** Waits until nothing waits; whether it came to that. */
    synchronized boolean awaitEmpty(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); waiting() > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return waiting() == 0;
    }

    /** All of it, or what was there before. */
    private void writeState() throws IOException {
        Path written = directory.resolve(STATE + ".new");
        Files.writeString(written, sent + " " + dropped + "\n");
        Files.move(
                written, directory.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void closeNewest() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        force();
        closeNewest();
    }
}
