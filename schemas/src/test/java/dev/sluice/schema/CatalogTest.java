package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.JsonFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    private static final Path SHIPPED = Path.of("tables");

    @Test
    void everyTableInTheDirectoryShipsAndIsListed(@TempDir Path empty) throws Exception {
        Catalog catalog = Catalog.in(empty);

        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            catalog.names().stream().map(n -> n + ".json").toList());
        }
        for (String name : catalog.names()) {
            TableDefinition table = catalog.table(name);
            assertThat(table.name()).isEqualTo(name);
            assertThat(SerializableUtils.clone(table)).isEqualTo(table);
        }
    }

    @Test
    void theDeviceMessageIsATable(@TempDir Path empty) throws Exception {
        TableDefinition table = Catalog.in(empty).table("sense_hat");

        assertThat(table.columns().stream().map(c -> c.name() + " " + c.type()))
                .containsExactly(
                        "client_id string",
                        "timestamp timestamp",
                        "humidity double",
                        "temperature double",
                        "pressure double",
                        "pitch double",
                        "roll double",
                        "yaw double",
                        "count bigint");
        assertThat(table.stream())
                .isEqualTo(new TableDefinition.Stream("kafka", Map.of("topicName", "streaming-data")));
        assertThat(((JsonFormat) table.format()).timestampFormats()).containsExactly("yyyy-MM-dd HH:mm:ss");
        assertThat(table.eventTime()).isNull();
    }

    @Test
    void theRandomReadingsAreATableWithEventTime(@TempDir Path empty) throws Exception {
        TableDefinition table = Catalog.in(empty).table("sensor_data");

        assertThat(table.columns().stream().map(c -> c.name() + " " + c.type()))
                .containsExactly(
                        "sensor_id int", "current_temperature double", "status string", "event_time timestamp");
        assertThat(table.eventTime()).isEqualTo(new EventTimeColumn("event_time", Duration.ofSeconds(5)));
        assertThat(table.stream().kind()).isEqualTo("kinesis");
        assertThat(table.stream().setting("streamName")).isEqualTo("my-input-stream");
    }

    @Test
    void aTableOfTheDirectoryHidesOneThatShips(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("sense_hat.json"),
                Files.readString(SHIPPED.resolve("sense_hat.json")).replace("streaming-data", "mine"));

        TableDefinition table = Catalog.in(directory).table("sense_hat");

        assertThat(table.stream().setting("topicName")).isEqualTo("mine");
    }

    @Test
    void aTableThatIsNotThereIsReportedWithThoseThatAre(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("mine.json"), "{}");

        InvalidTableException e = catchThrowableOfType(
                InvalidTableException.class, () -> Catalog.in(directory).table("sense_hut"));

        assertThat(e.mistakes()).hasSize(1);
        assertThat(e).hasMessageContainingAll("'sense_hut'", "mine, sense_hat, sensor_data");
    }

    @Test
    void aDirectoryThatIsNotThereHoldsNothing() {
        assertThat(Catalog.in(Path.of("no-such-directory")).names()).containsExactly("sense_hat", "sensor_data");
    }
}
