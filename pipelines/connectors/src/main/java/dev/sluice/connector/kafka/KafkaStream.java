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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A topic, or a part of its partitions.
 *
 * @param part which of {@code parts}; partition {@code n} belongs to part {@code n % parts}, also one that is found later
 * @param start by partition, the first offset to read where no checkpoint says otherwise
 * @param end by partition, the offset to end before; null: reads for ever, and looks for new partitions
 */
record KafkaStream(
        KafkaAddress address,
        int part,
        int parts,
        Map<Integer, Long> start,
        @Nullable Map<Integer, Long> end) implements RecordStream {

    private static final int TIMEOUT_SECONDS = 20;

    static KafkaStream of(KafkaAddress address) {
        return new KafkaStream(address, 0, 1, Map.of(), null);
    }

    @Override
    public String kind() {
        return KafkaConnector.KIND;
    }

    /** At most one part for each partition where the read ends; as many as wished for where partitions may be added. */
    @Override
    public List<KafkaStream> split(int wished, ReadSettings settings) throws IOException {
        try (Admin admin = admin()) {
            List<Integer> partitions = partitions(admin);
            Map<Integer, Long> starts = starts(admin, partitions, settings);
            Map<Integer, Long> ends =
                    settings.ending() == EndingPosition.LATEST ? offsets(admin, partitions, OffsetSpec.latest()) : null;
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
        try (Admin admin = admin()) {
            Map<Integer, Long> ends = offsets(admin, partitions(admin), OffsetSpec.latest());
            return new KafkaStream(address, part, parts, start, mine(ends, part, parts));
        }
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
        return KafkaReader.open(this, after, KafkaReader.DISCOVERY_INTERVAL);
    }

    /** Where a read of the whole topic starts. */
    List<PartitionRange> starts(ReadSettings settings) throws IOException {
        try (Admin admin = admin()) {
            List<PartitionRange> starts = new ArrayList<>();
            starts(admin, partitions(admin), settings)
                    .forEach((partition, offset) -> starts.add(
                            PartitionRange.startingAfter(address.partition(partition), Position.offset(offset - 1))));
            return starts;
        }
    }

    /** Whether this part reads the partition. */
    boolean owns(int partition) {
        return partition % parts == part;
    }

    private List<Integer> partitions(Admin admin) throws IOException {
        List<Integer> partitions = new ArrayList<>();
        get(admin.describeTopics(List.of(address.topic())).allTopicNames())
                .values()
                .forEach(topic -> topic.partitions().forEach(p -> partitions.add(p.partition())));
        return partitions;
    }

    private Map<Integer, Long> starts(Admin admin, List<Integer> partitions, ReadSettings settings) throws IOException {
        Map<Integer, Long> starts = new TreeMap<>(offsets(admin, partitions, spec(settings.start())));
        if (settings.start().instant() != null) {
            // No record at or after the instant: start where the partition ends.
            offsets(admin, partitions, OffsetSpec.latest())
                    .forEach((p, end) -> starts.computeIfPresent(p, (q, offset) -> offset < 0 ? end : offset));
        }
        Progress progress = settings.progress();
        boolean begun = partitions.stream().anyMatch(p -> progress.after(address.partition(p)) != null);
        if (begun) {
            // A partition that the job has not met was added since it began: none of it has been read.
            starts.putAll(offsets(admin, partitions, OffsetSpec.earliest()));
        }
        for (int partition : partitions) {
            if (progress.after(address.partition(partition)) instanceof Position.Offset done) {
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

    private Map<Integer, Long> offsets(Admin admin, Collection<Integer> partitions, OffsetSpec spec)
            throws IOException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(p -> wanted.put(new TopicPartition(address.topic(), p), spec));
        Map<Integer, Long> offsets = new HashMap<>();
        get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((p, info) -> offsets.put(p.partition(), info.offset()));
        return offsets;
    }

    private static Map<Integer, Long> mine(Map<Integer, Long> all, int part, int parts) {
        Map<Integer, Long> mine = new TreeMap<>(all);
        mine.keySet().removeIf(p -> p % parts != part);
        return mine;
    }

    /** A client that gives up before {@link #get} does: closing it waits for what it was asked. */
    private Admin admin() throws IOException {
        Map<String, Object> settings = new HashMap<>(address.clientSettings());
        settings.put("request.timeout.ms", TIMEOUT_SECONDS * 1_000);
        settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1_000);
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("Kafka at " + address.bootstrapServers() + ": " + cause.getMessage(), e);
        }
    }

    private IOException silent(Throwable cause) {
        return new IOException(
                "Kafka at " + address.bootstrapServers() + " did not answer within " + TIMEOUT_SECONDS + " s", cause);
    }

    private <T> T get(org.apache.kafka.common.KafkaFuture<T> future) throws IOException {
        try {
            return future.get(TIMEOUT_SECONDS + 5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new IOException(
                        "Kafka at " + address.bootstrapServers() + " has no topic '" + address.topic() + "'", cause);
            }
            throw new IOException(
                    "Kafka at " + address.bootstrapServers() + ", topic '" + address.topic() + "': "
                            + cause.getMessage(),
                    cause);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Kafka at " + address.bootstrapServers(), e);
        }
    }
}
