package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationLogTest {

    @TempDir
    Path directory;

    private Path lines;
    private PublicationLog log;

    @BeforeEach
    void open() {
        lines = LogPointer.logs(directory).resolve("job");
        log = new PublicationLog(directory, directory.resolve("letters"), lines);
    }

    @Test
    void publishingTwiceIsHarmless() throws IOException {
        Publication publication = publication("one", pendingFile("a"), range("p", -1, 2));

        log.publish(publication);
        log.publish(publication);

        assertThat(directory.resolve("data/part-a.parquet")).hasContent("a");
        assertThat(pending("a")).doesNotExist();
        assertThat(log.read()).containsExactly(publication);
        assertThat(log.progress().records()).isEqualTo(3);
    }

    @Test
    void aCrashBetweenLineAndRenameIsRecovered() throws IOException {
        Publication first = publication("one", pendingFile("a"), range("p", -1, 2));
        Publication second = publication("two", pendingFile("b"), range("p", 2, 4));
        log.publish(first);
        append("crashed.log", second.toLine() + "\n");

        assertThat(log.recover()).isEqualTo(1);

        assertThat(Trees.files(directory.resolve("data"))).containsExactly("part-a.parquet", "part-b.parquet");
        assertThat(log.recover()).as("nothing is left to do").isZero();
    }

    @Test
    void aCrashBetweenTwoRenamesIsRecovered() throws IOException {
        Publication.DataFile a = pendingFile("a");
        Publication.DataFile b = pendingFile("b");
        Publication publication = new Publication("one", List.of(a, b), List.of(), Publication.Counts.NONE);
        append("crashed.log", publication.toLine() + "\n");
        Files.createDirectories(directory.resolve("data"));
        Files.move(pending("a"), directory.resolve(a.path()));

        log.publish(publication);

        assertThat(Trees.files(directory.resolve("data"))).containsExactly("part-a.parquet", "part-b.parquet");
        assertThat(log.read()).containsExactly(publication);
    }

    @Test
    void aFileThatIsNowhereIsReportedAndNothingIsPublished() throws IOException {
        Publication publication =
                publication("one", new Publication.DataFile("data/part-x.parquet", 1, 1, 0), range("p", -1, 0));

        assertThatThrownBy(() -> log.publish(publication))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("data/part-x.parquet")
                .hasMessageContaining("is in neither place");
        assertThat(log.read()).isEmpty();
    }

    @Test
    void publishingAgainIsHarmlessWhereTheFileHasBeenMovedOnSince() throws IOException {
        Publication publication = publication("one", pendingFile("a"), range("p", -1, 2));
        log.publish(publication);
        Files.delete(directory.resolve("data/part-a.parquet"));

        log.publish(publication);

        assertThat(log.read()).containsExactly(publication);
    }

    @Test
    void aTornLastLineIsAsIfItWereNotThere() throws IOException {
        Publication whole = publication("one", pendingFile("a"), range("p", -1, 2));
        Publication torn = publication("two", pendingFile("größe"), range("p", 2, 4));
        byte[] line = (torn.toLine() + "\n").getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < line.length; length++) {
            Path file = lines.resolve("torn.log");
            append("torn.log", whole.toLine() + "\n");
            append("torn.log", Arrays.copyOf(line, length));

            assertThat(log.read()).as("torn after %s bytes", length).containsExactly(whole);
            Files.delete(file);
        }
    }

    @Test
    void aDamagedLineBeforeTheLastIsReportedWithItsPlace() throws IOException {
        Publication whole = publication("one", pendingFile("ü"), range("p", -1, 2));
        String line = whole.toLine() + "\n";
        append("damaged.log", line + "{\"id\":\"tw\n" + line);

        assertThatThrownBy(() -> log.progress())
                .isInstanceOf(IOException.class)
                .hasMessage("the log of publications " + lines.resolve("damaged.log") + " is damaged at byte "
                        + line.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void progressIsThatOfAllFiles() throws IOException {
        append(
                "2020-04-15-x.log",
                publication("one", pendingFile("a"), range("p", -1, 2)).toLine() + "\n");
        append(
                "2020-04-16-x.log",
                publication("two", pendingFile("b"), range("q", 5, 9)).toLine() + "\n");
        append(
                "2020-04-16-y.log",
                publication("three", pendingFile("c"), range("p", 2, 4)).toLine() + "\n");
        append("2020-04-16-y.log.bak", "not ours\n");

        assertThat(log.progress().ranges())
                .isEqualTo(Map.of("p", List.of(range("p", -1, 4)), "q", List.of(range("q", 5, 9))));
    }

    @Test
    void whatIsFoldedIsNotReadAgainAndCountsOnce() throws IOException {
        Publication one = publication("one", pendingFile("a"), range("p", -1, 2));
        append("2020-04-14-x.log", one.toLine() + "\n" + one.toLine() + "\n");
        append(
                "2020-04-15-x.log",
                publication("two", pendingFile("b"), range("p", 2, 5)).toLine() + "\n");
        append(
                "2020-04-16-x.log",
                publication("three", pendingFile("c"), range("p", 5, 6)).toLine() + "\n");

        log.fold(LocalDate.parse("2020-04-15"));
        log.fold(LocalDate.parse("2020-04-16"));
        Progress folded = log.progress();
        Files.writeString(
                lines.resolve("2020-04-14-x.log"), "x".repeat((int) Files.size(lines.resolve("2020-04-14-x.log"))));

        assertThat(folded.ranges()).isEqualTo(Map.of("p", List.of(range("p", -1, 6))));
        assertThat(log.progress()).as("without the folded lines").isEqualTo(folded);
    }

    @Test
    void whatWasFoldedAndHasGrownIsReadFromItsLines() throws IOException {
        append(
                "2020-04-14-x.log",
                publication("one", pendingFile("a"), range("p", -1, 2)).toLine() + "\n");
        log.fold(LocalDate.parse("2020-04-16"));
        append(
                "2020-04-14-x.log",
                publication("two", pendingFile("b"), range("p", 2, 5)).toLine() + "\n");

        assertThat(log.progress().records()).isEqualTo(6);
    }

    @Test
    void aLogThatIsNotThereIsEmpty() throws IOException {
        assertThat(log.read()).isEmpty();
        assertThat(log.progress().isNone()).isTrue();
        assertThat(log.recover()).isZero();
    }

    @Test
    void theLogOfACheckpointIsOneForTheWholeJvm() throws IOException {
        PublicationLog ofLake = Readings.log(directory);

        assertThat(Readings.log(directory)).isSameAs(ofLake);
        assertThat(directory.resolve("_sluice/checkpoint/published")).hasContent("../published/" + ofLake.name());
    }

    @Test
    void aCheckpointOutsideTheLakeGoesWithThatLakeAlone() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        LakeLayout one = layout("one", checkpoint);
        PublicationLog log = PublicationLog.of(one);
        log.publish(publication("one", pendingFile(log, directory.resolve("one"), "a"), range("p", -1, 2)));

        assertThat(LogPointer.of(one).directory().getFileName()).hasToString(log.name());
        assertThatThrownBy(() -> PublicationLog.of(layout("two", checkpoint)))
                .isInstanceOf(ForeignCheckpointException.class)
                .hasMessageContaining("goes with another lake");
    }

    private LakeLayout layout(String lake, Path checkpoint) {
        return new LakeLayout(
                directory.resolve(lake).toString(),
                directory.resolve("letters").toString(),
                checkpoint.toString(),
                Partitioning.ingest());
    }

    private Publication publication(String id, Publication.DataFile file, PartitionRange range) {
        return new Publication(
                id,
                List.of(file),
                List.of(range),
                new Publication.Counts(range.records(), range.records(), 0, 0, 0, range.records()));
    }

    private Path pending(String name) {
        return PendingFile.of(directory, "job", "data/part-" + name + ".parquet");
    }

    private Publication.DataFile pendingFile(String name) throws IOException {
        return pendingFile(log, directory, name);
    }

    private static Publication.DataFile pendingFile(PublicationLog log, Path lake, String name) throws IOException {
        String path = "data/part-" + name + ".parquet";
        Path pending = PendingFile.of(lake, log.name(), path);
        Files.createDirectories(pending.getParent());
        Files.writeString(pending, name);
        return new Publication.DataFile(path, 1, name.length(), 0);
    }

    private void append(String name, String text) throws IOException {
        append(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(String name, byte[] bytes) throws IOException {
        Path file = lines.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    private static PartitionRange range(String partition, long after, long last) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), last - after);
    }
}
