package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class KafkaServerIT {

    private static final List<String> VALUES =
            IntStream.range(0, 1_000).mapToObj(i -> "reading " + i).toList();

    @TempDir
    Path directory;

    @Test
    void aRestartOnTheSameDirectoryAndPortKeepsRecordsAndOffsets() {
        int port;
        try (KafkaServer kafka = KafkaServer.start(directory)) {
            port = kafka.port();
            kafka.createTopic("readings", 3);
            produce(kafka, VALUES);
            assertThat(kafka.records("readings")).isEqualTo(1_000);
            assertThat(consume(kafka, "first", 1_000)).containsExactlyInAnyOrderElementsOf(VALUES);
        }

        try (KafkaServer kafka = KafkaServer.start(directory, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(kafka.records("readings")).isEqualTo(1_000);
            produce(kafka, List.of("one more"));
            assertThat(consume(kafka, "first", 1)).containsExactly("one more");
            assertThat(consume(kafka, "second", 1_001)).hasSize(1_001).containsAll(VALUES);
        }
    }

    @Test
    void allPayloadsOfATopicAreReadAndThoseOfNoneAreAMistake() {
        try (KafkaServer kafka = KafkaServer.start(directory)) {
            kafka.createTopic("readings", 3);
            produce(kafka, VALUES);
            kafka.createTopic("nothing", 2);

            assertThat(KafkaPayloads.of(kafka.bootstrapServers(), "readings"))
                    .extracting(payload -> new String(payload, StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrderElementsOf(VALUES);
            assertThat(KafkaPayloads.of(kafka.bootstrapServers(), "nothing")).isEmpty();
            assertThatThrownBy(() -> KafkaPayloads.of(kafka.bootstrapServers(), "unknown"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("there is no topic unknown at " + kafka.bootstrapServers());
        }
    }

    @Test
    void twoNodesRunSideBySide() {
        try (KafkaServer one = KafkaServer.start(directory.resolve("one"));
                KafkaServer other = KafkaServer.start(directory.resolve("other"))) {
            one.createTopic("readings", 1);
            other.createTopic("readings", 1);
            produce(one, List.of("a", "b"));

            assertThat(one.records("readings")).isEqualTo(2);
            assertThat(other.records("readings")).isZero();
        }
    }

    @Test
    void aTakenPortAndAnUnknownTopicAreNamed() {
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("one"))) {
            int port = kafka.port();

            assertThatThrownBy(() -> kafka.records("nothing"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("describe topic nothing");
            assertThatThrownBy(() -> KafkaServer.start(directory.resolve("other"), port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not start on ports " + port);
        }
    }

    private static void produce(KafkaServer kafka, List<String> values) {
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < values.size(); i++) {
                var unused = producer.send(new ProducerRecord<>("readings", "key " + i, values.get(i)));
            }
            producer.flush();
        }
    }

    private static List<String> consume(KafkaServer kafka, String group, int records) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("readings"));
            while (values.size() < records) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }
}
