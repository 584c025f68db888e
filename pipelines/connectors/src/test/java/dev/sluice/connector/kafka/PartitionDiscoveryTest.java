package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PartitionDiscoveryTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Cluster cluster = new Cluster();
    private long nanos = Long.MAX_VALUE - 5;

    @Test
    void aReaderLooksAtOnceAndThenByTheInterval() {
        PartitionDiscovery discovery = discovery(Map.of("topicName", "readings"), 0, 1, null);
        cluster.topics.put("readings", 1);

        assertThat(discovery.isDue()).isTrue();
        assertThat(discovery.look(Set.of())).containsExactly(partition("readings", 0));
        assertThat(discovery.isDue()).isFalse();
        nanos += INTERVAL.toNanos() - 1;
        assertThat(discovery.isDue()).isFalse();
        nanos++;
        assertThat(discovery.isDue()).isTrue();
    }

    @Test
    void aReaderThatEndsNeverLooks() {
        assertThat(discovery(Map.of("topicName", "readings"), 0, 1, Map.of("readings/0", 7L))
                        .isDue())
                .isFalse();
    }

    @Test
    void onlyWhatIsNewIsFound() {
        PartitionDiscovery discovery = discovery(Map.of("topicName", "readings,alarms"), 0, 1, null);
        cluster.topics.put("readings", 3);
        cluster.topics.put("alarms", 1);
        cluster.topics.put("others", 1);

        assertThat(discovery.look(Set.of(partition("readings", 0), partition("readings", 1))))
                .containsExactly(partition("readings", 2), partition("alarms", 0));
        assertThat(cluster.listed).as("all topics were listed").isFalse();
    }

    @Test
    void aPatternFindsTopicsThatAreNew() {
        PartitionDiscovery discovery = discovery(Map.of("topicPattern", "plant-.*"), 0, 1, null);
        cluster.topics.put("plant-1", 1);
        cluster.topics.put("garden", 1);

        assertThat(discovery.look(Set.of())).containsExactly(partition("plant-1", 0));
        cluster.topics.put("plant-2", 2);
        assertThat(discovery.look(Set.of(partition("plant-1", 0))))
                .containsExactly(partition("plant-2", 0), partition("plant-2", 1));
    }

    @Test
    void eachPartitionIsFoundByOneOfTheReaders() {
        cluster.topics.put("plant-1", 5);
        cluster.topics.put("plant-2", 6);
        List<TopicPartition> found = new ArrayList<>();

        for (int part = 0; part < 3; part++) {
            found.addAll(
                    discovery(Map.of("topicPattern", "plant-.*"), part, 3, null).look(Set.of()));
        }

        assertThat(found).hasSize(11).doesNotHaveDuplicates();
    }

    private PartitionDiscovery discovery(
            Map<String, String> settings, int part, int parts, @Nullable Map<String, Long> end) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("bootstrapServers", "127.0.0.1:9092");
        KafkaAddress address = new KafkaAddress("127.0.0.1:9092", settings.getOrDefault("topicName", "a pattern"), all);
        return new PartitionDiscovery(
                new KafkaStream(address, part, parts, Map.of(), end), cluster, INTERVAL, () -> nanos);
    }

    private static TopicPartition partition(String topic, int number) {
        return new TopicPartition(topic, number);
    }

    /** How many partitions each topic has. */
    private static final class Cluster implements PartitionDiscovery.Topics {

        private final Map<String, Integer> topics = new TreeMap<>();
        private boolean listed;

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return IntStream.range(0, topics.get(topic))
                    .mapToObj(number -> new PartitionInfo(topic, number, null, null, null))
                    .toList();
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics() {
            listed = true;
            Map<String, List<PartitionInfo>> all = new TreeMap<>();
            topics.keySet().forEach(topic -> all.put(topic, partitionsFor(topic)));
            return all;
        }
    }
}
