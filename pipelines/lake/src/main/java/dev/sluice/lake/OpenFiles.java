package dev.sluice.lake;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one writer has open: a Parquet file for each hour it met, a file of dead letters if it met any, and the account of
 * the records behind them. A file that has reached its size is closed, and where all take more memory than they may, the
 * largest is; both at the end of a batch. Used by one thread at a time.
 */
final class OpenFiles {

    private static final String PARQUET = ".parquet";
    private static final String NDJSON = ".ndjson";

    private static final long MAX_ROW_GROUP = 16L << 20;
    private static final long MIN_ROW_GROUP = 1L << 20;
    /** Some hours at once should get their row groups full. */
    private static final int FULL_ROW_GROUPS = 16;

    private final LakeLayout layout;
    private final String log;
    private final WriterSettings settings;
    private final WriterMemory memory;
    private final WriterCodecs codecs = new WriterCodecs();
    private final HourFile.Format format;
    private final Map<Long, HourFile> hours = new HashMap<>();
    private final List<Publication.DataFile> closed = new ArrayList<>();
    private final Map<String, PartitionRange> ranges = new LinkedHashMap<>();
    private final List<PartitionRange> apart = new ArrayList<>();
    private @Nullable DeadLetterFile deadLetters;
    private Publication.Counts counts = Publication.Counts.NONE;
    private long rows;
    private long letters;
    private long castsNulled;
    private long lastHour = Long.MIN_VALUE;
    private @Nullable HourFile lastFile;

    OpenFiles(LakeLayout layout, Schema schema, WriterSettings settings) throws IOException {
        this.layout = layout;
        this.settings = settings;
        log = PublicationLog.of(layout).name();
        memory = new WriterMemory(settings.memoryHere());
        long rowGroup = Math.max(MIN_ROW_GROUP, Math.min(MAX_ROW_GROUP, memory.share() / FULL_ROW_GROUPS));
        format = new HourFile.Format(schema, settings.compression(), codecs, rowGroup);
    }

    /** Writes a row to the file of its hour. */
    void write(long hoursSinceEpoch, @Nullable Object[] row) throws IOException {
        HourFile file = hoursSinceEpoch == lastHour && lastFile != null ? lastFile : file(hoursSinceEpoch);
        file.write(row);
        rows++;
    }

    private HourFile file(long hour) throws IOException {
        HourFile file = hours.get(hour);
        if (file == null) {
            memory.take();
            file = HourFile.open(
                    PendingFile.in(
                            Path.of(layout.output()), log, layout.partitioning().directory(hour), PARQUET),
                    format);
            hours.put(hour, file);
        }
        lastHour = hour;
        lastFile = file;
        return file;
    }

    void write(DeadLetter letter) throws IOException {
        if (deadLetters == null) {
            deadLetters = DeadLetterFile.open(PendingFile.in(
                    Path.of(layout.deadLetters()), log, Partitioning.ingest().directory(hour(letter.time())), NDJSON));
        }
        deadLetters.write(letter);
        letters++;
    }

    /** So many values of the rows written since are null because their cast failed. */
    void countCastsNulled(long values) {
        castsNulled += values;
    }

    /**
     * Takes the batch's records into the account: each has been written as rows, as none, or as a dead letter, or was
     * dropped before as a duplicate. What is too large is closed.
     *
     * @param gaveRows how many records gave rows
     * @param gaveNone how many gave none, and no dead letter either
     */
    void account(RecordBatch batch, long gaveRows, long gaveNone) throws IOException {
        count(batch.size(), gaveRows, gaveNone, batch.duplicates());
        for (PartitionRange range : batch.ranges()) {
            PartitionRange before = ranges.get(range.partition());
            if (before == null) {
                ranges.put(range.partition(), range);
            } else if (before.last().equals(range.after())) {
                ranges.put(range.partition(), before.followedBy(range));
            } else {
                apart.add(before);
                ranges.put(range.partition(), range);
            }
        }
        closeWhatIsTooLarge();
    }

