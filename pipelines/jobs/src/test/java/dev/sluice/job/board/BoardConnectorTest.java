package dev.sluice.job.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.format.CsvFormat;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BoardConnectorTest {

    private static final ReadSettings READING = ReadSettings.of("BoardConnectorTest");

    private final BoardConnector board = new BoardConnector();

    private static TableDefinition table(Map<String, String> settings) throws Exception {
        return Catalog.in(Path.of("none")).table("sense_hat").withStream(new Stream("sensehat", settings));
    }

    @Test
    void snapshotsArePayloadsOfTheTableAsADeviceSendsThem() throws Exception {
        TableDefinition table = table(Map.of("device", "emulated:steady", "interval", "PT0.05S", "clientId", "garden"));

        List<RawRecord> records = board.sample(table, READING, 5, Duration.ofSeconds(20));

        assertThat(records).hasSize(5);
        for (int n = 0; n < 5; n++) {
            RawRecord record = records.get(n);
            JsonNode message = new ObjectMapper().readTree(record.payload());
            assertThat(message.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "client_id",
                            "timestamp",
                            "humidity",
                            "temperature",
                            "pressure",
                            "pitch",
                            "roll",
                            "yaw",
                            "count");
            assertThat(message.get("client_id").asText()).isEqualTo("garden");
            assertThat(message.get("count").asInt()).isEqualTo(n);
            assertThat(message.get("timestamp").asText()).isEqualTo(written(record.arrival()));
            // What is true in that scenario: a room at 24 °C, 45 %RH and 1013.25 hPa, a board that points to 118°.
            assertThat(message.get("temperature").asDouble()).isBetween(23.5, 24.5);
            assertThat(message.get("humidity").asDouble()).isBetween(44.0, 46.0);
            assertThat(message.get("pressure").asDouble()).isBetween(1012.9, 1013.6);
            assertThat(message.get("yaw").asDouble()).isBetween(115.0, 121.0);
            assertThat(record.attributes()).containsExactly(Map.entry("client_id", "garden"));
        }
    }

    private static String written(Instant time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    @Test
    void aTableMayHaveSomeOfTheColumnsAndAFormatOfItsOwn() throws Exception {
        TableDefinition whole = table(Map.of("device", "emulated:steady", "interval", "PT0.05S"));
        TableDefinition two = new TableDefinition(
                "two",
                List.of(
                        whole.column("count").orElseThrow(),
                        whole.column("client_id").orElseThrow()),
                CsvFormat.defaults(),
                whole.stream(),
                null);

        List<RawRecord> records = board.sample(two, READING, 2, Duration.ofSeconds(20));

        assertThat(board.mistakes(two, READING)).isEmpty();
        assertThat(new String(records.get(1).payload(), StandardCharsets.UTF_8).strip())
                .isEqualTo("1,raspberrypi");
    }

    @Test
    void whatIsWrongIsToldTogether() throws Exception {
        TableDefinition table = table(Map.of("device", "usb:1", "interval", "PT0S", "settings", "/none/RTIMULib.ini"))
                .withColumns(List.of(
                        new Column("count", ColumnType.Simple.STRING), new Column("wind", ColumnType.Simple.DOUBLE)));

        List<String> mistakes = board.mistakes(
                table,
                READING.withEnding(EndingPosition.LATEST).withStart(StartingPosition.parse("2020-04-16T11:00:00Z")));

        assertThat(mistakes)
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("settings: ").contains("/none/RTIMULib.ini"),
                        m -> assertThat(m)
                                .isEqualTo("device: expected a device, i2c:1 or emulated:SCENARIO, found 'usb:1'"),
                        m -> assertThat(m)
                                .isEqualTo(
                                        "interval: expected a duration such as PT1S, of 10 ms or more, found 'PT0S'"),
                        m -> assertThat(m)
                                .isEqualTo("--endingPosition=LATEST: a board has no end that could be read to; use"
                                        + " --timeout"),
                        m -> assertThat(m)
                                .isEqualTo("--startingPosition: a board cannot go back to an instant, found"
                                        + " '2020-04-16T11:00:00Z'; it starts with what it shows now"),
                        m -> assertThat(m)
                                .isEqualTo("table 'sense_hat' cannot be filled by a board: expected columns out of"
                                        + " {client_id=string, count=bigint, humidity=double, pitch=double, pressure=double,"
                                        + " roll=double, temperature=double, timestamp=timestamp, yaw=double} in json, csv or"
                                        + " avro, found count of type string, wind of type double"));
    }
}
