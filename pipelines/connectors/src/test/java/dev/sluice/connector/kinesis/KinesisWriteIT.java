package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSender;
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
import dev.sluice.server.KinesisServer;
import dev.sluice.testing.TestPipelineExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@ExtendWith(TestPipelineExtension.class)
final class KinesisWriteIT {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");
    private static final RecordSender.Refusal NONE = reason -> {
        throw new AssertionError(reason);
    };

    private static KinesisServer server;
    private static KinesisStreams streams;

    private final String job = UUID.randomUUID().toString();

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = KinesisServer.start(directory);
        streams = new KinesisStreams(server.endpoint());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void recordsArriveUnderTheirKeysBeforeTheJobIsToldAndWhatIsTooLargeIsADeadLetter(TestPipeline pipeline)
            throws Exception {
        streams.create("copy", 1);
        RecordBatch.Builder batch = RecordBatch.Builder.of("mqtt", false);
        byte[] key = KinesisStreams.bytes("clé");
        add(batch, 0, key, "a");
        add(batch, 1, null, "b");
        add(batch, 2, new byte[0], "c");
        add(batch, 3, key, "x".repeat((1 << 20) - 4)); // é is two bytes
        add(batch, 4, key, "x".repeat((1 << 20) - 3));
        add(batch, 5, KinesisStreams.bytes("é".repeat(256)), "d");
        add(batch, 6, KinesisStreams.bytes("k".repeat(257)), "e");
        List<PartitionRange> published = new CopyOnWriteArrayList<>();
        JobLocal.of(job).onPublished(published::add);

        PCollection<String> letters = pipeline.apply(
                        "Batches", Create.of(batch.build(NOW, NOW)).withCoder(RecordBatchCoder.of()))
                .apply("Write", new KinesisConnector().write(streams.table("copy"), job))
                .apply(
                        "Describe",
                        MapElements.into(TypeDescriptors.strings())
                                .via((DeadLetter l) ->
                                        l.table() + " " + l.reason() + " " + l.record() + ": " + l.message()));
        PAssert.that(letters)
                .containsInAnyOrder(
                        "copy refused-by-kinesis mqtt:s@4 (1048573 bytes): expected a record of up to 1,048,576 bytes"
                                + " with its partition key, found one of 1048577",
                        "copy refused-by-kinesis mqtt:s@6 (1 bytes): expected a partition key of up to 256 characters,"
                                + " found one of 257");
        pipeline.run().waitUntilFinish();

        List<RawRecord> copies = read("copy");
        assertThat(copies)
                .extracting(record -> record.payload().length > 1 ? "large" : text(record.payload()))
                .containsExactly("a", "b", "c", "large", "d");
        assertThat(copies.get(0).key()).isEqualTo(key);
        assertThat(copies.get(1).key()).hasSize(36);
        assertThat(copies.get(2).key()).hasSize(36).isNotEqualTo(copies.get(1).key());
        assertThat(copies.get(4).key()).hasSize(512);
        assertThat(published)
                .as("the refused ones are not safe before their letters are")
                .containsExactly(
                        new PartitionRange("s", Position.offset(-1), Position.offset(3), 4),
                        new PartitionRange("s", Position.offset(4), Position.offset(5), 1));
    }

    @Test
    void aThrottledRequestLosesNothing() throws Exception {
        streams.create("throttled", 2);
        Random random = new Random(7);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger requests = new AtomicInteger();
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.answer("PutRecords", (request, real) -> {
                if (requests.incrementAndGet() % 7 == 3) {
                    return KinesisFront.Reply.refusal("ProvisionedThroughputExceededException", "Rate exceeded");
                }
                return refuseSome(request, real, random, refused);
            });
            KinesisSender sender = KinesisSender.to(front.before(streams.address("throttled")));
            for (int i = 0; i < 3_000; i++) {
                sender.send(KinesisStreams.bytes("key " + i % 99), KinesisStreams.bytes("record " + i), NONE);
            }
            sender.flush();
        }

