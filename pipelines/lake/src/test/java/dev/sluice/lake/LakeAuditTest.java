package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.mapping.Mapping;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeAuditTest {

    @TempDir
    Path lake;

    /** Two publications of one partition: three rows in two hours and a dead letter, then a row. */
    @BeforeEach
    void write() throws Exception {
        LakeLayout layout = Readings.layout(lake, Partitioning.by("at"));
        LakeRecovery.of(layout, "topic", true).recover();
        LakeRecovery.of(layout, "topic", true)
                .begin(List.of(PartitionRange.startingAfter("readings/0", Position.offset(-1))));
        publish(
                layout,
                -1,
                "{\"id\":1,\"at\":\"2020-04-16T11:00:00Z\"}",
                "garbage",
                "[{\"id\":2,\"at\":\"2020-04-16T12:00:00Z\"},{\"id\":3,\"at\":\"2020-04-16T12:00:00Z\"}]",
                "[]");
        publish(layout, 3, "{\"id\":4,\"at\":\"2020-04-16T13:00:00Z\"}");
    }

    private static void publish(LakeLayout layout, long after, String... payloads) throws Exception {
        RowMaker maker = RowMaker.of(Readings.TABLE, Mapping.identity(), layout.partitioning(), Clock.systemUTC());
        OpenFiles files = new OpenFiles(layout, Readings.TABLE.schema(), WriterSettings.defaults());
        maker.write(Readings.batch("readings/0", after, payloads), files);
        PublicationLog.of(layout).publish(files.close());
    }

    @Test
    void aLakeThatIsExactlyItsInputSaysWhatItHolds() throws IOException {
        LakeAudit.Report report = LakeAudit.of(lake, true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.isExact()).isTrue();
        assertThat(report.counts()).isEqualTo(new Publication.Counts(5, 3, 1, 1, 0, 4));
        assertThat(report.files()).isEqualTo(4);
        assertThat(report.positions().get("topic, readings/0"))
                .containsExactly(new PartitionRange("readings/0", Position.offset(-1), Position.offset(4), 5));
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        Path file = data("hour=12");
        Files.delete(file);

        assertThat(findings()).isEqualTo("missing: " + lake.relativize(file) + ", with 2 rows");
    }

    @Test
    void aDeadLetterFileThatIsGoneIsNamed() throws IOException {
        Path letters = file(lake.resolve("_dead_letters"), ".ndjson");
        Files.delete(letters);

        assertThat(findings()).isEqualTo("missing: " + lake.relativize(letters) + ", with 1 dead letters");
    }

    @Test
    void aCopyIsNamed() throws IOException {
        Path copy = data("hour=11").resolveSibling("copy.parquet");
        Files.copy(data("hour=11"), copy);

        assertThat(findings()).isEqualTo("extra: no statement knows " + lake.relativize(copy));
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Path file = data("hour=11");
        long size = Files.size(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size - 1);
        }

        assertThat(findings())
                .isEqualTo("truncated: " + lake.relativize(file) + " has " + (size - 1) + " bytes; expected " + size
                        + ", with 1 rows");
    }

    @Test
    void aChangedByteIsFoundWhereAllBytesAreRead() throws IOException {
        Path file = data("hour=11");
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(5);
            int before = access.read();
            access.seek(5);
            access.write(before ^ 1);
        }

        assertThat(LakeAudit.of(lake, true).findings())
                .containsExactly("changed: the bytes of " + lake.relativize(file) + " are not those that were written");
    }

    @Test
    void aStatementThatIsGoneLeavesAGapAndItsFilesWithoutOne() throws IOException {
        Path log = file(LogPointer.logs(lake), ".log");
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(3);
        Path first = data("hour=11");
        Path second = data("hour=12");
        Path letters = file(lake.resolve("_dead_letters"), ".ndjson");

        Files.write(log, List.of(lines.get(0), lines.get(2)));

        assertThat(LakeAudit.of(lake, false).findings())
                .containsExactlyInAnyOrder(
                        "gap: topic, readings/0: nothing states what became of the records after -1, up to 3",
                        "extra: no statement knows " + lake.relativize(first),
                        "extra: no statement knows " + lake.relativize(second),
                        "extra: no statement knows " + lake.relativize(letters));
    }

    @Test
    void aReplayedLetterIsALetterThatWasClosedAndNoRecordMore() throws Exception {
        String letters =
                String.valueOf(file(lake.resolve("_dead_letters"), ".ndjson").getFileName());
        LakeLayout replay = replay("_sluice/replay");
        PublicationLog.of(replay).publish(replayed(replay, letters + "#malformed-json", "{\"at\":\"soon\"}"));

        LakeAudit.Report report = LakeAudit.of(lake, true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts()).isEqualTo(new Publication.Counts(5, 3, 1, 1, 0, 4));
        assertThat(report.replayed()).isEqualTo(new Publication.Counts(1, 0, 0, 1, 0, 0));
        assertThat(report.deadLetters()).isEqualTo(2);
        assertThat(report.closed()).isEqualTo(1);
        assertThat(report.positions()).containsOnlyKeys("topic, readings/0");
        LetterLedger ledger = LetterLedger.of(lake);
        assertThat(ledger.replayed().covering(letters + "#malformed-json", Position.offset(0)))
                .isNotNull();
        assertThat(ledger.replayed().covering(letters + "#malformed-json", Position.offset(1)))
                .isNull();
        assertThat(ledger.letters(Path.of("anywhere", letters))).hasValue(1);
        assertThat(ledger.letters(Path.of("nowhere.ndjson"))).isEmpty();
        assertThat(ledger.isRoot(lake.resolve("_dead_letters"))).isTrue();
        assertThat(ledger.isRoot(lake)).isFalse();
    }

    @Test
    void aLetterThatIsReplayedTwiceIsAnOverlapAndOneOfAnotherLakeIsNoneOfThisOne() throws Exception {
        for (String checkpoint : List.of("one", "two")) {
            LakeLayout replay = replay(checkpoint);
            PublicationLog.of(replay).publish(replayed(replay, "part-elsewhere.ndjson#x", "[]", "[]"));
        }

        assertThat(LakeAudit.of(lake, true).closed()).isZero();
        assertThat(findings())
                .isEqualTo("overlap: dead letters, part-elsewhere.ndjson#x: the records after -1, up to 1, are"
                        + " accounted for twice");
    }

    private LakeLayout replay(String checkpoint) throws IOException {
        LakeLayout layout = new LakeLayout(
                lake.toString(),
                lake.resolve("_dead_letters").toString(),
                lake.resolve(checkpoint).toString(),
                Partitioning.by("at"));
        LakeRecovery.of(layout, LetterLedger.SOURCE, true).recover();
        return layout;
    }

    private static Publication replayed(LakeLayout layout, String partition, String... payloads) throws IOException {
        RowMaker maker = RowMaker.of(Readings.TABLE, Mapping.identity(), layout.partitioning(), Clock.systemUTC());
        OpenFiles files = new OpenFiles(layout, Readings.TABLE.schema(), WriterSettings.defaults());
        maker.write(Readings.batch(partition, -1, payloads), files);
        return files.close();
    }

    @Test
    void whatIsReadTwiceIsFoundThoughTheCheckpointWasDeletedBetween() throws Exception {
        Path checkpoint = lake.resolve("_sluice/other");
        LakeLayout anew = new LakeLayout(
                lake.toString(),
                lake.resolve("_dead_letters").toString(),
                checkpoint.toString(),
                Partitioning.by("at"));
        LakeRecovery.of(anew, "topic", true).recover();
        publish(anew, 2, "[]", "{\"id\":4,\"at\":\"2020-04-16T13:00:00Z\"}");

        assertThat(findings())
                .isEqualTo("overlap: topic, readings/0: the records after 2, up to 4, are accounted for twice");
    }

    @Test
    void aStatementThatDoesNotAddUpIsNamed() throws IOException {
        Path log = file(LogPointer.logs(lake), ".log");
        Files.writeString(log, Files.readString(log).replace("\"gaveRows\":2", "\"gaveRows\":1"));

        assertThat(findings()).startsWith("does not add up: publication ");
    }

    @Test
    void whatIsNoLogIsLeftAloneAndALogWithoutADescriptionIsNamed() throws IOException {
        Path logs = LogPointer.logs(lake);
        Files.writeString(logs.resolve("notes.txt"), "");
        Files.createDirectories(logs.resolve("just-begun"));
        assertThat(LakeAudit.of(lake, false).findings()).isEmpty();

        Files.delete(file(logs, "job.json"));

        assertThat(findings()).startsWith("damaged: expected ").contains("job.json");
    }

    @Test
    void aRulesDeadLettersBesideThoseOfTheLakeAreKnown() throws Exception {
        String root = lake.resolve("_dead_letters").toString();
        LakeLayout rule =
                new LakeLayout(root, root, lake.resolve("_sluice/rule").toString(), Partitioning.ingest());
        LakeRecovery.of(rule, "MQTT", false).recover();
        OpenFiles files = new OpenFiles(rule, Readings.TABLE.schema(), WriterSettings.defaults());
        RowMaker.of(Readings.TABLE, Mapping.identity(), Partitioning.ingest(), Clock.systemUTC())
                .write(Readings.batch("session", 7, "garbage"), files);
        PublicationLog.of(rule).publish(files.close());

        assertThat(findings()).isEmpty();
    }

    @Test
    void aLakeMayBeMoved() throws IOException {
        Path moved = lake.resolveSibling(lake.getFileName() + "-moved");
        Files.move(lake, moved);

        assertThat(LakeAudit.of(moved, true).findings()).isEmpty();
        Files.move(moved, lake);
    }

    @Test
    void whatIsNoDirectoryIsNoLake() {
        assertThatThrownBy(() -> LakeAudit.of(lake.resolve("nothing"), false))
                .isInstanceOf(NotDirectoryException.class);
    }

    private String findings() throws IOException {
        return LakeAudit.of(lake, false).findings().stream().collect(Collectors.joining("\n"));
    }

    private Path data(String hour) throws IOException {
        return file(lake.resolve("year=2020/month=04/day=16").resolve(hour), ".parquet");
    }

    private static Path file(Path root, String extension) throws IOException {
        List<String> found = Trees.files(root, extension);
        assertThat(found).hasSize(1);
        return root.resolve(found.get(0));
    }
}
