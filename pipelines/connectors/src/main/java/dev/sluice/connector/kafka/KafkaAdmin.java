package dev.sluice.connector.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers what there is: which partitions, and from where to where. Each question fails within 25 s. */
final class KafkaAdmin implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 20;

    private final KafkaAddress address;
    private final Admin admin;

    private KafkaAdmin(KafkaAddress address, Admin admin) {
        this.address = address;
        this.admin = admin;
    }

    /** A client that gives up before {@link #get} does: closing it waits for what it was asked. */
    static KafkaAdmin open(KafkaAddress address) throws IOException {
        Map<String, Object> settings = new HashMap<>(address.access().clientSettings());
        settings.put("request.timeout.ms", TIMEOUT_SECONDS * 1_000);
        settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1_000);
        try {
            return new KafkaAdmin(address, Admin.create(settings));
        } catch (KafkaException e) {
            throw KafkaFailure.of("Kafka at " + address.bootstrapServers(), e);
        }
    }

    /** The partitions of the selected topics as they are now; there is at least one. */
    Set<TopicPartition> partitions() throws IOException {
        TopicSelection topics = address.topics();
        Collection<String> names = topics.names();
        if (topics.pattern() != null) {
            names = get(admin.listTopics().names()).stream()
                    .filter(topics::contains)
                    .sorted()
                    .toList();
        }
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                new TreeMap<>(admin.describeTopics(names).topicNameValues()).entrySet()) {
            try {
                get(topic.getValue())
                        .partitions()
                        .forEach(p -> partitions.add(new TopicPartition(topic.getKey(), p.partition())));
            } catch (IOException e) {
                throw e.getCause() instanceof UnknownTopicOrPartitionException
                        ? new IOException(server() + " has no topic '" + topic.getKey() + "'", e.getCause())
                        : e;
            }
        }
        if (partitions.isEmpty()) {
            throw new IOException(server() + " has no " + topics);
        }
        return partitions;
    }

    /** An offset of each partition, of records that are committed. */
    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) throws IOException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(p -> wanted.put(p, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }

    private String server() {
        return "Kafka at " + address.bootstrapServers();
    }

    private <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get(TIMEOUT_SECONDS + 5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            throw KafkaFailure.of(server(), cause);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + server(), e);
        }
    }

    private IOException silent(Throwable cause) {
        return new IOException(server() + " did not answer within " + TIMEOUT_SECONDS + " s", cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
