package dev.sluice.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen, on disk: written before the record it is about goes on. What it says counts only where that record's effect
 * is durable, for a record whose effect was lost comes again, and is no duplicate then:
 *
 * <ul>
 *   <li>a {@link JournalMark} holds it, which lies in the runner's checkpoint together with that effect,
 *   <li>or the job's {@link Progress} covers the record,
 *   <li>or the journal itself says that it was published.
 * </ul>
 *
 * <p>Each process appends to segments of its own, an eighth of the time that keys are remembered to each; segments are deleted
 * when all in them is forgotten. Not thread-safe.
 */
final class SeenJournal implements Closeable {

    private static final int SEGMENTS = 8;
    private static final long LARGEST = 64L << 20;

    private final Path directory;
    private final String key;
    private final long within;
    private final Clock clock;
    private final Map<String, Long> lengths = new HashMap<>();

    private @Nullable JournalSegment segment;
    private @Nullable FileChannel channel;
    private JournalMark mark;
    private boolean isForced = true;

    /** @param within how long a key is remembered */
    SeenJournal(Path directory, String key, Duration within, JournalMark mark, Clock clock) {
        this.directory = directory;
        this.key = key;
        this.within = within.toSeconds();
        this.mark = mark;
        this.clock = clock;
        lengths.putAll(mark.lengths());
    }

    /** Reads what counts. */
    void load(Progress progress, SeenKeys keys) throws IOException {
        int now = now();
        List<JournalSegment> segments = segments().stream()
                .filter(s -> !isForgotten(s, now))
                .sorted(Comparator.comparing(JournalSegment::begun))
                .toList();
        expectAll(mark.lengths().keySet(), segments, now);
        List<PartitionRange> published = new ArrayList<>();
        progress.ranges().values().forEach(published::addAll);
        for (JournalSegment each : segments) {
            each.read(key, mark.of(each.name()), new JournalSegment.Reader() {
                @Override
                public void published(PartitionRange range) {
                    published.add(range);
                }

                @Override
                public void seen(String p, Position at, long high, long low, int second, boolean isHeld) {}
            });
        }
        Progress durable = Progress.of(published);
        for (JournalSegment each : segments) {
            each.read(key, mark.of(each.name()), new JournalSegment.Reader() {
                @Override
                public void published(PartitionRange range) {}

                @Override
                public void seen(String partition, Position at, long high, long low, int second, boolean isHeld) {
                    if (isHeld || durable.covering(partition, at) != null) {
                        keys.restore(high, low, second, now);
                    }
                }
            });
        }
    }

    private void expectAll(Set<String> held, List<JournalSegment> found, int now) throws IOException {
        for (String name : held) {
            JournalSegment expected = Objects.requireNonNull(JournalSegment.of(directory.resolve(name)));
            if (!isForgotten(expected, now) && !found.contains(expected)) {
                throw new IOException(
                        "a checkpoint goes with the journal of keys " + expected.file() + ", which is not there");
            }
        }
    }

    private int now() {
        return (int) clock.instant().getEpochSecond();
    }

    private List<JournalSegment> segments() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(JournalSegment::of).filter(Objects::nonNull).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long span() {
        return within / SEGMENTS + 1;
    }

    private boolean isForgotten(JournalSegment other, int now) {
        return now - other.begun() > within + span();
    }

    /** Appends a block, see {@link JournalSegment}. A process that is killed leaves it whole, or as if never written. */
    void append(ByteBuffer block) throws IOException {
        FileChannel to = channel;
        JournalSegment current = segment;
        if (to == null || current == null || now() - current.begun() > span() || length(current) >= LARGEST) {
            close();
            current = begin();
            to = FileChannel.open(current.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            segment = current;
            channel = to;
            write(to, JournalSegment.first(key), current);
        }
        write(to, block, current);
        mark = new JournalMark(lengths);
    }

    private long length(JournalSegment of) {
        return lengths.getOrDefault(of.name(), 0L);
    }

    private void write(FileChannel to, ByteBuffer block, JournalSegment current) throws IOException {
        long length = length(current) + block.remaining();
        isForced = false;
        try {
            while (block.hasRemaining()) {
                to.write(block);
            }
        } catch (IOException e) {
            channel = null; // half a block has to stay the last one of its segment
            to.close();
            throw e;
        }
        lengths.put(current.name(), length);
    }

    /** Begins a segment, and deletes those that are forgotten. */
    private JournalSegment begin() throws IOException {
        Files.createDirectories(directory);
        int now = now();
        for (JournalSegment other : segments()) {
            if (isForgotten(other, now)) {
                Files.deleteIfExists(other.file());
                lengths.remove(other.name());
            }
        }
        return JournalSegment.begin(directory, clock.instant());
    }

    /** How far it has been written, with what it began with. */
    JournalMark mark() {
        return mark;
    }

    /** Forces what was appended to the disk. */
    void force() throws IOException {
        if (!isForced && channel != null) {
            channel.force(false);
            try (FileChannel entries = FileChannel.open(directory)) {
                entries.force(true);
            }
            isForced = true;
        }
    }

    @Override
    public void close() throws IOException {
        force();
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
