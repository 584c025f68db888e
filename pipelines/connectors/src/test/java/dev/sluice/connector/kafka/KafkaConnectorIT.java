package dev.sluice.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.Durability;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.KafkaServer;
import dev.sluice.testing.TestPipelineExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@ExtendWith(TestPipelineExtension.class)
final class KafkaConnectorIT {

    private static final ReadSettings SETTINGS = ReadSettings.of("kafka").withEnding(EndingPosition.LATEST);

    private final KafkaConnector connector = new KafkaConnector();

    @TempDir
    Path directory;

    @Test
    void aTopicIsReadToItsEndAndAnUnknownOneIsNamed(TestPipeline pipeline) throws Exception {
        try (KafkaServer server = KafkaServer.start(directory);
                KafkaTopics topics = new KafkaTopics(server)) {
            server.createTopic("readings", 2);
            topics.send("readings", 0, "a", "b");
            topics.send("readings", 1, "c");

            assertThat(connector.unreachable(topics.table("readings"), SETTINGS))
                    .isEmpty();
            assertThat(connector.unreachable(topics.table("nothing"), SETTINGS))
                    .containsExactly("Kafka at " + server.bootstrapServers() + " has no topic 'nothing'");
            PCollection<String> payloads = pipeline.apply(
                            "Read",
                            connector.read(topics.table("readings"), SETTINGS.withDurability(Durability.PUBLICATION)))
                    .apply(
                            "Payloads",
                            FlatMapElements.into(TypeDescriptors.strings())
                                    .via((RecordBatch batch) -> SourceReads.publish(batch, "kafka")));
            PAssert.that(payloads).containsInAnyOrder("a", "b", "c");
            pipeline.run().waitUntilFinish();
        }
    }

    @Test
    void aSampleCommitsNothingAndTheJobReadsItAgain() throws Exception {
        try (KafkaServer server = KafkaServer.start(directory);
                KafkaTopics topics = new KafkaTopics(server)) {
            server.createTopic("readings", 1);
            topics.send("readings", 0, "before");
            ReadSettings latest = ReadSettings.of("sample").withStart(StartingPosition.latest());
            ReadSettings fixed = latest.withProgress(Progress.of(connector.starts(topics.table("readings"), latest)));
            topics.send("readings", 0, "a", "b", "c");

            List<RawRecord> sample = connector.sample(topics.table("readings"), fixed, 2, Duration.ofMinutes(1));

            assertThat(sample).extracting(r -> new String(r.payload(), UTF_8)).containsExactly("a", "b");
            assertThat(topics.consumerGroups()).isEmpty();
            assertThat(SourceReads.payloads(SourceReads.toEnd(
                            BatchedSource.of(topics.stream("readings"), fixed.withEnding(EndingPosition.LATEST)), 1)))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    @Timeout(30)
    void aBrokerThatRefusesConnectionsIsNamed() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(connector.unreachable(table("127.0.0.1:" + port), SETTINGS))
                .containsExactly("Kafka at 127.0.0.1:" + port + " cannot be reached: Connection refused");
    }

    @Test
    @Timeout(30)
    void whatAcceptsConnectionsAndNeverAnswersIsNamed() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();

            assertThat(connector.unreachable(table(address), SETTINGS))
                    .containsExactly("Kafka at " + address + " did not answer within 10 s");
        }
    }

    @Test
    void mistakesInTheSettingsAreAllNamed() {
        TableDefinition none = TableDefinition.ofRecords("t", new Stream("kafka", Map.of()));
        TableDefinition wrong = TableDefinition.ofRecords(
                "t", new Stream("kafka", Map.of("bootstrapServers", "localhost", "topicName", "a topic")));

        assertThat(connector.mistakes(none, SETTINGS))
                .containsExactly(
                        "--bootstrapServers is missing: expected host:port of a Kafka broker",
                        "--topic is missing: table 't' names no topicName and no topicPattern");
        assertThat(connector.mistakes(wrong, SETTINGS))
                .containsExactly(
                        "--bootstrapServers: expected host:port[,host:port…], found 'localhost'",
                        "--topic: expected up to 249 of the characters a-z A-Z 0-9 . _ -, found 'a topic'");
        assertThat(connector.mistakes(table("a:9092,b:9092"), SETTINGS)).isEmpty();
    }

    @Test
    void severalTopicsAndAPatternAreReadAndNotWritten() {
        TableDefinition list = settings(Map.of("topicName", "hall, yard"));
        TableDefinition pattern = settings(Map.of("topicPattern", "plant-.*"));
        TableDefinition both = settings(Map.of("topicName", "hall", "topicPattern", "plant-("));

        assertThat(connector.mistakes(list, SETTINGS)).isEmpty();
        assertThat(connector.describe(list)).isEqualTo("Kafka topics hall, yard at a:9092");
        assertThat(connector.writeMistakes(list))
                .containsExactly("table 't': expected one Kafka topic to write to, found topics 'hall', 'yard'");
        assertThat(connector.mistakes(pattern, SETTINGS)).isEmpty();
        assertThat(connector.describe(pattern)).isEqualTo("Kafka topics that match plant-.* at a:9092");
        assertThat(connector.writeMistakes(pattern))
                .containsExactly("table 't': expected one Kafka topic to write to, found topics that match 'plant-.*'");
        assertThat(connector.mistakes(both, SETTINGS))
                .containsExactly(
                        "--topic and --topicPattern: expected one of them, found 'hall' and 'plant-('"
                                + " (one of them may be the table's)",
                        "--topicPattern: expected a regular expression, found 'plant-(': Unclosed group");
    }

    private static TableDefinition settings(Map<String, String> topics) {
        Map<String, String> all = new HashMap<>(topics);
        all.put("bootstrapServers", "a:9092");
        return TableDefinition.ofRecords("t", new Stream("kafka", all));
    }

    private static TableDefinition table(String servers) {
        return TableDefinition.ofRecords(
                "t", new Stream("kafka", Map.of("bootstrapServers", servers, "topicName", "readings")));
    }
}