        assertThat(refused).hasValueGreaterThan(500);
        assertThat(read("throttled"))
                .extracting(record -> text(record.payload()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 3_000).mapToObj(i -> "record " + i).toList());
    }

    /** Takes some entries and refuses others, as the service does where a shard is over its limit. */
    private static KinesisFront.Reply refuseSome(
            ObjectNode request, KinesisFront.Server real, Random random, AtomicInteger refused) throws IOException {
        ArrayNode entries = (ArrayNode) request.get("Records");
        List<Boolean> passes = new ArrayList<>();
        ObjectNode left = request.deepCopy();
        ArrayNode passing = left.putArray("Records");
        entries.forEach(entry -> {
            passes.add(random.nextInt(4) > 0);
            if (passes.get(passes.size() - 1)) {
                passing.add(entry);
            }
        });
        KinesisFront.Reply answered = passing.isEmpty()
                ? new KinesisFront.Reply(200, KinesisFront.object().put("FailedRecordCount", 0))
                : real.ask(left);
        assertThat(answered.status()).isEqualTo(200);
        ObjectNode body = answered.body().deepCopy();
        ArrayNode results = body.putArray("Records");
        int taken = 0;
        for (boolean pass : passes) {
            if (pass) {
                results.add(answered.body().get("Records").get(taken++));
            } else {
                results.addObject()
                        .put("ErrorCode", "ProvisionedThroughputExceededException")
                        .put("ErrorMessage", "Rate exceeded for shard shardId-000000000000");
            }
        }
        body.put("FailedRecordCount", passes.size() - taken);
        refused.addAndGet(passes.size() - taken);
        return new KinesisFront.Reply(200, body);
    }

    @Test
    void aRequestHoldsUpTo500RecordsAnd5MiBWithTheirKeys() throws Exception {
        streams.create("limits", 1);
        List<List<Integer>> requests = new CopyOnWriteArrayList<>();
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.answer("PutRecords", (request, real) -> {
                List<Integer> sizes = new ArrayList<>();
                request.get("Records")
                        .forEach(entry -> sizes.add(entry.get("PartitionKey")
                                        .asText()
                                        .length()
                                + Base64.getDecoder().decode(entry.get("Data").asText()).length));
                requests.add(sizes);
                ObjectNode taken = KinesisFront.object().put("FailedRecordCount", 0);
                ArrayNode results = taken.putArray("Records");
                sizes.forEach(size -> results.addObject().put("SequenceNumber", "1"));
                return new KinesisFront.Reply(200, taken);
            });
            KinesisSender sender = KinesisSender.to(front.before(streams.address("limits")));
            byte[] key = KinesisStreams.bytes("k".repeat(256));
            for (int i = 0; i < 501; i++) {
                sender.send(key, new byte[1], NONE);
            }
            for (int i = 0; i < 6; i++) {
                sender.send(key, new byte[(1 << 20) - 256], NONE);
            }
            sender.flush();
        }

        assertThat(requests).extracting(List::size).containsExactly(500, 5, 2);
        assertThat(requests)
                .allSatisfy(sizes -> assertThat(
                                sizes.stream().mapToInt(Integer::intValue).sum())
                        .isLessThanOrEqualTo(5 << 20));
    }

    private static void add(RecordBatch.Builder batch, int position, byte[] key, String payload) {
        batch.add(
                "s",
                Position.offset(-1),
                Position.offset(position),
                0,
                key,
                Map.of(),
                KinesisStreams.bytes(payload),
                null);
    }

    private static List<RawRecord> read(String stream) throws Exception {
        ReadSettings settings = ReadSettings.of("check").withEnding(EndingPosition.LATEST);
        return SourceReads.records(SourceReads.toEnd(BatchedSource.of(streams.stream(stream), settings), 1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
