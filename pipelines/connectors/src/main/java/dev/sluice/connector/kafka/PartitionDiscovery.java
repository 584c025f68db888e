package dev.sluice.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partitions that were added to topics since these were taken apart, also of topics that are new themselves. Each
 * reader looks for its own: which one a partition belongs to follows from its name ({@link TopicSelection#owner}).
 */
final class PartitionDiscovery {

    private final KafkaStream stream;
    private final Topics topics;
    private final Duration interval;
    private final LongSupplier nanos;
    private @Nullable Long lastLook;

    /** What the brokers have, as far as a client knows. */
    interface Topics {

        List<PartitionInfo> partitionsFor(String topic);

        Map<String, List<PartitionInfo>> listTopics();

        /** Those that this consumer knows of. */
        static Topics of(Consumer<?, ?> consumer) {
            return new Topics() {
                @Override
                public List<PartitionInfo> partitionsFor(String topic) {
                    return consumer.partitionsFor(topic);
                }

                @Override
                public Map<String, List<PartitionInfo>> listTopics() {
                    return consumer.listTopics();
                }
            };
        }
    }

    /**
     * A discovery that has not looked yet.
     *
     * @param interval how long it is content with a look
     * @param nanos a clock that goes on evenly
     */
    PartitionDiscovery(KafkaStream stream, Topics topics, Duration interval, LongSupplier nanos) {
        this.stream = stream;
        this.topics = topics;
        this.interval = interval;
        this.nanos = nanos;
    }

    /**
     * Whether it is time to look: never where the stream has ends. Else at once, because a runner may replace a reader before
     * the interval is over, again and again; then by the interval.
     */
    boolean isDue() {
        return stream.end() == null && (lastLook == null || nanos.getAsLong() - lastLook >= interval.toNanos());
    }

    /** The partitions of this part that are not among those known. */
    List<TopicPartition> look(Set<TopicPartition> known) {
        lastLook = nanos.getAsLong();
        return there().stream()
                .filter(partition -> stream.address().topics().owner(partition, stream.parts()) == stream.part())
                .filter(partition -> !known.contains(partition))
                .toList();
    }

    private List<TopicPartition> there() {
        TopicSelection selection = stream.address().topics();
        List<TopicPartition> there = new ArrayList<>();
        if (selection.pattern() == null) {
            selection.names().forEach(topic -> add(topics.partitionsFor(topic), there));
        } else {
            topics.listTopics().forEach((topic, partitions) -> {
                if (selection.contains(topic)) {
                    add(partitions, there);
                }
            });
        }
        return there;
    }

    private static void add(List<PartitionInfo> partitions, List<TopicPartition> there) {
        partitions.forEach(partition -> there.add(new TopicPartition(partition.topic(), partition.partition())));
    }
}
