package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.Durability;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.server.KinesisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class KinesisReaderIT {

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

        List<RecordBatch> batches = SourceReads.toEnd(source("several", TO_THE_END), 2);

        for (int shard = 0; shard < 3; shard++) {
            int first = shard;
            assertThat(payloads(batches, "several/shardId-00000000000" + shard))
                    .isEqualTo(IntStream.range(0, 10)
                            .mapToObj(i -> (3 * i + first) + "")
                            .toList());
        }
        assertThat(Progress.of(SourceReads.ranges(batches)).ranges())
                .as("one run for each shard, from its beginning")
                .hasSize(3)
                .allSatisfy((partition, runs) -> {
                    assertThat(runs).hasSize(1);
                    assertThat(runs.get(0).after()).isEqualTo(ShardPosition.BEGINNING);
                    assertThat(runs.get(0).records()).isEqualTo(10);
                });
    }

    @Test
    void keyAndTimeArrive() throws Exception {
        streams.create("whole", 1);
        Instant before = Instant.now();
        streams.put("whole", 0.5, "a value");
        Instant after = Instant.now();

        RawRecord record = SourceReads.records(SourceReads.toEnd(source("whole", TO_THE_END), 1))
                .get(0);

        assertThat(record.source()).isEqualTo("kinesis");
        assertThat(record.partition()).isEqualTo("whole/shardId-000000000000");
        assertThat(ShardPosition.isOfRecord(record.position())).isTrue();
        assertThat(record.arrival()).isBetween(before.minusMillis(1), after);
        assertThat(record.key()).isEqualTo(KinesisStreams.bytes("0.5"));
        assertThat(record.attributes()).isEmpty();
        assertThat(record.payload()).isEqualTo(KinesisStreams.bytes("a value"));
    }

    @Test
    void latestIsRememberedInAShardThatHasNoRecord() throws Exception {
        streams.create("latest", 1);
        streams.put("latest", 0.5, "a", "b");
        streams.awaitNextSecond("latest");
        BatchedSource split = split(source("latest", FOR_EVER.withStart(StartingPosition.latest())));
        RecordBatch first;
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            first = SourceReads.until(reader, batches -> batches.size() == 1).get(0);
            mark = (ReaderMark) reader.getCheckpointMark();
        }
        streams.put("latest", 0.5, "c");

        assertThat(first.ranges()).singleElement().satisfies(start -> {
            assertThat(start.records()).isZero();
            assertThat(ShardPosition.isOfRecord(start.last())).isFalse();
        });
        assertThat(read(split, mark, 1)).containsExactly("c");
        ReadSettings again = FOR_EVER.withStart(StartingPosition.latest()).withProgress(Progress.of(first.ranges()));
        assertThat(read(split(source("latest", again)), null, 1)).containsExactly("c");
    }

    @Test
    void anInstantStartsAtTheFirstRecordOfThatTime() throws Exception {
        streams.create("instant", 1);
        streams.put("instant", 0.5, "a");
        streams.awaitNextSecond("instant");
        Instant between =
                KinesisLook.at(streams.address("instant"), streams.client).time();
        streams.put("instant", 0.5, "b", "c");

        ReadSettings settings = TO_THE_END.withStart(StartingPosition.parse(between.toString()));

        assertThat(SourceReads.payloads(SourceReads.toEnd(source("instant", settings), 1)))
                .containsExactly("b", "c");
    }

    @Test
    void aSplitAndAMergeWhileReadingLoseNothingAndKeepAKeyInOrder() throws Exception {
        streams.create("resharded", 1);
        streams.put("resharded", 0.2, "k0", "k1");
        streams.put("resharded", 0.7, "m0", "m1");
        List<RecordBatch> batches;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split(source("resharded", FOR_EVER)), null)) {
            batches = SourceReads.until(reader, SourceReads.records(4));
            streams.split("resharded", 0.5);
            streams.put("resharded", 0.2, "k2", "k3");
            streams.put("resharded", 0.7, "m2");
            SourceReads.goOn(reader, batches, SourceReads.records(7));
            streams.put("resharded", 0.2, "k4");
            streams.put("resharded", 0.7, "m3", "m4");
            streams.merge("resharded");
            streams.put("resharded", 0.2, "k5");
            streams.put("resharded", 0.7, "m5");
            SourceReads.goOn(reader, batches, SourceReads.records(12));
        }

        assertThat(ofKey(batches, "0.2")).containsExactly("k0", "k1", "k2", "k3", "k4", "k5");
        assertThat(ofKey(batches, "0.7")).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        Progress all = Progress.of(
                batches.stream().flatMap(batch -> batch.ranges().stream()).toList());
        assertThat(all.ranges())
                .hasSize(4)
                .allSatisfy((partition, runs) -> assertThat(runs).hasSize(1));
        for (int shard = 0; shard < 3; shard++) {
            assertThat(all.reached("resharded/shardId-00000000000" + shard)).isEqualTo(ShardPosition.END);
        }
    }

    @Test
    void aBacklogOfSplitsAndMergesIsReadParentsFirstToItsEnd() throws Exception {
        streams.create("backlog", 2);
        streams.put("backlog", 0.2, "k0");
        streams.put("backlog", 0.7, "m0");
        streams.split("backlog", 0.4);
        streams.put("backlog", 0.2, "k1");
        streams.merge("backlog");
        streams.put("backlog", 0.2, "k2");
        streams.merge("backlog");
        streams.put("backlog", 0.2, "k3");
        streams.put("backlog", 0.7, "m1");

        List<RecordBatch> batches = SourceReads.toEnd(source("backlog", TO_THE_END), 2);

        assertThat(ofKey(batches, "0.2")).containsExactly("k0", "k1", "k2", "k3");
        assertThat(ofKey(batches, "0.7")).containsExactly("m0", "m1");
    }

    @Test
    void aJobThatGoesOnFindsWhatWasReshardedMeanwhile() throws Exception {
        streams.create("meanwhile", 2);
        streams.put("meanwhile", 0.2, "k0");
        streams.put("meanwhile", 0.7, "m0");
        BatchedSource split = split(source("meanwhile", FOR_EVER));
        ReaderMark mark;
        List<RecordBatch> first;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            first = SourceReads.until(reader, SourceReads.records(2));
            mark = (ReaderMark) reader.getCheckpointMark();
        }
        streams.put("meanwhile", 0.2, "k1");
        streams.split("meanwhile", 0.1);
        streams.put("meanwhile", 0.2, "k2");
        streams.merge("meanwhile");
        streams.put("meanwhile", 0.2, "k3");
        streams.put("meanwhile", 0.7, "m1");

        assertThat(read(split, mark, 4)).containsExactlyInAnyOrder("k1", "k2", "k3", "m1");
        Progress published = Progress.of(
                first.stream().flatMap(batch -> batch.ranges().stream()).toList());
        assertThat(read(split(source("meanwhile", FOR_EVER.withProgress(published))), null, 4))
                .containsExactlyInAnyOrder("k1", "k2", "k3", "m1");
    }

    @Test
    void aReaderThatIsOpenedAgainGoesOnWithoutAskingAnewWhereItHadGivenAllItTook() throws Exception {
        streams.create("parked", 1);
        streams.put("parked", 0.5, "a");
        List<String> looks = new CopyOnWriteArrayList<>();
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.answer("ListShards", (request, real) -> {
                looks.add("look");
                return real.ask(request);
            });
            KinesisStreams through = new KinesisStreams(front.endpoint());
            BatchedSource split =
                    split(BatchedSource.of(through.stream("parked"), FOR_EVER.withDurability(Durability.PUBLICATION)));
            UnboundedReader<RecordBatch> first = SourceReads.reader(split, null);
            List<RecordBatch> batches = SourceReads.until(first, SourceReads.records(1));
            ReaderMark before = (ReaderMark) first.getCheckpointMark();
            first.close();
            through.put("parked", 0.5, "b");
            UnboundedReader<RecordBatch> second = SourceReads.reader(split, before);
            batches.addAll(SourceReads.until(second, SourceReads.records(1)));
            second.close();

            assertThat(SourceReads.payloads(batches)).containsExactly("a", "b");
            assertThat(looks).as("to split, to open").hasSize(2);
            assertThat(read(split, before, 1)).as("another one, from its mark").containsExactly("b");
            assertThat(looks).hasSize(3);
        }
    }

    @Test
    void childrenOfAShardThatWasReadAreDealtOutAndEachIsReadOnce() throws Exception {
        streams.create("dealt", 2);
        streams.put("dealt", 0.2, "k0");
        streams.split("dealt", 0.1);
        streams.put("dealt", 0.05, "a");
        streams.put("dealt", 0.2, "b");
        streams.put("dealt", 0.7, "c");
        Progress published = Progress.of(List.of(
                PartitionRange.startingAfter("dealt/shardId-000000000000", ShardPosition.END),
                PartitionRange.startingAfter("dealt/shardId-000000000001", ShardPosition.BEGINNING)));

        List<RecordBatch> batches = SourceReads.toEnd(source("dealt", TO_THE_END.withProgress(published)), 3);

        assertThat(SourceReads.payloads(batches)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aJobThatBeganAtLatestNeverReadsWhatWasClosedBefore() throws Exception {
        streams.create("closed", 1);
        streams.put("closed", 0.2, "before");
        streams.split("closed", 0.5);
        streams.awaitNextSecond("closed");
        ReadSettings latest = FOR_EVER.withStart(StartingPosition.latest());
        Progress begun = Progress.of(streams.stream("closed").starts(latest));
        streams.put("closed", 0.2, "k0");
        streams.put("closed", 0.7, "m0");

        assertThat(begun.ranges()).hasSize(3);
        assertThat(read(split(source("closed", latest.withProgress(begun))), null, 2))
                .containsExactlyInAnyOrder("k0", "m0");
    }

    @Test
    void theHoleBeforeWhatIsPublishedIsReadAndNothingElse() throws Exception {
        streams.create("hole", 1);
        streams.put("hole", 0.5, "a", "b", "c", "d");
        List<RawRecord> all = SourceReads.records(SourceReads.toEnd(source("hole", TO_THE_END), 1));
        String shard = all.get(0).partition();
        Progress published = Progress.of(List.of(
                new PartitionRange(shard, ShardPosition.BEGINNING, all.get(0).position(), 1),
                new PartitionRange(shard, all.get(1).position(), all.get(2).position(), 1)));

        List<RecordBatch> batches = SourceReads.toEnd(source("hole", TO_THE_END.withProgress(published)), 1);

        assertThat(SourceReads.payloads(batches)).containsExactly("b", "d");
        List<PartitionRange> runs = new ArrayList<>(published.ranges().get(shard));
        runs.addAll(SourceReads.ranges(batches));
        assertThat(Progress.of(runs).ranges().get(shard))
                .containsExactly(new PartitionRange(
                        shard, ShardPosition.BEGINNING, all.get(3).position(), 4));
    }

    @Test
    void aShardThatIsGoneWithRecordsThatWereNotReadStopsTheJob() throws Exception {
        streams.create("gone", 1);
        streams.put("gone", 0.5, "a");
        Position read = new Position.SequenceNumber("49680407365994911700038695791235058722341023538976129026");

        assertThatThrownBy(() -> streams.stream("gone")
                        .open(Map.of("gone/shardId-000000000099", read), FOR_EVER)
                        .close())
                .isInstanceOf(IOException.class)
                .hasMessage("shard gone/shardId-000000000099 at 127.0.0.1:"
                        + server.endpoint().getPort() + " is gone, and the job was to go on in it behind record " + read
                        + ": what lay there was deleted by the stream's retention");
        Progress published = Progress.of(List.of(
                PartitionRange.startingAfter("gone/shardId-000000000098", ShardPosition.BEGINNING),
                PartitionRange.startingAfter("gone/shardId-000000000099", ShardPosition.END)));
        assertThat(read(split(source("gone", FOR_EVER.withProgress(published))), null, 1))
                .containsExactly("a");
    }

    @Test
    void aReaderForgetsShardsThatAreReadAndGone() throws Exception {
        streams.create("over", 1);

        try (var reader = streams.stream("over")
                .open(
                        Map.of(
                                "over/shardId-000000000000", ShardPosition.BEGINNING,
                                "over/shardId-000000000099", ShardPosition.END),
                        FOR_EVER)) {
            assertThat(reader.startingAfter()).containsOnlyKeys("over/shardId-000000000000");
        }
    }

    private static List<String> read(BatchedSource split, ReaderMark mark, int records) throws IOException {
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, mark)) {
            return SourceReads.payloads(SourceReads.until(reader, SourceReads.records(records)));
        }
    }

    private static BatchedSource source(String stream, ReadSettings settings) {
        return BatchedSource.of(streams.stream(stream), settings);
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
