package dev.sluice.connector;

import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream that holds what it was given, for tests of what all streams have in common. */
final class MemoryStream implements RecordStream {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Item(String partition, long offset, byte[] payload) {}

    final List<Map<String, Position>> acknowledged = new ArrayList<>();

    @Nullable
    ReadSettings resumedIn;

    boolean ends;

    Duration patience = Duration.ofMillis(10);

    /** How long each call of poll was to wait. */
    final List<Duration> waits = new ArrayList<>();

    private final List<String> partitions;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Long> nextOffset = new HashMap<>();

    MemoryStream(String... partitions) {
        this.partitions = List.of(partitions);
    }

    /** Appends a record to the partition. */
    void add(String partition, String payload) {
        add(partition, payload.getBytes(StandardCharsets.UTF_8));
    }

    void add(String partition, byte[] payload) {
        long offset = nextOffset.merge(partition, 1L, Long::sum) - 1;
        items.add(new Item(partition, offset, payload));
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public List<MemoryStream> split(int parts, ReadSettings settings) {
        return List.of(this);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public MemoryStream resumedIn(ReadSettings settings) {
        resumedIn = settings;
        return this;
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) {
        return new Reader(after);
    }

    private final class Reader implements RecordReader {

        private final Map<String, Position> after = new HashMap<>();
        private int next;

        Reader(Map<String, Position> resumed) {
            partitions.forEach(p -> after.put(p, resumed.getOrDefault(p, Position.offset(-1))));
        }

        @Override
        public Map<String, Position> startingAfter() {
            return Map.copyOf(after);
        }

        @Override
        public void poll(OpenBatch batch, Duration patience) {
            waits.add(patience);
            while (next < items.size() && !batch.isFull()) {
                Item item = items.get(next++);
                Position position = Position.offset(item.offset);
                if (position.compareTo(after.get(item.partition)) > 0) {
                    batch.add(item.partition, position, 0, null, Map.of(), item.payload);
                }
            }
        }

        @Override
        public boolean isAtEnd() {
            return ends && next == items.size();
        }

        @Override
        public void acknowledge(Map<String, Position> upTo) {
            acknowledged.add(upTo);
        }

        @Override
        public void close() {}
    }
}