    /** Takes one record into the account that became a dead letter in a step before. */
    void account(DeadLetter letter) throws IOException {
        count(1, 0, 0, 0);
        apart.add(PartitionRange.ofOne(
                letter.record().partition(), letter.record().position()));
        closeWhatIsTooLarge();
    }

    /** Takes a row without an origin into the account. */
    void accountRow() throws IOException {
        count(1, 1, 0, 0);
        if (counts.read() % 1_000 == 0) {
            closeWhatIsTooLarge();
        }
    }

    /** @param taken records that are accounted for here; duplicates come on top */
    private void count(long taken, long gaveRows, long gaveNone, long duplicates) {
        counts = counts.plus(
                new Publication.Counts(taken + duplicates, gaveRows, gaveNone, letters, duplicates, rows, castsNulled));
        letters = 0;
        rows = 0;
        castsNulled = 0;
    }

    /** Whether nothing was written or accounted for since it was opened. */
    boolean isEmpty() {
        return hours.isEmpty() && closed.isEmpty() && deadLetters == null && ranges.isEmpty() && apart.isEmpty();
    }

    /** Whether it says where partitions start, and nothing else: that should be known at once. */
    boolean holdsStartsOnly() {
        return counts.read() == 0;
    }

    private void closeWhatIsTooLarge() throws IOException {
        List<Map.Entry<Long, HourFile>> full = hours.entrySet().stream()
                .filter(hour -> hour.getValue().size() >= settings.maxFileSize())
                .toList();
        for (Map.Entry<Long, HourFile> hour : full) {
            close(hour.getKey());
        }
        if (deadLetters != null && deadLetters.size() >= settings.maxFileSize()) {
            closeDeadLetters();
        }
        long heap = hours.values().stream().mapToLong(HourFile::heapBytes).sum();
        long share = memory.share();
        if (heap > share) {
            closeTheLargest(heap, share);
        }
    }

    private void closeTheLargest(long heap, long share) throws IOException {
        Map<Long, Long> sizes = new HashMap<>();
        hours.forEach((hour, file) -> sizes.put(hour, file.heapBytes()));
        List<Long> byHeap = sizes.entrySet().stream()
                .sorted(Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        long left = heap;
        for (int i = 0; i < byHeap.size() && left > share; i++) {
            left -= sizes.getOrDefault(byHeap.get(i), 0L);
            close(byHeap.get(i));
        }
    }

    private void close(Long hour) throws IOException {
        HourFile file = hours.get(hour);
        if (file != null) {
            closed.add(file.close());
            hours.remove(hour);
        }
        lastHour = Long.MIN_VALUE;
        lastFile = null;
    }

    private void closeDeadLetters() throws IOException {
        if (deadLetters != null) {
            closed.add(deadLetters.close());
            deadLetters = null;
        }
    }

    /** Closes all files. Null where there is nothing to publish. */
    @Nullable
    Publication close() throws IOException {
        for (Long hour : List.copyOf(hours.keySet())) {
            close(hour);
        }
        closeDeadLetters();
        release();
        apart.addAll(ranges.values());
        if (closed.isEmpty() && apart.isEmpty()) {
            return null;
        }
        return new Publication(UUID.randomUUID().toString(), closed, apart, counts);
    }

    /** Gives up what is open: what was read will be read again. */
    void discard() throws IOException {
        for (HourFile file : hours.values()) {
            file.discard();
        }
        hours.clear();
        for (Publication.DataFile file : closed) {
            Files.deleteIfExists(PublicationLog.of(layout).pending(file));
        }
        closed.clear();
        if (deadLetters != null) {
            deadLetters.discard();
            deadLetters = null;
        }
        release();
    }

    private void release() {
        memory.giveBack();
        codecs.close();
    }

    static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 3_600L);
    }
}
