package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lakes here are written by DuckDB, from the text of the fleet's messages. */
final class LakeContentsTest {

    private static final long RECORDS = 2_400;

    @TempDir
    private Path directory;

    private LakeTotals sent;

    @BeforeEach
    void send() throws IOException {
        DeviceFleet fleet = new DeviceFleet(RECORDS);
        try (OutputStream out = Files.newOutputStream(directory.resolve("messages.ndjson"))) {
            while (fleet.hasNext()) {
                out.write(fleet.next());
                out.write('\n');
            }
        }
        sent = fleet.totals();
    }

    @Test
    void aLakeOfEveryMessageHasTheSumsOfWhatWasSent() throws Exception {
        LakeContents contents = lake("SELECT * FROM rows_sent");

        assertThat(contents.files()).hasSize(24);
        assertThat(contents.totals()).isEqualTo(sent);
        assertThat(sent.differences(contents.totals())).isEmpty();
    }

    @Test
    void aMessageThatIsMissingIsNoticed() throws Exception {
        LakeTotals found = lake("SELECT * FROM rows_sent OFFSET 1").totals();

        assertThat(sent.differences(found))
                .contains("rows: expected 2400, found 2399", "distinct messages: expected 2400, found 2399");
    }

    @Test
    void aMessageThatIsThereTwiceInPlaceOfAnotherIsNoticed() throws Exception {
        LakeTotals found = lake("SELECT * FROM rows_sent WHERE NOT (client = 'raspberrypi-07' AND cnt = 3)"
                        + " UNION ALL SELECT * FROM rows_sent WHERE client = 'raspberrypi-08' AND cnt = 3")
                .totals();

        assertThat(sent.differences(found))
                .contains("distinct messages: expected 2400, found 2399")
                .doesNotContain("rows: expected 2400, found 2401");
    }

    @Test
    void aRowInAnotherHourIsNoticed() throws Exception {
        LakeTotals found = lake("SELECT * REPLACE (CASE WHEN cnt = 5 AND client = 'raspberrypi-00' THEN '23'"
                        + " ELSE hour END AS hour) FROM rows_sent")
                .totals();

        assertThat(sent.differences(found)).containsExactly("misplaced rows: expected 0, found 1");
    }

    @Test
    void aReadingThatChangedIsNoticed() throws Exception {
        LakeTotals found = lake("SELECT * REPLACE (CASE WHEN cnt = 5 AND client = 'raspberrypi-00' THEN yaw + 0.001"
                        + " ELSE yaw END AS yaw) FROM rows_sent")
                .totals();

        assertThat(sent.differences(found)).singleElement().asString().startsWith("sum of yaw: expected");
    }

    @Test
    void aLakeWithoutFilesHoldsNothing() throws Exception {
        LakeTotals found = LakeContents.of(directory.resolve(Files.createDirectory(directory.resolve("empty"))))
                .totals();

        assertThat(sent.differences(found))
                .contains("rows: expected 2400, found 0", "sum of cnt: expected 27600, found null");
    }

    @Test
    void hiddenFilesAndDirectoriesAreNotRead() throws Exception {
        LakeContents contents = lake("SELECT * FROM rows_sent");
        Path lake = directory.resolve("lake");
        Files.writeString(lake.resolve("_SUCCESS"), "");
        Files.writeString(Files.createDirectory(lake.resolve("_dead_letters")).resolve("part-1"), "no Parquet");

        assertThat(LakeContents.of(lake).files()).hasSameElementsAs(contents.files());
    }

    private LakeContents lake(String query) throws SQLException, IOException {
        Path lake = directory.resolve("lake");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW rows_sent AS SELECT client_id AS client, \"timestamp\" AS ts, humidity,"
                    + " temperature AS temp, pressure, pitch, roll, yaw, \"count\" AS cnt, '2020' AS year, '04' AS month,"
                    + " '16' AS day, strftime(\"timestamp\", '%H') AS hour FROM read_json('"
                    + directory.resolve("messages.ndjson")
                    + "', format = 'newline_delimited', columns = {client_id: 'VARCHAR', \"timestamp\": 'TIMESTAMP',"
                    + " humidity: 'DOUBLE', temperature: 'DOUBLE', pressure: 'DOUBLE', pitch: 'DOUBLE', roll: 'DOUBLE',"
                    + " yaw: 'DOUBLE', \"count\": 'BIGINT'})");
            statement.execute("COPY (" + query + ") TO '" + lake
                    + "' (FORMAT parquet, PARTITION_BY (year, month, day, hour), FILENAME_PATTERN 'part-{uuid}')");
        }
        return LakeContents.of(lake);
    }
}
