package dev.sluice.connector.kafka;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of one part by assignment: no consumer group, the positions are the checkpoint's. */
final class KafkaReader implements RecordReader {

    private static final long FROM_THE_BEGINNING = -1;
    /** Twice this is how late a new partition is found: what the client knows of the topic is as old again. */
    static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(15);

    private final KafkaStream stream;
    private final TopicSelection topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
    private @Nullable Partition current;
    private final PartitionDiscovery discovery;

    /** What is looked up once for each partition, not once for each record. */
    private static final class Partition {
        final TopicPartition key;
        final String name;
        final @Nullable Long end;
        /** Records that the client gave us and we have not given yet. */
        long fetched;

        Partition(TopicPartition key, String name, @Nullable Long end) {
            this.key = key;
            this.name = name;
            this.end = end;
        }
    }

    private KafkaReader(KafkaStream stream, Consumer<byte[], byte[]> consumer, PartitionDiscovery discovery) {
        this.stream = stream;
        this.topics = stream.address().topics();
        this.consumer = consumer;
        this.discovery = discovery;
    }

    /** @param discoveryInterval how often new partitions are looked for, where the stream has no end */
    static KafkaReader open(KafkaStream stream, Map<String, Position> after, Duration discoveryInterval)
            throws IOException {
        Map<String, Object> settings = new HashMap<>(stream.address().access().clientSettings());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", 5_000);
        settings.put("max.partition.fetch.bytes", 4 << 20);
        settings.put("receive.buffer.bytes", 1 << 20);
        settings.put("metadata.max.age.ms", discoveryInterval.toMillis());
        try {
            Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            PartitionDiscovery discovery = new PartitionDiscovery(
                    stream, PartitionDiscovery.Topics.of(consumer), discoveryInterval, System::nanoTime);
            KafkaReader reader = new KafkaReader(stream, consumer, discovery);
            reader.assign(reader.next(after));
            return reader;
        } catch (KafkaException e) {
            throw KafkaFailure.of("reading " + stream.address(), e);
        }
    }

    /** By partition, the offset to go on at. */
    private Map<TopicPartition, Long> next(Map<String, Position> after) {
        Map<String, Long> offsets = new TreeMap<>(stream.start());
        after.forEach((name, position) -> {
            if (position instanceof Position.Offset offset) {
                offsets.put(name, offset.value() + 1);
            }
        });
        if (stream.end() != null) {
            stream.end().keySet().forEach(name -> offsets.putIfAbsent(name, FROM_THE_BEGINNING));
        }
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        offsets.forEach((name, offset) -> {
            TopicPartition partition = topics.partition(name);
            if (partition != null) {
                next.put(partition, offset);
            }
        });
        return next;
    }

    private void assign(Map<TopicPartition, Long> next) {
        Map<String, Long> ends = stream.end();
        next.keySet().forEach(key -> {
            String name = TopicSelection.name(key);
            partitions.put(key, new Partition(key, name, ends == null ? null : ends.get(name)));
        });
        current = null;
        consumer.assign(partitions.keySet());
        next.forEach((partition, offset) -> {
            if (offset == FROM_THE_BEGINNING) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        });
    }

    @Override
    public Map<String, Position> startingAfter() throws IOException {
        try {
            Map<String, Position> after = new LinkedHashMap<>();
            partitions.forEach(
                    (key, partition) -> after.put(partition.name, Position.offset(consumer.position(key) - 1)));
            return after;
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        try {
            if (!fetched.hasNext()) {
                if (discovery.isDue()) {
                    discover(batch);
                }
                if (partitions.isEmpty()) {
                    return;
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
                fetched = records.iterator();
                for (TopicPartition partition : records.partitions()) {
                    fetchedOf(partition, records.records(partition).size());
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw new IOException(gone(e.offsetOutOfRangePartitions()), e);
        } catch (KafkaException e) {
            throw failure(e);
        }
        while (fetched.hasNext() && !batch.isFull()) {
            add(fetched.next(), batch);
        }
    }

    private void fetchedOf(TopicPartition key, int records) {
        Partition partition = partitions.get(key);
        if (partition != null) {
            partition.fetched = records;
        }
    }

    private IOException failure(KafkaException e) {
        return KafkaFailure.of("reading " + stream.address(), e);
    }

    private String gone(Map<TopicPartition, Long> wanted) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(wanted.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
        StringJoiner sentence = new StringJoiner("; ");
        wanted.forEach((partition, offset) -> sentence.add("partition " + TopicSelection.name(partition) + " at "
                + stream.address().bootstrapServers() + " has offsets " + starts.get(partition) + " to "
                + ends.get(partition) + ", and the job was to go on at " + offset
                + (offset < starts.getOrDefault(partition, 0L)
                        ? ": what lay between was deleted by the topic's retention"
                        : ": it is not the topic the job has read before")));
        return sentence.toString();
    }

    private void add(ConsumerRecord<byte[], byte[]> record, OpenBatch batch) {
        Partition partition = current;
        if (partition == null || !isOf(record, partition.key)) {
            // Fetched records stand partition by partition.
            partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
            current = partition;
        }
        if (partition == null) {
            return;
        }
        partition.fetched--;
        if (partition.end != null && record.offset() >= partition.end) {
            return;
        }
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        batch.add(
                partition.name,
                Position.offset(record.offset()),
                record.timestamp(),
                record.key(),
                KafkaAttributes.of(record, topics),
                payload);
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> record, TopicPartition partition) {
        return partition.partition() == record.partition() && partition.topic().equals(record.topic());
    }

    /** Partitions that were added since are read from their first record. */
    private void discover(OpenBatch batch) {
        List<TopicPartition> found = discovery.look(partitions.keySet());
        if (found.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        for (TopicPartition known : partitions.keySet()) {
            next.put(known, consumer.position(known));
        }
        for (TopicPartition partition : found) {
            next.put(partition, FROM_THE_BEGINNING);
            batch.found(TopicSelection.name(partition), Position.offset(-1));
        }
        assign(next);
    }

    @Override
    public OptionalLong lag() {
        long all = 0;
        for (Partition partition : partitions.values()) {
            OptionalLong behind = lag(partition);
            if (behind.isEmpty()) {
                return behind;
            }
            all += behind.getAsLong();
        }
        return OptionalLong.of(all);
    }

    @Override
    public Set<String> pending() {
        Set<String> pending = new HashSet<>();
        for (Partition partition : partitions.values()) {
            if (lag(partition).orElse(1) > 0) {
                pending.add(partition.name);
            }
        }
        return pending;
    }

    /** By what the client heard with its last records, so it costs nothing; empty before it has heard anything. */
    private OptionalLong lag(Partition partition) {
        OptionalLong behind = consumer.currentLag(partition.key);
        return behind.isEmpty() ? behind : OptionalLong.of(behind.getAsLong() + partition.fetched);
    }

    @Override
    public boolean isAtEnd() {
        if (stream.end() == null || fetched.hasNext()) {
            return false;
        }
        for (Map.Entry<TopicPartition, Partition> entry : partitions.entrySet()) {
            Long end = entry.getValue().end;
            if (end == null || consumer.position(entry.getKey()) < end) {
                return false;
            }
        }
        return true;
    }

    /** Nobody waits for it: the positions are kept by the job. */
    @Override
    public void acknowledge(Map<String, Position> upTo) {}

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
