package dev.sluice.connector;

import dev.sluice.record.EventTime;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The batch a reader is filling. It leaves out what is durable already, finds event times, and knows when it is full.
 */
public final class OpenBatch {

    /** Enough to make a runner's cost per element disappear, small enough to pass between threads. */
    static final int MAX_RECORDS = 5_000;

    static final int MAX_BYTES = 4 << 20;

    private static final EventTime.Found NOTHING = new EventTime.Found(null, null);

    /** How far a partition was given: not at all yet, where that is null. */
    private static final class Place {
        private @Nullable Position given;
    }

    private final String source;
    private final Progress durable;
    private final @Nullable EventTime eventTime;
    private final Watermark watermark;
    private final Clock clock;
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> beforeHoles = new HashSet<>();
    private final List<PartitionRange> found = new ArrayList<>();
    private RecordBatch.Builder builder;
    private @Nullable String lastPartition;
    private Place lastPlace = new Place();
    private boolean lastMayBeDurable;
    private boolean metWhatIsDurable;
    private @Nullable Instant since;

    OpenBatch(
            String source,
            Progress durable,
            @Nullable EventTime eventTime,
            Watermark watermark,
            Map<String, Position> startingAfter,
            Clock clock) {
        this.source = source;
        this.durable = durable;
        this.eventTime = eventTime;
        this.watermark = watermark;
        this.clock = clock;
        startingAfter.forEach((partition, position) -> place(partition).given = position);
        builder = RecordBatch.Builder.of(source, eventTime != null);
    }

    /** Whether no other record is to be added: the batch is large enough, or has come to the end of a hole. */
    public boolean isFull() {
        return builder.size() >= MAX_RECORDS || builder.sizeInBytes() >= MAX_BYTES || metWhatIsDurable;
    }

    /**
     * Adds the next record of {@code partition}; does nothing where its effect is durable already.
     *
     * @param arrival milliseconds since the epoch
     */
    public void add(
            String partition,
            Position position,
            long arrival,
            byte @Nullable [] key,
            Map<String, String> attributes,
            byte[] payload) {
        if (!partition.equals(lastPartition)) {
            lastPartition = partition;
            lastPlace = place(partition);
            lastMayBeDurable = durable.hasHoles(partition) || isBehindWhatIsDurable(partition);
        }
        if (lastMayBeDurable) {
            PartitionRange run = durable.covering(partition, position);
            if (run != null) {
                reachTo(partition, run.after());
                lastPlace.given = position;
                // A run must not reach over what another run holds: the hole's run ends here, and so does the batch.
                metWhatIsDurable |= beforeHoles.contains(partition);
                return;
            }
            beforeHoles.add(partition);
        }
        EventTime.Found found = eventTime == null ? NOTHING : eventTime.find(payload);
        Position before = lastPlace.given;
        lastPlace.given = position;
        builder.add(partition, before, position, arrival, key, attributes, payload, found.time(), found.decoded());
        if (found.time() != null) {
            watermark.saw(partition, found.time());
        }
        if (since == null) {
            since = clock.instant();
        }
    }

    /** A hole reaches up to the run behind it, though its last records may have been compacted away. */
    private void reachTo(String partition, @Nullable Position end) {
        Position given = place(partition).given;
        if (end != null && given != null && given.compareTo(end) < 0) {
            builder.reachTo(partition, given, end);
            beforeHoles.add(partition);
            if (since == null) {
                since = clock.instant();
            }
        }
    }

    /** The starts of partitions that were found since this was asked last. */
    List<PartitionRange> takeFound() {
        List<PartitionRange> taken = List.copyOf(found);
        found.clear();
        return taken;
    }

    /** A runner may restore a checkpoint that is older than what was published since. */
    private boolean isBehindWhatIsDurable(String partition) {
        Position reached = durable.after(partition);
        Position given = place(partition).given;
        return reached != null && (given == null || given.compareTo(reached) < 0);
    }

    private Place place(String partition) {
        return places.computeIfAbsent(partition, name -> new Place());
    }

    int size() {
        return builder.size();
    }

    /** A partition that was found while reading, with the position before its first record. */
    public void found(String partition, Position after) {
        Place place = place(partition);
        place.given = place.given == null ? after : place.given;
        beforeHoles.add(partition);
        found.add(PartitionRange.startingAfter(partition, after));
        watermark.track(partition);
        builder.anchor(partition, after);
    }

    /** The reader is asked for records now, see {@link Watermark#listen}. */
    void listen() {
        watermark.listen();
    }

    /** There are more records of the partition than were given. */
    void expect(String partition) {
        watermark.expect(partition);
    }

    /** When the first record was added, or null where the batch is empty. */
    @Nullable
    Instant since() {
        return since;
    }

    /**
     * A partition has ended: behind its last record it has none, and never will. Its run reaches on to {@code end}.
     *
     * @param end a position behind that of any record
     */
    public void ended(String partition, Position end) {
        PartitionRange run = durable.covering(partition, end);
        reachTo(partition, run == null ? end : run.after());
        place(partition).given = end;
        watermark.forget(partition);
    }

    /** Makes the batch say where {@code partition} starts, though it may hold no record of it. */
    void anchor(String partition, Position after) {
        builder.anchor(partition, after);
    }

    /** Closes the batch and begins the next one. */
    RecordBatch close() {
        Instant now = clock.instant();
        RecordBatch batch = builder.build(now, watermark.current(now));
        builder = RecordBatch.Builder.of(source, eventTime != null, batch.size());
        beforeHoles.clear();
        lastPartition = null;
        metWhatIsDurable = false;
        since = null;
        return batch;
    }
}
