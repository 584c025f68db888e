package dev.sluice.lake;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one bundle writes: a Parquet file for each hour it meets, a file of dead letters if it meets any, and the account
 * of the records behind them. Over {@value #MAX_OPEN} hours the one written to least recently is closed early.
 */
final class OpenFiles {

    private static final int MAX_OPEN = 128;
    private static final String PARQUET = ".parquet";
    private static final String NDJSON = ".ndjson";

    private final LakeLayout layout;
    private final Schema schema;
    private final Map<Long, HourFile> hours = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Publication.DataFile> closed = new ArrayList<>();
    private final Map<String, PartitionRange> ranges = new LinkedHashMap<>();
    private final List<PartitionRange> apart = new ArrayList<>();
    private @Nullable DeadLetterFile deadLetters;
    private long records;
    private long rows;
    private long letters;
    private long lastHour = Long.MIN_VALUE;
    private @Nullable HourFile lastFile;

    OpenFiles(LakeLayout layout, Schema schema) {
        this.layout = layout;
        this.schema = schema;
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
            if (hours.size() >= MAX_OPEN) {
                closeLeastRecent();
            }
            file = HourFile.open(
                    PendingFile.in(
                            Path.of(layout.output()),
                            layout.pendingName(),
                            layout.partitioning().directory(hour),
                            PARQUET),
                    schema);
            hours.put(hour, file);
        }
        lastHour = hour;
        lastFile = file;
        return file;
    }

    private void closeLeastRecent() throws IOException {
        Map.Entry<Long, HourFile> eldest = hours.entrySet().iterator().next();
        hours.remove(eldest.getKey());
        closed.add(eldest.getValue().close());
    }

    void write(DeadLetter letter) throws IOException {
        if (deadLetters == null) {
            long hour = Math.floorDiv(letter.time().getEpochSecond(), 3_600L);
            deadLetters = DeadLetterFile.open(PendingFile.in(
                    Path.of(layout.deadLetters()),
                    layout.pendingName(),
                    Partitioning.ingest().directory(hour),
                    NDJSON));
        }
        deadLetters.write(letter);
        letters++;
    }

    /** Takes the batch's records into the account: each has been written as rows, as none, or as a dead letter. */
    void account(RecordBatch batch) {
        records += batch.size();
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
    }

    /** Takes one record into the account that became a dead letter in a step before. */
    void account(DeadLetter letter) {
        records++;
        if (letter.record().position() instanceof Position.Offset offset) {
            apart.add(PartitionRange.ofOne(letter.record().partition(), offset));
        }
    }

    /** Takes records without positions into the account. */
    void account(long count) {
        records += count;
    }

    /** Closes all files. Null where there is nothing to publish. */
    @Nullable
    Publication close() throws IOException {
        for (HourFile file : hours.values()) {
            closed.add(file.close());
        }
        hours.clear();
        if (deadLetters != null) {
            closed.add(deadLetters.close());
            deadLetters = null;
        }
        apart.addAll(ranges.values());
        if (closed.isEmpty() && apart.isEmpty()) {
            return null;
        }
        return new Publication(UUID.randomUUID().toString(), closed, apart, records, rows, letters);
    }

    static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 3_600L);
    }
}
