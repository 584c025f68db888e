package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class KafkaReaderIT {

    private static final ReadSettings FOR_EVER = ReadSettings.of("kafka").withBatchDelay(Duration.ofMillis(10));
    private static final ReadSettings TO_THE_END = FOR_EVER.withEnding(EndingPosition.LATEST);

    private static KafkaServer server;
    private static KafkaTopics topics;

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
    void severalPartitionsAreReadToTheirEndsEachInOrder() throws Exception {
        server.createTopic("several", 3);
        for (int i = 0; i < 30; i++) {
            topics.send("several", i % 3, i + "");
        }

        List<RecordBatch> batches = SourceReads.toEnd(source("several", TO_THE_END), 2);

        for (int partition = 0; partition < 3; partition++) {
            String name = "several/" + partition;
            int first = partition;
            assertThat(payloads(batches, name))
                    .isEqualTo(IntStream.range(0, 10)
                            .mapToObj(i -> (3 * i + first) + "")
                            .toList());
            assertThat(Progress.of(SourceReads.ranges(batches)).ranges().get(name))
                    .containsExactly(range(name, -1, 9, 10));
        }
    }

    @Test
    void keysHeadersTimesAndMissingValuesArrive() throws Exception {
        server.createTopic("whole", 1);
        topics.send(new ProducerRecord<>(
                "whole",
                0,
                1_587_036_803_000L,
                "a key",
                "a value",
                List.of(new RecordHeader("unit", KafkaTopics.bytes("°C")), new RecordHeader("empty", (byte[]) null))));
        topics.send(new ProducerRecord<>("whole", 0, 1_587_036_804_000L, null, (String) null));

        List<RawRecord> records = SourceReads.records(SourceReads.toEnd(source("whole", TO_THE_END), 1));

        assertThat(records)
                .containsExactly(
                        new RawRecord(
                                "kafka",
                                "whole/0",
                                Position.offset(0),
                                Instant.parse("2020-04-16T11:33:23Z"),
                                KafkaTopics.bytes("a key"),
                                Map.of("unit", "°C", "empty", ""),
                                KafkaTopics.bytes("a value")),
                        new RawRecord(
                                "kafka",
                                "whole/0",
                                Position.offset(1),
                                Instant.parse("2020-04-16T11:33:24Z"),
                                null,
                                Map.of(),
                                new byte[0]));
    }

    @Test
    void latestStartsBehindWhatIsThereWhenTheJobBegins() throws Exception {
        server.createTopic("latest", 1);
        topics.send("latest", 0, "a", "b");

        BatchedSource split = split(source("latest", FOR_EVER.withStart(StartingPosition.latest())));
        topics.send("latest", 0, "c");
        List<RecordBatch> batches;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            batches = SourceReads.until(reader, SourceReads.records(1));
        }

        assertThat(SourceReads.payloads(batches)).containsExactly("c");
        assertThat(batches.get(0).ranges())
                .as("remembered before anything was read")
                .containsExactly(range("latest/0", 1, 1, 0));
    }

    @Test
    void anInstantStartsAtTheFirstRecordOfThatTimeOrAtTheEnd() throws Exception {
        server.createTopic("instant", 2);
        topics.sendAt("instant", 0, 1_587_036_803_000L, "11:33:23");
        topics.sendAt("instant", 0, 1_587_036_804_000L, "11:33:24");
        topics.sendAt("instant", 0, 1_587_036_805_000L, "11:33:25");
        topics.sendAt("instant", 1, 1_587_036_803_000L, "before");

        ReadSettings settings = TO_THE_END.withStart(StartingPosition.parse("2020-04-16T11:33:24Z"));
        List<RecordBatch> batches = SourceReads.toEnd(source("instant", settings), 1);

        assertThat(SourceReads.payloads(batches)).containsExactly("11:33:24", "11:33:25");
    }

    @Test
    void whatComesAfterTheJobBeganIsBehindTheEnd() throws Exception {
        server.createTopic("end", 1);
        topics.send("end", 0, "a", "b");

        BatchedSource split = split(source("end", TO_THE_END));
        topics.send("end", 0, "too late");

        assertThat(SourceReads.payloads(readToEnd(split))).containsExactly("a", "b");
    }

    @Test
    void anEmptyTopicEndsAtOnce() throws Exception {
        server.createTopic("empty", 2);

        assertThat(SourceReads.payloads(SourceReads.toEnd(source("empty", TO_THE_END), 4)))
                .isEmpty();
    }

    @Test
    void anAbortedTransactionIsNotGivenAndItsMarkersAreNoObstacle() throws Exception {
        server.createTopic("transactions", 1);
        topics.transaction("transactions", true, "committed");
        topics.transaction("transactions", false, "aborted", "aborted too");

        List<RecordBatch> batches = SourceReads.toEnd(source("transactions", TO_THE_END), 1);

        assertThat(server.records("transactions")).as("with two markers").isEqualTo(5);
        assertThat(SourceReads.payloads(batches)).containsExactly("committed");
    }

    @Test
    void goesOnBehindTheProgressAndLeavesOutWhatIsBehindItsHoles() throws Exception {
        server.createTopic("holes", 1);
        topics.send("holes", 0, "0", "1", "2", "3", "4", "5", "6");
        Progress durable = Progress.of(List.of(range("holes/0", -1, 1, 2), range("holes/0", 3, 5, 2)));

        List<RecordBatch> batches = SourceReads.toEnd(source("holes", TO_THE_END.withProgress(durable)), 1);

        assertThat(SourceReads.payloads(batches)).containsExactly("2", "3", "6");
        assertThat(SourceReads.ranges(batches)).containsExactly(range("holes/0", 1, 3, 2), range("holes/0", 5, 6, 1));
    }

    @Test
    void aPartitionThatWasAddedWhileTheJobWasAwayIsReadFromItsFirstRecord() throws Exception {
        server.createTopic("away", 1);
        topics.send("away", 0, "done", "new");
        Progress durable = Progress.of(List.of(range("away/0", -1, 0, 1)));

        topics.addPartitions("away", 2);
        topics.send("away", 1, "first of 1");

        ReadSettings latest = TO_THE_END.withStart(StartingPosition.latest()).withProgress(durable);
        assertThat(SourceReads.payloads(SourceReads.toEnd(source("away", latest), 1)))
                .containsExactlyInAnyOrder("new", "first of 1");
    }

    @Test
    void whereAReadStartsIsKnownBeforeItDoes() throws Exception {
        server.createTopic("starts", 1);
        topics.send("starts", 0, "a", "b");

        assertThat(new KafkaConnector().starts(topics.table("starts"), FOR_EVER.withStart(StartingPosition.latest())))
                .containsExactly(range("starts/0", 1, 1, 0));
    }

    @Test
    void goesOnAfterItsMark() throws Exception {
        server.createTopic("mark", 1);
        topics.send("mark", 0, "a", "b");
        BatchedSource split = split(source("mark", FOR_EVER));
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            SourceReads.until(reader, SourceReads.records(2));
            mark = (ReaderMark) reader.getCheckpointMark();
        }

        topics.send("mark", 0, "c");

        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, mark)) {
            assertThat(SourceReads.payloads(SourceReads.until(reader, SourceReads.records(1))))
                    .containsExactly("c");
        }
    }

    @Test
    void newPartitionsAreFoundAndReadFromTheirFirstRecordEachByOneSplit() throws Exception {
        server.createTopic("grows", 1);
        topics.send("grows", 0, "old");
        BatchedSource impatient = BatchedSource.of(new Impatient(topics.stream("grows")), FOR_EVER);
        List<BatchedSource> splits = impatient.split(2, PipelineOptionsFactory.create());

        try (UnboundedReader<RecordBatch> even = SourceReads.reader(splits.get(0), null);
                UnboundedReader<RecordBatch> odd = SourceReads.reader(splits.get(1), null)) {
            List<RecordBatch> evens = SourceReads.until(even, SourceReads.records(1));
            List<RecordBatch> odds = SourceReads.until(odd, batches -> true);
            topics.addPartitions("grows", 3);
            topics.send("grows", 1, "first of 1");
            topics.send("grows", 2, "first of 2");
            topics.send("grows", 0, "more of 0");
            SourceReads.goOn(even, evens, SourceReads.records(3));
            SourceReads.goOn(odd, odds, SourceReads.records(1));

            assertThat(SourceReads.payloads(evens)).containsExactlyInAnyOrder("old", "first of 2", "more of 0");
            assertThat(SourceReads.payloads(odds)).containsExactly("first of 1");
            assertThat(Progress.of(SourceReads.ranges(evens)).ranges())
                    .isEqualTo(Map.of(
                            "grows/0", List.of(range("grows/0", -1, 1, 2)),
                            "grows/2", List.of(range("grows/2", -1, 0, 1))));
        }
    }

    @Test
    void aReaderThatIsReplacedAgainAndAgainFindsNewPartitions() throws Exception {
        server.createTopic("replaced", 1);
        topics.send("replaced", 0, "old");
        BatchedSource split = split(source("replaced", FOR_EVER));
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            SourceReads.until(reader, SourceReads.records(1));
            mark = (ReaderMark) reader.getCheckpointMark();
        }

        topics.addPartitions("replaced", 2);
        topics.send("replaced", 1, "first of 1");

        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, mark)) {
            assertThat(SourceReads.payloads(SourceReads.until(reader, SourceReads.records(1))))
                    .as("long before the interval at which one reader looks")
                    .containsExactly("first of 1");
        }
    }

    @Test
    void topicsThatMatchAPatternAreReadAlsoThoseToCome() throws Exception {
        server.createTopic("plant-a", 2);
        server.createTopic("other", 1);
        topics.send("plant-a", 1, "a");
        topics.send("other", 0, "of another topic");
        List<BatchedSource> splits = BatchedSource.of(new Impatient(topics.streamOfAll("plant-")), FOR_EVER)
                .split(2, PipelineOptionsFactory.create());

        List<RecordBatch> all = new ArrayList<>();
        try (UnboundedReader<RecordBatch> one = SourceReads.reader(splits.get(0), null);
                UnboundedReader<RecordBatch> other = SourceReads.reader(splits.get(1), null)) {
            all.addAll(SourceReads.until(one, batches -> true));
            all.addAll(SourceReads.until(other, batches -> true));
            server.createTopic("plant-b", 2);
            topics.send("plant-b", 0, "b0");
            topics.send("plant-b", 1, "b1");
            SourceReads.goOn(List.of(one, other), all, SourceReads.records(3));
        }

        assertThat(SourceReads.records(all))
                .extracting(r -> r.partition() + " " + r.attributes().get("topic"))
                .containsExactlyInAnyOrder("plant-a/1 plant-a", "plant-b/0 plant-b", "plant-b/1 plant-b");
    }

    @Test
    void aListOfTopicsIsReadAndAHeaderThatNamesATopicStays() throws Exception {
        server.createTopic("hall", 1);
        server.createTopic("yard", 1);
        topics.send("hall", 0, "h");
        topics.send(new ProducerRecord<>(
                "yard", 0, null, "key", "y", List.of(new RecordHeader("topic", KafkaTopics.bytes("sensors/1")))));

        List<RawRecord> records = SourceReads.records(SourceReads.toEnd(source("hall,yard", TO_THE_END), 2));

        assertThat(records)
                .extracting(r -> r.partition() + " " + r.attributes())
                .containsExactlyInAnyOrder("hall/0 {topic=hall}", "yard/0 {topic=sensors/1}");
        assertThat(new KafkaConnector().unreachable(topics.table("hall,garden"), TO_THE_END))
                .containsExactly("Kafka at " + server.bootstrapServers() + " has no topic 'garden'");
    }

    @Test
    void howManyRecordsAreStillToComeIsKnown() throws Exception {
        server.createTopic("lag", 1);
        topics.send(
                "lag", 0, IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));

        try (RecordReader reader =
                topics.stream("lag").split(1, FOR_EVER).get(0).open(Map.of(), FOR_EVER)) {
            boolean knownAtOnce = reader.lag().isPresent();
            RecordBatch first = SourceReads.first(reader, FOR_EVER);

            assertThat(knownAtOnce).isFalse();
            assertThat(reader.lag()).hasValue(100L - first.size());
        }
    }

    @Test
    void aStartThatRetentionDeletedFailsAndSaysSo() throws Exception {
        server.createTopic("retention", 1);
        topics.send("retention", 0, "0", "1");
        BatchedSource split = split(source("retention", FOR_EVER));
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            SourceReads.until(reader, SourceReads.records(2));
            mark = (ReaderMark) reader.getCheckpointMark();
        }
        topics.send("retention", 0, "2", "3", "4", "5");

        topics.deleteBefore("retention", 5);

        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, mark)) {
            assertThatThrownBy(() -> SourceReads.until(reader, SourceReads.records(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("partition retention/0 at " + server.bootstrapServers()
                            + " has offsets 5 to 6, and the job was to go on at 2:"
                            + " what lay between was deleted by the topic's retention");
        }
    }

    private static BatchedSource source(String topic, ReadSettings settings) {
        return BatchedSource.of(topics.stream(topic), settings);
    }

    /** The only split. */
    private static BatchedSource split(BatchedSource source) throws IOException {
        return source.split(1, PipelineOptionsFactory.create()).get(0);
    }

    private static List<RecordBatch> readToEnd(BatchedSource split) throws IOException {
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            return SourceReads.toEnd(reader);
        }
    }

    private static List<String> payloads(List<RecordBatch> batches, String partition) {
        List<String> payloads = new ArrayList<>();
        for (RawRecord record : SourceReads.records(batches)) {
            if (record.partition().equals(partition)) {
                payloads.add(new String(record.payload(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return payloads;
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }

    /** Looks for new partitions every 200 ms. */
    private record Impatient(KafkaStream stream) implements RecordStream {
        @Override
        public String kind() {
            return stream.kind();
        }

        @Override
        public List<Impatient> split(int parts, ReadSettings settings) throws IOException {
            return stream.split(parts, settings).stream().map(Impatient::new).toList();
        }

        @Override
        public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
            return KafkaReader.open(stream, after, Duration.ofMillis(200));
        }
    }
}
