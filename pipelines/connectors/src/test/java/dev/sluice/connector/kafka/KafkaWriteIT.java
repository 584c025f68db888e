package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.server.KafkaServer;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@ExtendWith(TestPipelineExtension.class)
final class KafkaWriteIT {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");

    private static KafkaServer server;
    private static KafkaTopics topics;

    private final String job = UUID.randomUUID().toString();

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = KafkaServer.start(directory);
        topics = new KafkaTopics(server);
    }

    @AfterAll
    static void stop() {
        topics.close();
        server.close();
    }

    @Test
    void recordsArriveWithKeyAndAttributesBeforeTheJobIsTold(TestPipeline pipeline) throws Exception {
        server.createTopic("copy", 1);
        RecordBatch.Builder batch = RecordBatch.Builder.of("mqtt", false);
        batch.add("s", Position.offset(6), Position.offset(7), 0, null, Map.of(), KafkaTopics.bytes("a"), null);
        batch.add(
                "s",
                null,
                Position.offset(8),
                0,
                KafkaTopics.bytes("key"),
                Map.of("topic", "sensors/1"),
                KafkaTopics.bytes("b"),
                null);
        List<PartitionRange> published = new CopyOnWriteArrayList<>();
        List<Long> thereWhenTold = new CopyOnWriteArrayList<>();
        JobLocal.of(job).onPublished(range -> {
            thereWhenTold.add(server.records("copy"));
            published.add(range);
        });

        PAssert.that(write(pipeline, "copy", batch.build(NOW, NOW))).empty();
        pipeline.run().waitUntilFinish();

        assertThat(published).containsExactly(new PartitionRange("s", Position.offset(6), Position.offset(8), 2));
        assertThat(thereWhenTold).containsExactly(2L);
        List<RawRecord> copies = read("copy");
        assertThat(copies).extracting(r -> text(r.payload())).containsExactly("a", "b");
        assertThat(copies).extracting(RawRecord::key).containsExactly(null, KafkaTopics.bytes("key"));
        assertThat(copies).extracting(RawRecord::attributes).containsExactly(Map.of(), Map.of("topic", "sensors/1"));
    }

    @Test
    void aRecordThatIsTooLargeIsADeadLetterAndTheRestFlowsOn(TestPipeline pipeline) throws Exception {
        server.createTopic("large", 1);
        byte[] large = new byte[1_100_000];
        Arrays.fill(large, (byte) 'x');
        RecordBatch.Builder batch = RecordBatch.Builder.of("mqtt", false);
        batch.add("s", Position.offset(-1), Position.offset(0), 0, null, Map.of(), KafkaTopics.bytes("a"), null);
        batch.add("s", null, Position.offset(1), 0, null, Map.of(), large, null);
        batch.add("s", null, Position.offset(2), 0, null, Map.of(), KafkaTopics.bytes("c"), null);

        List<PartitionRange> published = new CopyOnWriteArrayList<>();
        JobLocal.of(job).onPublished(published::add);

        PCollection<String> letters = write(pipeline, "large", batch.build(NOW, NOW))
                .apply(
                        "Describe",
                        MapElements.into(TypeDescriptors.strings())
                                .via((DeadLetter l) ->
                                        l.table() + " " + l.stage() + " " + l.reason() + " " + l.record()));
        PAssert.that(letters).containsInAnyOrder("large WRITE refused-by-kafka mqtt:s@1 (1100000 bytes)");
        pipeline.run().waitUntilFinish();

        assertThat(read("large")).extracting(r -> text(r.payload())).containsExactly("a", "c");
        assertThat(published)
                .as("the refused one is not safe before its letter is")
                .containsExactly(
                        new PartitionRange("s", Position.offset(-1), Position.offset(0), 1),
                        new PartitionRange("s", Position.offset(1), Position.offset(2), 1));
    }

    @Test
    void aRecordThatIsInvalidIsADeadLetterAndItsNeighboursFlowOn(TestPipeline pipeline) throws Exception {
        server.createTopic("compacted", 1);
        topics.compact("compacted");
        RecordBatch.Builder batch = RecordBatch.Builder.of("mqtt", false);
        for (int i = 0; i < 3; i++) {
            byte[] key = i == 1 ? null : KafkaTopics.bytes("key " + i);
            byte[] payload = KafkaTopics.bytes("record " + i);
            batch.add("s", Position.offset(i - 1), Position.offset(i), 0, key, Map.of(), payload, null);
        }

        PCollection<String> letters = write(pipeline, "compacted", batch.build(NOW, NOW))
                .apply(
                        "Describe",
                        MapElements.into(TypeDescriptors.strings())
                                .via((DeadLetter l) -> l.reason() + " " + l.record()));
        PAssert.that(letters).containsInAnyOrder("refused-by-kafka mqtt:s@1 (8 bytes)");
        pipeline.run().waitUntilFinish();

        assertThat(read("compacted")).extracting(r -> text(r.payload())).containsExactly("record 0", "record 2");
    }

    private PCollection<DeadLetter> write(TestPipeline pipeline, String topic, RecordBatch batch) {
        return pipeline.apply("Batches", Create.of(batch).withCoder(RecordBatchCoder.of()))
                .apply("Windows", Window.into(FixedWindows.of(Duration.standardSeconds(10))))
                .apply("Write", new KafkaConnector().write(topics.table(topic), job));
    }

    private static List<RawRecord> read(String topic) throws Exception {
        ReadSettings settings = ReadSettings.of("check").withEnding(EndingPosition.LATEST);
        return SourceReads.records(SourceReads.toEnd(BatchedSource.of(topics.stream(topic), settings), 1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
