package dev.sluice.connector.kafka;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.record.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of one part by assignment: no consumer group, the positions are the checkpoint's. */
final class KafkaReader implements RecordReader {

    private static final long FROM_THE_BEGINNING = -1;
    /** Twice this is how late a new partition is found: what the client knows of the topic is as old again. */
    static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(15);

    private final KafkaStream stream;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
    private @Nullable Partition current;
    private final Duration discoveryInterval;
    private long lastDiscovery = System.nanoTime();

    /** What is looked up once for each partition, not once for each record. */
    private record Partition(
            int number, String name, @Nullable Long end) {}

    private KafkaReader(KafkaStream stream, Consumer<byte[], byte[]> consumer, Duration discoveryInterval) {
        this.stream = stream;
        this.consumer = consumer;
        this.discoveryInterval = discoveryInterval;
    }

    /** @param discoveryInterval how often new partitions are looked for, where the stream has no end */
    static KafkaReader open(KafkaStream stream, Map<String, Position> after, Duration discoveryInterval)
            throws IOException {
        Map<String, Object> settings = new HashMap<>(stream.address().clientSettings());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", 5_000);
        settings.put("max.partition.fetch.bytes", 4 << 20);
        settings.put("receive.buffer.bytes", 1 << 20);
        settings.put("metadata.max.age.ms", discoveryInterval.toMillis());
        KafkaReader reader = new KafkaReader(
                stream,
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                discoveryInterval);
        Map<Integer, Long> next = new TreeMap<>(stream.start());
        after.forEach((partition, position) -> {
            Integer number = stream.address().number(partition);
            if (number != null && position instanceof Position.Offset offset) {
                next.put(number, offset.value() + 1);
            }
        });
        if (stream.end() != null) {
            stream.end().keySet().forEach(number -> next.putIfAbsent(number, FROM_THE_BEGINNING));
        }
        reader.assign(next);
        return reader;
    }

    private void assign(Map<Integer, Long> next) {
        Map<Integer, Long> ends = stream.end();
        next.keySet()
                .forEach(number -> partitions.put(
                        new TopicPartition(stream.address().topic(), number),
                        new Partition(
                                number, stream.address().partition(number), ends == null ? null : ends.get(number))));
        current = null;
        consumer.assign(partitions.keySet());
        next.forEach((number, offset) -> {
            TopicPartition partition = new TopicPartition(stream.address().topic(), number);
            if (offset == FROM_THE_BEGINNING) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        });
    }

    @Override
    public Map<String, Position> startingAfter() {
        Map<String, Position> after = new LinkedHashMap<>();
        partitions.forEach((key, partition) -> after.put(partition.name, Position.offset(consumer.position(key) - 1)));
        return after;
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        try {
            if (!fetched.hasNext()) {
                if (System.nanoTime() - lastDiscovery >= discoveryInterval.toNanos()) {
                    discover(batch);
                }
                if (partitions.isEmpty()) {
                    return;
                }
                fetched = consumer.poll(patience).iterator();
            }
        } catch (OffsetOutOfRangeException e) {
            throw new IOException(gone(e.offsetOutOfRangePartitions()), e);
        } catch (KafkaException e) {
            throw new IOException(
                    "reading topic '" + stream.address().topic() + "' at "
                            + stream.address().bootstrapServers() + ": " + e.getMessage(),
                    e);
        }
        while (fetched.hasNext() && !batch.isFull()) {
            add(fetched.next(), batch);
        }
    }

    private String gone(Map<TopicPartition, Long> wanted) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(wanted.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
        StringJoiner sentence = new StringJoiner("; ");
        wanted.forEach((partition, offset) ->
                sentence.add("partition " + stream.address().partition(partition.partition()) + " at "
                        + stream.address().bootstrapServers() + " has offsets " + starts.get(partition) + " to "
                        + ends.get(partition) + ", and the job was to go on at " + offset
                        + (offset < starts.getOrDefault(partition, 0L)
                                ? ": what lay between was deleted by the topic's retention"
                                : ": it is not the topic the job has read before")));
        return sentence.toString();
    }

    private void add(ConsumerRecord<byte[], byte[]> record, OpenBatch batch) {
        Partition partition = current;
        if (partition == null || partition.number != record.partition()) {
            // Fetched records stand partition by partition.
            partition = partitions.get(new TopicPartition(record.topic(), record.partition()));
            current = partition;
        }
        if (partition == null || (partition.end != null && record.offset() >= partition.end)) {
            return;
        }
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        batch.add(
                partition.name,
                Position.offset(record.offset()),
                record.timestamp(),
                record.key(),
                attributes(record.headers()),
                payload);
    }

    private static Map<String, String> attributes(Headers headers) {
        Map<String, String> attributes = Map.of();
        for (Header header : headers) {
            if (attributes.isEmpty()) {
                attributes = new LinkedHashMap<>();
            }
            attributes.put(
                    header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return attributes;
    }

    /** Partitions that were added to the topic since; they are read from their first record. */
    private void discover(OpenBatch batch) {
        lastDiscovery = System.nanoTime();
        if (stream.end() != null) {
            return;
        }
        Map<Integer, Long> next = new TreeMap<>();
        for (TopicPartition known : partitions.keySet()) {
            next.put(known.partition(), consumer.position(known));
        }
        boolean found = false;
        for (PartitionInfo info : consumer.partitionsFor(stream.address().topic())) {
            if (stream.owns(info.partition()) && next.putIfAbsent(info.partition(), FROM_THE_BEGINNING) == null) {
                batch.found(stream.address().partition(info.partition()), Position.offset(-1));
                found = true;
            }
        }
        if (found) {
            assign(next);
        }
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
