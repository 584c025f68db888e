package dev.sluice.connector.kafka;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics, or a part of their partitions.
 *
 * @param part which of {@code parts}; see {@link TopicSelection#owner}
 * @param start by partition's name, the first offset to read where no checkpoint says otherwise
 * @param end by partition's name, the offset to end before; null: reads for ever, and looks for new partitions
 */
record KafkaStream(
        KafkaAddress address,
        int part,
        int parts,
        Map<String, Long> start,
        @Nullable Map<String, Long> end) implements RecordStream {

    KafkaStream {
        start = byName(address, start);
        end = end == null ? null : byName(address, end);
    }

    static KafkaStream of(KafkaAddress address) {
        return new KafkaStream(address, 0, 1, Map.of(), null);
    }

    /** A checkpoint of when a stream was one topic numbers its partitions. */
    private static Map<String, Long> byName(KafkaAddress address, Map<?, Long> offsets) {
        Map<String, Long> named = new TreeMap<>();
        offsets.forEach((partition, offset) -> named.put(
                partition instanceof Integer number ? address.topic() + "/" + number : partition.toString(), offset));
        return named;
    }

    @Override
    public String kind() {
        return KafkaConnector.KIND;
    }

    /** At most one part for each partition where the read ends; as many as wished for where partitions may be added. */
    @Override
    public List<KafkaStream> split(int wished, ReadSettings settings) throws IOException {
        try (KafkaAdmin admin = KafkaAdmin.open(address)) {
            Set<TopicPartition> partitions = admin.partitions();
            Map<TopicPartition, Long> starts = starts(admin, partitions, settings);
            Map<TopicPartition, Long> ends =
                    settings.ending() == EndingPosition.LATEST ? admin.offsets(partitions, OffsetSpec.latest()) : null;
            int count = Math.max(1, ends == null ? wished : Math.min(wished, partitions.size()));
            List<KafkaStream> split = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                split.add(new KafkaStream(
                        address, i, count, mine(starts, i, count), ends == null ? null : mine(ends, i, count)));
            }
            return split;
        }
    }

    /** Ends where the partitions end now, or not at all. */
    @Override
    public KafkaStream resumedIn(ReadSettings settings) throws IOException {
        if (settings.ending() == EndingPosition.NEVER) {
            return new KafkaStream(address, part, parts, start, null);
        }
        try (KafkaAdmin admin = KafkaAdmin.open(address)) {
            Map<TopicPartition, Long> ends = admin.offsets(admin.partitions(), OffsetSpec.latest());
            return new KafkaStream(address, part, parts, start, mine(ends, part, parts));
        }
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
        return KafkaReader.open(this, after, KafkaReader.DISCOVERY_INTERVAL);
    }

    /** Where a read of all partitions starts. */
    List<PartitionRange> starts(ReadSettings settings) throws IOException {
        try (KafkaAdmin admin = KafkaAdmin.open(address)) {
            List<PartitionRange> starts = new ArrayList<>();
            starts(admin, admin.partitions(), settings)
                    .forEach((partition, offset) -> starts.add(
                            PartitionRange.startingAfter(TopicSelection.name(partition), Position.offset(offset - 1))));
            starts.sort(Comparator.comparing(PartitionRange::partition));
            return starts;
        }
    }

    private static Map<TopicPartition, Long> starts(
            KafkaAdmin admin, Set<TopicPartition> partitions, ReadSettings settings) throws IOException {
        Map<TopicPartition, Long> starts = admin.offsets(partitions, spec(settings.start()));
        if (settings.start().instant() != null) {
            // No record at or after the instant: start where the partition ends.
            admin.offsets(partitions, OffsetSpec.latest())
                    .forEach((p, end) -> starts.computeIfPresent(p, (q, offset) -> offset < 0 ? end : offset));
        }
        Progress progress = settings.progress();
        boolean begun = partitions.stream().anyMatch(p -> progress.after(TopicSelection.name(p)) != null);
        if (begun) {
            // A partition that the job has not met was added since it began: none of it has been read.
            starts.putAll(admin.offsets(partitions, OffsetSpec.earliest()));
        }
        for (TopicPartition partition : partitions) {
            if (progress.after(TopicSelection.name(partition)) instanceof Position.Offset done) {
                starts.put(partition, done.value() + 1);
            }
        }
        return starts;
    }

    private static OffsetSpec spec(StartingPosition start) {
        Instant instant = start.instant();
        if (instant != null) {
            return OffsetSpec.forTimestamp(instant.toEpochMilli());
        }
        return start.equals(StartingPosition.latest()) ? OffsetSpec.latest() : OffsetSpec.earliest();
    }

    private Map<String, Long> mine(Map<TopicPartition, Long> all, int which, int of) {
        TopicSelection topics = address.topics();
        Map<String, Long> mine = new TreeMap<>();
        all.forEach((partition, offset) -> {
            if (topics.owner(partition, of) == which) {
                mine.put(TopicSelection.name(partition), offset);
            }
        });
        return mine;
    }
}
