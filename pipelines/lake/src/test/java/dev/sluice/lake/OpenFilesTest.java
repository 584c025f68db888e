package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenFilesTest {

    private static final long HOUR = OpenFiles.hour(Readings.READ_AT);

    @TempDir
    Path lake;

    @Test
    void over128HoursTheLeastRecentIsClosedEarlyAndRowsStayComplete() throws Exception {
        OpenFiles files = files();
        for (int hour = 0; hour < 128; hour++) {
            files.write(HOUR + hour, row(hour));
        }
        files.write(HOUR, row(1_000));
        files.write(HOUR + 128, row(128));
        files.write(HOUR, row(1_001));
        files.write(HOUR + 1, row(1_002));

        Publication publication = publish(files);

        assertThat(publication.files())
                .as("129 hours; the second was closed for the 129th, and opened again")
                .hasSize(130);
        assertThat(publication.rows()).isEqualTo(132);
        assertThat(DuckDb.rows("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM " + DuckDb.lake(lake)))
                .containsExactly("132|132|0|1002");
        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake)
                        + " WHERE day = '16' AND month = '04' AND hour IN ('11', '12') ORDER BY id"))
                .containsExactly("0", "1", "1000", "1001", "1002");
    }

    @Test
    void aFileHasItsDataNameOnlyWhenItIsPublished() throws Exception {
        OpenFiles files = files();
        files.write(HOUR, row(1));
        assertThat(Trees.files(lake))
                .singleElement()
                .asString()
                .matches("_sluice/pending/[0-9a-f]{8}/[0-9a-f-]+\\.pending");

        Publication publication = files.close();
        assertThat(Trees.files(lake))
                .singleElement()
                .asString()
                .matches("_sluice/pending/[0-9a-f]{8}/[0-9a-f-]+\\.pending");
        PublicationLog.in(lake.resolve("_sluice/checkpoint")).publish(publication);

        assertThat(Trees.files(lake, ".parquet"))
                .singleElement()
                .asString()
                .matches("year=2020/month=04/day=16/hour=11/part-[0-9a-f-]+\\.parquet");
        assertThat(Trees.files(lake, ".pending")).isEmpty();
    }

    @Test
    void runsThatFollowEachOtherAreOneAndOthersStayApart() throws Exception {
        OpenFiles files = files();
        files.account(Readings.batch("p", -1, "", ""));
        files.account(Readings.batch("p", 1, ""));
        files.account(Readings.batch("q", 6, ""));
        files.account(Readings.batch("p", 9, "", ""));

        Publication publication = files.close();

        assertThat(publication.records()).isEqualTo(6);
        assertThat(publication.ranges())
                .containsExactlyInAnyOrder(range("p", -1, 2, 3), range("p", 9, 11, 2), range("q", 6, 7, 1));
    }

    @Test
    void whereAReadStartsIsPublishedThoughNothingWasRead() throws Exception {
        OpenFiles files = files();
        files.account(Readings.batch("p", 41));

        Publication publication = files.close();

        assertThat(publication.files()).isEmpty();
        assertThat(publication.ranges()).containsExactly(range("p", 41, 41, 0));
    }

    @Test
    void nothingIsNoPublication() throws Exception {
        assertThat(files().close()).isNull();
    }

    private OpenFiles files() {
        return new OpenFiles(Readings.layout(lake, Partitioning.by("at")), Readings.TABLE.schema());
    }

    private Publication publish(OpenFiles files) throws Exception {
        Publication publication = files.close();
        PublicationLog.in(lake.resolve("_sluice/checkpoint")).publish(publication);
        return publication;
    }

    private static Object[] row(int id) {
        return new Object[] {id, Instant.EPOCH, 0.5};
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
