package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.schema.ReadSettings;
import dev.sluice.server.MosquittoConfig;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class MqttWriteIT {

    private static final String JOB = "write-" + UUID.randomUUID();

    @TempDir
    Path directory;

    @AfterEach
    void leave() {
        MqttSessions.leaveAll();
    }

    @Test
    void recordsArriveWithKeyAndAttributesAndAreReportedWhenTheyHave() throws Exception {
        Queue<PartitionRange> published = new ConcurrentLinkedQueue<>();
        JobLocal.of(JOB).onPublished(published::add);
        try (MosquittoServer broker = MosquittoServer.start(directory);
                Reading reading = Reading.open(
                        new MqttAddress(MqttBroker.of(broker.uri().toString()), "out", "reader"),
                        ReadSettings.of("read-" + JOB).withBatchDelay(Duration.ofMillis(20)))) {
            Pipeline pipeline = Pipeline.create();
            PAssert.that(pipeline.apply("Batches", Create.of(batch()).withCoder(RecordBatchCoder.of()))
                            .apply(
                                    "Write",
                                    new MqttConnector()
                                            .write(
                                                    MqttAddressTest.table(Map.of(
                                                            "broker",
                                                            broker.uri().toString(),
                                                            "topic",
                                                            "out")),
                                                    JOB)))
                    .satisfies(letters -> {
                        assertThat(letters).singleElement().satisfies(letter -> {
                            assertThat(letter.reason()).isEqualTo("refused-by-mqtt");
                            assertThat(letter.record().position()).isEqualTo(Position.offset(1));
                        });
                        return null;
                    });
            pipeline.run().waitUntilFinish();
            reading.readTo(1);

            RawRecord record = reading.records().get(0);
            assertThat(record.payload()).isEqualTo("good".getBytes(StandardCharsets.UTF_8));
            assertThat(record.attributes())
                    .containsEntry("property.key", "board-1")
                    .containsEntry("property.unit", "celsius");
            assertThat(List.copyOf(published))
                    .as("the refused one is not safe before its letter is")
                    .containsExactly(new PartitionRange("f", Position.offset(-1), Position.offset(0), 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,5", "1,5", "2,5", "0,3.1.1", "1,3.1.1", "2,3.1.1"})
    void recordsGoToTheTopicOfTheirTemplateWithTheQosThatIsAskedFor(int qos, String version) throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(directory);
                Reading reading = read(broker, "devices/#")) {
            MqttTopicSender sender = sender(
                    broker, "devices/${key}/${unit}", Map.of("qos", Integer.toString(qos), "mqttVersion", version));
            sender.send(record("board-1", Map.of("unit", "celsius")), MqttWriteIT::unexpected);
            sender.flush();
            sender.close();
            reading.readTo(1);

            assertThat(reading.records().get(0).attributes())
                    .containsEntry("topic", "devices/board-1/celsius")
                    // the reader asks for 1 at most
                    .containsEntry("qos", Integer.toString(Math.min(qos, 1)));
        }
    }

    @Test
    void aRetainedRecordIsThereForThoseWhoComeLater() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(directory)) {
            MqttTopicSender sender = sender(broker, "out", Map.of("retained", "true"));
            sender.send(record(null, Map.of()), MqttWriteIT::unexpected);
            sender.flush();
            sender.close();

            try (Reading reading = read(broker, "out")) {
                reading.readTo(1);
                assertThat(reading.records().get(0).attributes()).containsEntry("retained", "true");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            devices/${key}     | topic 'devices/${key}': the record has no key
            a/${unit}/${place} | topic 'a/${unit}/${place}': the record has no place
            b/${topic()}       | topic 'b/${topic()}': the record has no topic
            """)
    void aRecordThatHasNoValueForItsTopicIsRefused(String topic, String reason) throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(directory)) {
            MqttTopicSender sender = sender(broker, topic, Map.of());
            List<String> reasons = new CopyOnWriteArrayList<>();
            sender.send(record(null, Map.of("unit", "celsius")), e -> reasons.add(e.getMessage()));
            sender.flush();
            sender.close();

            assertThat(reasons).containsExactly(reason);
        }
    }

    @Test
    void whatTheBrokerRefusesForGoodIsRefusedAndTheRestArrives() throws Exception {
        Path rights = Files.writeString(directory.resolve("acl"), "topic readwrite out/#\n");
        MosquittoConfig limited =
                MosquittoConfig.open().with("acl_file " + rights).with("max_packet_size 2000");
        try (MosquittoServer broker = MosquittoServer.start(directory, limited);
                Reading reading = read(broker, "out/#")) {
            MqttTopicSender sender = sender(broker, "${where}", Map.of());
            List<String> reasons = new CopyOnWriteArrayList<>();
            sender.send(record(null, Map.of("where", "secret")), e -> reasons.add(e.getMessage()));
            sender.send(record(null, Map.of("where", "out/large"), new byte[5_000]), e -> reasons.add(e.getMessage()));
            sender.send(record(null, Map.of("where", "out/#")), e -> reasons.add(e.getMessage()));
            sender.send(record(null, Map.of("where", "out/good")), MqttWriteIT::unexpected);
            sender.flush();
            sender.close();
            reading.readTo(1);

            assertThat(reasons)
                    .hasSize(3)
                    .anySatisfy(reason -> assertThat(reason).isEqualTo("the broker refuses it (NOT_AUTHORIZED)"))
                    .anySatisfy(reason -> assertThat(reason).startsWith("it is larger than the broker takes"))
                    .anySatisfy(reason -> assertThat(reason).contains("#"));
            assertThat(reading.records())
                    .singleElement()
                    .satisfies(r -> assertThat(r.attributes()).containsEntry("topic", "out/good"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void aBrokerThatIsStoppedMeanwhileGetsEverything(String version) throws Exception {
        MosquittoServer first = MosquittoServer.start(directory);
        try (Reading reading = read(first, "out")) {
            MqttTopicSender sender = sender(first, "out", Map.of("mqttVersion", version));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 20_000; i++) {
                        sender.send(
                                record(null, Map.of(), Integer.toString(i).getBytes(StandardCharsets.UTF_8)),
                                MqttWriteIT::unexpected);
                    }
                    sender.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            reading.readTo(3_000);
            first.stop();

            try (MosquittoServer second = MosquittoServer.start(directory, first.port())) {
                reading.readUntil(sending::isDone);
                sending.join();
                reading.readUntil(() -> reading.payloads().contains("19999"));
                sender.close();

                assertThat(second.port()).isEqualTo(first.port());
                assertThat(reading.payloads().stream().distinct()).hasSize(20_000);
            }
        }
    }

    private Reading read(MosquittoServer broker, String topicFilter) throws IOException {
        return Reading.open(
                new MqttAddress(MqttBroker.of(broker.uri().toString()), topicFilter, "reader"),
                ReadSettings.of("read-" + JOB).withBatchDelay(Duration.ofMillis(20)));
    }

    private static MqttTopicSender sender(MosquittoServer broker, String topic, Map<String, String> more)
            throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.putAll(Map.of("broker", broker.uri().toString(), "topic", topic));
        return MqttTopicSender.to(MqttTarget.of(MqttAddressTest.table(settings)));
    }

    private static void unexpected(Exception reason) {
        throw new AssertionError(reason);
    }

    private static RawRecord record(String key, Map<String, String> attributes) {
        return record(key, attributes, "good".getBytes(StandardCharsets.UTF_8));
    }

    private static RawRecord record(String key, Map<String, String> attributes, byte[] payload) {
        return new RawRecord(
                "kafka",
                "t/0",
                Position.offset(0),
                Instant.EPOCH,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                attributes,
                payload);
    }

    /** Two records, of which the second has an attribute that is no text for MQTT. */
    private static RecordBatch batch() {
        RecordBatch.Builder batch = RecordBatch.Builder.of("file", false);
        byte[] key = "board-1".getBytes(StandardCharsets.UTF_8);
        byte[] good = "good".getBytes(StandardCharsets.UTF_8);
        Position before = Position.offset(-1);
        batch.add("f", before, Position.offset(0), 0, key, Map.of("unit", "celsius"), good, null);
        batch.add("f", before, Position.offset(1), 0, null, Map.of("unit", "\0"), good, null);
        return batch.build(Instant.EPOCH, Instant.EPOCH);
    }
}
