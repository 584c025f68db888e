package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OpenFilesTest {

    private static final long HOUR = OpenFiles.hour(Readings.READ_AT);

    @TempDir
    Path lake;

    @Test
    void overItsMemoryTheLargestFileIsClosedEarlyAndRowsStayComplete() throws Exception {
        OpenFiles files = files(new WriterSettings(ParquetCompression.ZSTD, 1L << 30, 1L << 20, null));
        for (int i = 0; i < 20_000; i++) {
            files.write(HOUR + (i % 3 == 0 ? 1 + i / 3 % 100 : 0), row(i));
            if (i % 500 == 499) {
                files.account(Readings.batch("p", i, "x"), 1, 0);
            }
        }

        Publication publication = publish(files);

        assertThat(publication.files().stream().filter(f -> f.path().contains("hour=11/")))
                .as("two thirds of the rows are of one hour: it is the largest again and again")
                .hasSizeGreaterThan(1)
                .hasSizeLessThan(20);
        assertThat(DuckDb.rows("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM " + DuckDb.lake(lake)))
                .containsExactly("20000|20000|0|19999");
    }

    @Test
    void aFileThatHasReachedItsSizeIsClosedAndAnotherBegun() throws Exception {
        OpenFiles files = files(new WriterSettings(ParquetCompression.NONE, 1L << 20, null, null));
        for (int i = 0; i < 200_000; i++) {
            files.write(HOUR, row(i));
            if (i % 5_000 == 4_999) {
                files.account(Readings.batch("p", i, "x"), 1, 0);
            }
        }

        Publication publication = publish(files);

        assertThat(publication.files()).hasSizeGreaterThan(1);
        assertThat(publication.files())
                .allSatisfy(file -> assertThat(file.bytes()).isLessThan(2L << 20));
        assertThat(DuckDb.rows("SELECT count(DISTINCT id) FROM " + DuckDb.lake(lake)))
                .containsExactly("200000");
    }

    @Test
    void aFileOfDeadLettersThatHasReachedItsSizeIsClosedAndAnotherBegun() throws Exception {
        OpenFiles files = files(new WriterSettings(ParquetCompression.ZSTD, 1L << 20, null, null));
        RecordBatch batch = Readings.batch("p", -1, "x".repeat(10_000));
        for (int i = 0; i < 300; i++) {
            files.write(new DeadLetter(
                    batch.record(0), DeadLetter.Stage.DECODE, "malformed-json", "", Readings.READ_AT, "readings"));
            files.account(Readings.batch("p", i - 1, "x"), 0, 0);
        }

        Publication publication = publish(files);

        // 10,000 bytes are 13,336 in base64: some 79 letters are a mebibyte.
        assertThat(publication.files()).hasSize(4).allMatch(Publication.DataFile::isDeadLetters);
        assertThat(publication.files())
                .allSatisfy(file -> assertThat(file.bytes()).isLessThan((1L << 20) + 20_000));
        assertThat(publication.files().stream()
                        .mapToLong(Publication.DataFile::rows)
                        .sum())
                .isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource(ParquetCompression.class)
    void aFileIsCompressedAsAsked(ParquetCompression compression) throws Exception {
        OpenFiles files = files(new WriterSettings(compression, 1L << 20, null, null));
        files.write(HOUR, row(1));
        publish(files);

        assertThat(DuckDb.rows("SELECT DISTINCT compression FROM parquet_metadata('" + lake + "/year=*/**/*.parquet')"))
                .containsExactly(compression == ParquetCompression.NONE ? "UNCOMPRESSED" : compression.name());
    }

    @Test
    void whatIsGivenUpLeavesNoFile() throws Exception {
        OpenFiles files = files();
        for (int i = 0; i < 10_000; i++) {
            files.write(HOUR, row(i));
        }
        assertThat(Trees.files(lake, ".pending")).isNotEmpty();

        files.discard();

        assertThat(Trees.files(lake, ".pending")).isEmpty();
    }

    @Test
    void aFileHasItsDataNameOnlyWhenItIsPublished() throws Exception {
        OpenFiles files = files();
        files.write(HOUR, row(1));

        Publication publication = files.close();
        assertThat(Trees.files(lake).stream().filter(f -> !f.startsWith("_sluice/checkpoint/")))
                .singleElement()
                .asString()
                .matches("_sluice/pending/[0-9a-f]{8}/[0-9a-f-]+\\.pending");
        Readings.log(lake).publish(publication);

        assertThat(Trees.files(lake, ".parquet"))
                .singleElement()
                .asString()
                .matches("year=2020/month=04/day=16/hour=11/part-[0-9a-f-]+\\.parquet");
        assertThat(Trees.files(lake, ".pending")).isEmpty();
    }

    @Test
    void runsThatFollowEachOtherAreOneAndOthersStayApart() throws Exception {
        OpenFiles files = files();
        files.account(Readings.batch("p", -1, "", ""), 0, 2);
        files.account(Readings.batch("p", 1, ""), 0, 1);
        files.account(Readings.batch("q", 6, ""), 0, 1);
        files.account(Readings.batch("p", 9, "", ""), 0, 2);

        Publication publication = files.close();

        assertThat(publication.counts()).isEqualTo(new Publication.Counts(6, 0, 6, 0, 0, 0));
        assertThat(publication.ranges())
                .containsExactlyInAnyOrder(range("p", -1, 2, 3), range("p", 9, 11, 2), range("q", 6, 7, 1));
    }

    @Test
    void whereAReadStartsIsPublishedThoughNothingWasRead() throws Exception {
        OpenFiles files = files();
        files.account(Readings.batch("p", 41), 0, 0);

        Publication publication = files.close();

        assertThat(publication.files()).isEmpty();
        assertThat(publication.ranges()).containsExactly(range("p", 41, 41, 0));
    }

    @Test
    void aLetterOfAStepBeforeIsARunOfItsOwnWhateverItsPositionIs() throws Exception {
        OpenFiles files = files();
        files.account(letter("readings/0", Position.offset(7)));
        files.account(letter("readings/shardId-000000000000", new Position.SequenceNumber("700")));

        Publication publication = files.close();

        assertThat(publication.ranges())
                .containsExactly(
                        range("readings/0", 6, 7, 1),
                        new PartitionRange(
                                "readings/shardId-000000000000",
                                new Position.SequenceNumber("699"),
                                new Position.SequenceNumber("700"),
                                1));
    }

    private static DeadLetter letter(String partition, Position position) {
        RawRecord record =
                new RawRecord("memory", partition, position, Readings.READ_AT, null, Map.of(), new byte[] {1});
        return new DeadLetter(
                record, DeadLetter.Stage.WRITE, "refused-by-kafka", "expected less", Readings.READ_AT, "copies");
    }

    @Test
    void nothingIsNoPublication() throws Exception {
        assertThat(files().close()).isNull();
    }

    private OpenFiles files() throws IOException {
        return files(WriterSettings.defaults());
    }

    private OpenFiles files(WriterSettings settings) throws IOException {
        return new OpenFiles(Readings.layout(lake, Partitioning.by("at")), Readings.TABLE.schema(), settings);
    }

    private Publication publish(OpenFiles files) throws Exception {
        Publication publication = files.close();
        Readings.log(lake).publish(publication);
        return publication;
    }

    private static Object[] row(int id) {
        return new Object[] {id, Instant.EPOCH, 0.5};
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
