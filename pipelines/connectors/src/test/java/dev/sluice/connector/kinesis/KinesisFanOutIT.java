package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.KinesisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KinesisFanOutIT {

    private static final ReadSettings FOR_EVER = ReadSettings.of("kinesis").withBatchDelay(Duration.ofMillis(10));
    private static final ReadSettings TO_THE_END = FOR_EVER.withEnding(EndingPosition.LATEST);

    private static KinesisServer server;
    private static KinesisStreams streams;

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
    void severalShardsAreReadToTheirEndsEachInOrder() throws Exception {
        streams.create("several", 3);
        for (int i = 0; i < 30; i++) {
            streams.put("several", (i % 3) / 3.0 + 0.1, i + "");
        }

        List<RecordBatch> batches = SourceReads.toEnd(source("several", "garden", TO_THE_END), 1);

        for (int shard = 0; shard < 3; shard++) {
            int first = shard;
            assertThat(payloads(batches, "several/shardId-00000000000" + shard))
                    .isEqualTo(IntStream.range(0, 10)
                            .mapToObj(i -> (3 * i + first) + "")
                            .toList());
        }
    }

    @Test
    void aSplitAndAMergeWhileSubscribedLoseNothingAndKeepAKeyInOrder() throws Exception {
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            KinesisStreams through = new KinesisStreams(front.endpoint());
            through.create("resharded", 1);
            through.put("resharded", 0.2, "k0", "k1");
            through.put("resharded", 0.7, "m0");
            BatchedSource split = split(BatchedSource.of(through.stream("resharded", "garden"), FOR_EVER));
            List<RecordBatch> batches;
            try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
                batches = SourceReads.until(reader, SourceReads.records(3));
                through.split("resharded", 0.5);
                through.put("resharded", 0.2, "k2");
                through.put("resharded", 0.7, "m1", "m2");
                SourceReads.goOn(reader, batches, SourceReads.records(6));
                through.put("resharded", 0.2, "k3");
                through.merge("resharded");
                through.put("resharded", 0.2, "k4");
                through.put("resharded", 0.7, "m3");
                SourceReads.goOn(reader, batches, SourceReads.records(9));
            }

            assertThat(ofKey(batches, "0.2")).containsExactly("k0", "k1", "k2", "k3", "k4");
            assertThat(ofKey(batches, "0.7")).containsExactly("m0", "m1", "m2", "m3");
            Progress all = Progress.of(
                    batches.stream().flatMap(batch -> batch.ranges().stream()).toList());
            for (int shard = 0; shard < 3; shard++) {
                assertThat(all.reached("resharded/shardId-00000000000" + shard)).isEqualTo(ShardPosition.END);
            }
        }
    }

    @Test
    void aReaderGoesOnBehindWhatWasGivenAndBeginsAtLatest() throws Exception {
        streams.create("resumed", 1);
        streams.put("resumed", 0.5, "a", "b");
        streams.awaitNextSecond("resumed");
        // As others each, because the server lets one wait for five seconds.
        BatchedSource first = split(source("resumed", "first", FOR_EVER));
        BatchedSource second = split(source("resumed", "second", FOR_EVER));
        BatchedSource latest = split(source("resumed", "latest", FOR_EVER.withStart(StartingPosition.latest())));
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(first, null)) {
            var unused = SourceReads.until(reader, SourceReads.records(2));
            mark = (ReaderMark) reader.getCheckpointMark();
        }
        streams.put("resumed", 0.5, "c");

        assertThat(read(second, mark, 1)).containsExactly("c");
        assertThat(read(latest, null, 1)).containsExactly("c");
    }

    @Test
    void aSubscriptionThatEndsIsRenewedThoughTheServerLetsItWait() throws Exception {
        streams.create("renewed", 1);
        streams.put("renewed", 0.5, "a");
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.endSubscriptionsBehind(2);
            KinesisStreams through = new KinesisStreams(front.endpoint());
            BatchedSource split = split(BatchedSource.of(through.stream("renewed", "garden"), FOR_EVER));
            try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
                List<RecordBatch> batches = SourceReads.until(reader, SourceReads.records(1));
                through.put("renewed", 0.5, "b", "c");
                SourceReads.goOn(reader, batches, SourceReads.records(3));

                assertThat(SourceReads.payloads(batches)).containsExactly("a", "b", "c");
            }
        }
    }

    @Test
    void aConsumerIsRegisteredWhereItIsNamedAndNamedWhereItIsMissing() {
        streams.create("consumed", 1);
        KinesisConnector connector = new KinesisConnector();
        String missing = "arn:aws:kinesis:us-east-1:000000000000:stream/consumed/consumer/nobody:1525898737";

        assertThat(connector.unreachable(table("consumed", "consumerARN", missing), TO_THE_END))
                .containsExactly("Kinesis at 127.0.0.1:" + server.endpoint().getPort()
                        + ", stream 'consumed', has no consumer '" + missing + "'");
        assertThat(connector.unreachable(table("consumed", "consumerName", "garden"), TO_THE_END))
                .isEmpty();
        String registered = streams.client
                .listStreamConsumers(
                        request -> request.streamARN("arn:aws:kinesis:us-east-1:000000000000:stream/consumed"))
                .consumers()
                .get(0)
                .consumerARN();
        assertThat(connector.unreachable(table("consumed", "consumerARN", registered), TO_THE_END))
                .isEmpty();
    }

    private static TableDefinition table(String stream, String setting, String value) {
        Map<String, String> settings =
                Map.of("streamName", stream, "endpointUrl", server.endpoint().toString(), setting, value);
        return TableDefinition.ofRecords("t", new Stream("kinesis", settings));
    }

    private static List<String> read(BatchedSource split, ReaderMark mark, int records) throws IOException {
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, mark)) {
            return SourceReads.payloads(SourceReads.until(reader, SourceReads.records(records)));
        }
    }

    private static BatchedSource source(String stream, String consumer, ReadSettings settings) {
        return BatchedSource.of(streams.stream(stream, consumer), settings);
    }

    private static BatchedSource split(BatchedSource source) throws IOException {
        return source.split(1, PipelineOptionsFactory.create()).get(0);
    }

    private static List<String> payloads(List<RecordBatch> batches, String partition) {
        return SourceReads.records(batches).stream()
                .filter(record -> record.partition().equals(partition))
                .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> ofKey(List<RecordBatch> batches, String key) {
        return SourceReads.records(batches).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
