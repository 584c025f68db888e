package dev.sluice.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The element between read and decode: what one reader took, in order, over any of its partitions. A runner's cost is
 * per element; a batch pays it once for hundreds of records.
 *
 * <p>A batch may be empty. An empty batch is how a silent reader hands on its watermark, and the clock by which writers
 * close.
 *
 * <p>Records lie in columns, so that decode touches payloads alone; {@link #record(int)} builds one record with its
 * origin for whoever needs it (a dead letter, a sink of records). The arrays inside are shared, never copied: leave
 * them unchanged.
 */
public final class RecordBatch {

    private static final long NO_EVENT_TIME = Long.MIN_VALUE;

    private final String source;
    private final Instant readAt;
    private final Instant watermark;
    private final List<PartitionRange> ranges;
    private final int duplicates;
    private final int size;
    private final int[] rangeOf;
    private final Position[] positions;
    private final long[] arrivals;
    private final byte[] @Nullable [] keys;
    private final List<Map<String, String>> attributes;
    private final byte[][] payloads;
    private final long @Nullable [] eventTimes;
    private final @Nullable Object @Nullable [] decoded;

    private RecordBatch(Builder from, Instant readAt, Instant watermark) {
        source = from.source;
        this.readAt = readAt;
        this.watermark = watermark;
        ranges = from.runs.ranges();
        duplicates = from.duplicates;
        size = from.size;
        from.trim();
        rangeOf = from.rangeOf;
        positions = from.positions;
        arrivals = from.arrivals;
        keys = from.keys;
        attributes = Collections.unmodifiableList(from.attributes);
        payloads = from.payloads;
        eventTimes = from.timed ? from.eventTimes : null;
        decoded = from.decoded;
    }

    /** What is left of {@code other} at these places, which are in order. */
    private RecordBatch(RecordBatch other, int[] places) {
        source = other.source;
        readAt = other.readAt;
        watermark = other.watermark;
        ranges = other.ranges;
        size = places.length;
        duplicates = other.duplicates + other.size - size;
        rangeOf = new int[size];
        positions = new Position[size];
        arrivals = new long[size];
        keys = new byte[size][];
        List<Map<String, String>> left = new ArrayList<>(size);
        payloads = new byte[size][];
        eventTimes = other.eventTimes == null ? null : new long[size];
        decoded = null;
        for (int i = 0; i < size; i++) {
            int place = places[i];
            rangeOf[i] = other.rangeOf[place];
            positions[i] = other.positions[place];
            arrivals[i] = other.arrivals[place];
            keys[i] = other.keys[place];
            left.add(other.attributes.get(place));
            payloads[i] = other.payloads[place];
            if (eventTimes != null && other.eventTimes != null) {
                eventTimes[i] = other.eventTimes[place];
            }
        }
        attributes = List.copyOf(left);
    }

    /** The kind of source all records came from, as in {@link RawRecord#source()}. */
    public String source() {
        return source;
    }

    /** When the reader closed the batch, by the clock of its machine: the time of ingestion. */
    public Instant readAt() {
        return readAt;
    }

    /** The reader's watermark after the last record: nothing older is to be expected of it. */
    public Instant watermark() {
        return watermark;
    }

    /**
     * Each partition that has records in this batch, with the positions the run starts after and ends at. A run counts its
     * duplicates, too.
     */
    public List<PartitionRange> ranges() {
        return ranges;
    }

    /** How many records of its runs are not in it any more, because they were duplicates. */
    public int duplicates() {
        return duplicates;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public byte[] payload(int index) {
        return payloads[index];
    }

    Map<String, String> attributes(int index) {
        return attributes.get(index);
    }

    /** Which of the runs the record at {@code index} is of. */
    int rangeOf(int index) {
        return rangeOf[index];
    }

    Position position(int index) {
        return positions[index];
    }

    /** Whether the reader looked for event times. */
    public boolean isTimed() {
        return eventTimes != null;
    }

    /** The event time the reader found, or null where it found none or did not look. */
    public @Nullable Instant eventTime(int index) {
        return eventTimes == null || eventTimes[index] == NO_EVENT_TIME
                ? null
                : Instant.ofEpochMilli(eventTimes[index]);
    }

    /**
     * What the reader's {@link EventTime} decoded of the payload on its way, for whoever made that to know again; null where it decoded nothing, and where
     * the batch has been written down since, as a coder leaves it out. Shared: leave it unchanged.
     */
    public @Nullable Object decoded(int index) {
        return decoded == null ? null : decoded[index];
    }

    /** The record at {@code index}, with its origin. */
    public RawRecord record(int index) {
        return new RawRecord(
                source,
                ranges.get(rangeOf[index]).partition(),
                positions[index],
                Instant.ofEpochMilli(arrivals[index]),
                keys[index],
                attributes.get(index),
                payloads[index]);
    }

    /**
     * The batch's own timestamp: the smallest event time inside (arrival where a record has none), or the time it was
     * read where no event times were looked for.
     */
    public Instant timestamp() {
        if (eventTimes == null || size == 0) {
            return readAt;
        }
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            smallest = Math.min(smallest, eventTimes[i] == NO_EVENT_TIME ? arrivals[i] : eventTimes[i]);
        }
        return Instant.ofEpochMilli(smallest);
    }

    /**
     * The batch of what {@code selection} makes of each record, or null: nothing. It reaches as far as this one: the run
     * of a partition whose records are all left out is empty.
     */
    public RecordBatch selecting(Function<RawRecord, @Nullable RawRecord> selection) {
        Builder selected = Builder.of(source, isTimed());
        long[] counts = ranges.stream().mapToLong(PartitionRange::records).toArray();
        ranges.forEach(range -> selected.runs.declare(range.partition(), range.after()));
        for (int i = 0; i < size; i++) {
            RawRecord record = selection.apply(record(i));
            if (record == null) {
                counts[rangeOf[i]]--;
            } else {
                selected.add(
                        record.partition(),
                        null,
                        record.position(),
                        record.arrival().toEpochMilli(),
                        record.key(),
                        record.attributes(),
                        record.payload(),
                        eventTime(i));
            }
        }
        for (int i = 0; i < counts.length; i++) {
            selected.runs.end(i, ranges.get(i).last(), counts[i]);
        }
        selected.duplicates(duplicates);
        return selected.build(readAt, watermark);
    }

    /** The same batch without the records at these places, which are counted as duplicates. Its runs stay whole. */
    RecordBatch without(BitSet places) {
        return places.isEmpty()
                ? this
                : new RecordBatch(
                        this,
                        IntStream.range(0, size).filter(i -> !places.get(i)).toArray());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordBatch b
                && source.equals(b.source)
                && readAt.equals(b.readAt)
                && watermark.equals(b.watermark)
                && ranges.equals(b.ranges)
                && duplicates == b.duplicates
                && Arrays.equals(rangeOf, b.rangeOf)
                && Arrays.equals(positions, b.positions)
                && Arrays.equals(arrivals, b.arrivals)
                && Arrays.deepEquals(keys, b.keys)
                && attributes.equals(b.attributes)
                && Arrays.deepEquals(payloads, b.payloads)
                && Arrays.equals(eventTimes, b.eventTimes);
    }

    @Override
    public int hashCode() {
        return 31 * ranges.hashCode() + Arrays.deepHashCode(payloads);
    }

    @Override
    public String toString() {
        return source + " batch of " + size + " " + ranges + (duplicates == 0 ? "" : ", less " + duplicates);
    }

    /** Collects what a reader takes, in order, until it closes the batch. Reused by nobody: one builder, one batch. */
    public static final class Builder {

        private static final int LEAST_ROOM = 64;

        private final String source;
        private final boolean timed;
        private final PartitionRuns runs = new PartitionRuns();
        private final List<Map<String, String>> attributes;
        private int size;
        private long sizeInBytes;
        private int[] rangeOf;
        private Position[] positions;
        private long[] arrivals;
        private byte[] @Nullable [] keys;
        private byte[][] payloads;
        private long[] eventTimes;
        private @Nullable Object @Nullable [] decoded;
        private int duplicates;

        private Builder(String source, boolean timed, int expected) {
            this.source = source;
            this.timed = timed;
            attributes = new ArrayList<>(expected);
            rangeOf = new int[expected];
            positions = new Position[expected];
            arrivals = new long[expected];
            keys = new byte[expected][];
            payloads = new byte[expected][];
            eventTimes = new long[expected];
        }

        /** A batch of records from {@code source}; {@code timed} where the reader looks for event times. */
        public static Builder of(String source, boolean timed) {
            return of(source, timed, LEAST_ROOM);
        }

        /** The same, with room for as many records as are expected; there may be others. */
        public static Builder of(String source, boolean timed, int expected) {
            return new Builder(source, timed, Math.max(expected, LEAST_ROOM));
        }

        /**
         * Adds a record.
         *
         * @param after the position before it, used where it is the first of its partition in this batch
         * @param arrival milliseconds since the epoch
         * @param eventTime what the reader found, or null; ignored in a batch that is not timed
         */
        public void add(
                String partition,
                @Nullable Position after,
                Position position,
                long arrival,
                byte @Nullable [] key,
                Map<String, String> recordAttributes,
                byte[] payload,
                @Nullable Instant eventTime) {
            if (size == payloads.length) {
                resize(payloads.length * 2);
            }
            rangeOf[size] = runs.add(partition, after, position);
            positions[size] = position;
            arrivals[size] = arrival;
            keys[size] = key;
            attributes.add(recordAttributes);
            payloads[size] = payload;
            eventTimes[size] = eventTime == null ? NO_EVENT_TIME : eventTime.toEpochMilli();
            size++;
            sizeInBytes += payload.length + (key == null ? 0 : key.length);
        }

        /**
         * Adds a record whose payload the reader has decoded.
         *
         * @param payloadDecoded what {@link RecordBatch#decoded} is to give, or null
         */
        public void add(
                String partition,
                @Nullable Position after,
                Position position,
                long arrival,
                byte @Nullable [] key,
                Map<String, String> recordAttributes,
                byte[] payload,
                @Nullable Instant eventTime,
                @Nullable Object payloadDecoded) {
            add(partition, after, position, arrival, key, recordAttributes, payload, eventTime);
            if (payloadDecoded != null) {
                decoded = decoded == null ? new Object[payloads.length] : decoded;
                decoded[size - 1] = payloadDecoded;
            }
        }

        private void resize(int room) {
            rangeOf = Arrays.copyOf(rangeOf, room);
            positions = Arrays.copyOf(positions, room);
            arrivals = Arrays.copyOf(arrivals, room);
            keys = Arrays.copyOf(keys, room);
            payloads = Arrays.copyOf(payloads, room);
            eventTimes = Arrays.copyOf(eventTimes, room);
            decoded = decoded == null ? null : Arrays.copyOf(decoded, room);
        }

        private void trim() {
            if (size < payloads.length) {
                resize(size);
            }
        }

        public int size() {
            return size;
        }

        /** Bytes of payloads and keys so far. */
        public long sizeInBytes() {
            return sizeInBytes;
        }

        /**
         * Makes the batch say where a partition starts, by a run of no records after {@code after}; does nothing where the
         * batch has records of it.
         */
        public void anchor(String partition, Position after) {
            runs.declare(partition, after);
        }

        /**
         * Makes the run of a partition reach on to {@code to}: between its last record and there, the partition has none.
         *
         * @param after the position the run starts after, used where this batch has none of the partition yet
         */
        public void reachTo(String partition, @Nullable Position after, Position to) {
            runs.end(runs.declare(partition, after), to);
        }

        /** So many records were taken out of the batch. */
        void duplicates(int count) {
            duplicates = count;
        }

        /** The runs of its partitions. */
        PartitionRuns runs() {
            return runs;
        }

        /** Closes the batch. */
        public RecordBatch build(Instant readAt, Instant watermark) {
            return new RecordBatch(this, readAt, watermark);
        }
    }
}
