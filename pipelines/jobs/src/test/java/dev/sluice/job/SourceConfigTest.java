package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.AvroFormat;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceConfigTest {

    @TempDir
    Path directory;

    private final List<String> mistakes = new ArrayList<>();

    private Optional<SourceConfig> from(String... arguments) {
        List<String> all = Stream.concat(Stream.of("--catalog=" + directory), Arrays.stream(arguments))
                .toList();
        return SourceConfig.from(CommandLine.parse(all).as(SourceOptions.class, mistakes), "test", mistakes);
    }

    @Test
    void theTablesStreamIsReadFromItsLatestRecordOnForEver() {
        SourceConfig config =
                from("--table=sense_hat", "--bootstrapServers=localhost:9092").orElseThrow();

        assertThat(config.connector().kind()).isEqualTo("kafka");
        assertThat(config.table().stream().setting("topicName")).isEqualTo("streaming-data");
        assertThat(config.table().stream().setting("bootstrapServers")).isEqualTo("localhost:9092");
        assertThat(config.start()).isEqualTo(StartingPosition.latest());
        assertThat(config.ending()).isEqualTo(EndingPosition.NEVER);
        assertThat(config.timeout()).isNull();
    }

    @Test
    void optionsStandInPlaceOfWhatTheTableSays() {
        SourceConfig config = from(
                        "--table=sense_hat",
                        "--bootstrapServers=a:1,b:2",
                        "--topic=other",
                        "--startingPosition=2020-04-16t11:00:00z",
                        "--endingPosition=latest",
                        "--timeout=PT1H")
                .orElseThrow();

        assertThat(config.table().stream().setting("topicName")).isEqualTo("other");
        assertThat(config.start().instant()).isEqualTo(Instant.parse("2020-04-16T11:00:00Z"));
        assertThat(config.ending()).isEqualTo(EndingPosition.LATEST);
        assertThat(config.timeout()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anotherKindOfSourceTakesNothingFromTheTablesStream() {
        SourceConfig config = from(
                        "--table=sense_hat", "--source=MQTT", "--broker=mqtt://localhost:1883", "--topic=a/#")
                .orElseThrow();

        assertThat(config.table().stream().settings())
                .containsEntry("topicFilter", "a/#")
                .containsEntry("clientId", "sluice-test-sense_hat")
                .doesNotContainKey("topicName");
    }

    @Test
    void aBoardFillsTheTableSenseHatAndItsIdIsThatOfItsRows() {
        SourceConfig config = from("--source=sensehat", "--device=emulated:steady", "--interval=PT10S")
                .orElseThrow();

        assertThat(config.table().name()).isEqualTo("sense_hat");
        assertThat(config.table().stream().settings())
                .containsOnly(Map.entry("device", "emulated:steady"), Map.entry("interval", "PT10S"));
        assertThat(from("--source=kafka")).isEmpty();
        assertThat(mistakes).singleElement().asString().startsWith("--table is missing: ");
    }

    @Test
    void allMistakesAreToldTogether() {
        assertThat(from(
                        "--table=sense_hat",
                        "--source=mqtt",
                        "--topic=a/#",
                        "--endingPosition=LATEST",
                        "--startingPosition=yesterday",
                        "--timeZone=Mars",
                        "--timeout=10s"))
                .isEmpty();

        assertThat(mistakes)
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m)
                                .startsWith("--timeZone: expected a zone")
                                .endsWith("found 'Mars'"),
                        m -> assertThat(m).startsWith("--startingPosition: ").endsWith("found 'yesterday'"),
                        m -> assertThat(m)
                                .startsWith("--timeout: expected a duration")
                                .endsWith("found '10s'"),
                        m -> assertThat(m).startsWith("--broker is missing"),
                        m -> assertThat(m).startsWith("--endingPosition=LATEST: "));
    }

    @Test
    void aMissingTableIsToldWithThoseThereAre() throws Exception {
        Files.writeString(directory.resolve("garden.json"), "{}");

        assertThat(from()).isEmpty();

        assertThat(mistakes)
                .containsExactly(
                        "--table is missing: expected the name of a table, one of garden, sense_hat, sensor_data");
    }

    @Test
    void everyMistakeOfATableIsTold() throws Exception {
        Files.writeString(directory.resolve("bad.json"), """
                {"Name": "bad", "Parameters": {"classification": "jsn"},
                 "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "strin"}]}}""");

        assertThat(from("--table=bad")).isEmpty();

        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(2).allMatch(m -> m.contains("bad.json: /"));
        assertThat(mistakes).anyMatch(m -> m.contains("'jsn'")).anyMatch(m -> m.contains("'strin'"));
    }

    @Test
    void anUnknownKindOfSourceIsToldWithThoseThereAre() {
        assertThat(from("--table=sense_hat", "--source=pigeon")).isEmpty();

        assertThat(mistakes)
                .containsExactly("table 'sense_hat' cannot be read from 'pigeon': expected --source as one of "
                        + Connectors.kinds());
    }

    @Test
    void aCatalogThatIsNotThereIsAMistakeEvenWhereTheTableShips() {
        List<String> found = new ArrayList<>();
        SourceOptions options = CommandLine.parse(
                        List.of("--catalog=" + directory + "/no", "--table=sense_hat", "--bootstrapServers=a:1"))
                .as(SourceOptions.class, found);

        assertThat(SourceConfig.from(options, "test", found)).isEmpty();
        assertThat(found).containsExactly("--catalog: " + directory + "/no is no directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "PT0S", "-PT1S", "P1Y", "P99999999D"})
    void aDurationIsMoreThanNothingAndLessThanACentury(String text) {
        SourceConfig.duration("timeout", text, mistakes);

        assertThat(mistakes)
                .singleElement()
                .asString()
                .startsWith("--timeout: ")
                .endsWith("'" + text + "'");
    }

    @Test
    void aConnectionIsLookedUpByItsNameBesideTheCatalog() throws Exception {
        Path catalog = Files.createDirectories(directory.resolve("tables"));
        Path connections = Files.createDirectories(directory.resolve("connections"));
        Files.writeString(catalog.resolve("plant.json"), """
                {"Name": "plant", "Parameters": {"classification": "json"}, "StorageDescriptor": {
                  "Columns": [{"Name": "a", "Type": "int"}],
                  "Parameters": {"typeOfData": "kafka", "topicName": "t", "connectionName": "hall"}}}""");

        var unused = SourceConfig.from(
                CommandLine.parse(List.of("--catalog=" + catalog, "--table=plant", "--bootstrapServers=a:1"))
                        .as(SourceOptions.class, mistakes),
                "test",
                mistakes);
        assertThat(mistakes)
                .containsExactly("table 'plant' names the connection 'hall': expected it in "
                        + connections.resolve("hall.json") + ", or --connection=FILE");

        mistakes.clear();
        Files.writeString(connections.resolve("hall.json"), "{\"ConnectionProperties\": {}}");
        SourceConfig config = SourceConfig.from(
                        CommandLine.parse(List.of("--catalog=" + catalog, "--table=plant", "--bootstrapServers=a:1"))
                                .as(SourceOptions.class, mistakes),
                        "test",
                        mistakes)
                .orElseThrow();

        assertThat(config.table().stream().setting("connection"))
                .isEqualTo(connections.resolve("hall.json").toString());
    }

    @Test
    void howAStreamIsReachedDoesNotChangeWhichOneItIs() {
        SourceConfig plain = from("--table=sense_hat", "--bootstrapServers=a:1").orElseThrow();
        SourceConfig secure = from(
                        "--table=sense_hat", "--bootstrapServers=a:1", "--keepAlive=6", "--awsRegion=eu-central-1")
                .orElseThrow();

        assertThat(profile(secure).stream()).isEqualTo(profile(plain).stream());
    }

    private RunnerSetup.Profile profile(SourceConfig config) {
        return RunnerSetup.Profile.of(RunnerSetup.Pace.LATENCY, Duration.ofSeconds(1), config, directory);
    }

    @Test
    void aRegistryIsOpenedForTheTablesFormat() throws Exception {
        Files.writeString(directory.resolve("framed.json"), """
                {"Name": "framed", "Parameters": {"classification": "avro", "sluice.schemaRegistry": "http://registry.example"},
                 "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}],
                  "Parameters": {"typeOfData": "kafka", "topicName": "t"}}}""");

        AvroFormat ofTable = (AvroFormat) from("--table=framed", "--bootstrapServers=a:1")
                .orElseThrow()
                .table()
                .format();
        AvroFormat ofOption = (AvroFormat) from(
                        "--table=framed",
                        "--bootstrapServers=a:1",
                        "--schemaRegistry=https://glue.eu-central-1.amazonaws.com")
                .orElseThrow()
                .table()
                .format();

        assertThat(ofTable.registry()).hasToString("http://registry.example");
        assertThat(ofOption.registry()).hasToString("https://glue.eu-central-1.amazonaws.com");
    }

    @Test
    void aRegistryHasNoUseForOtherFormats() {
        assertThat(from("--table=sense_hat", "--bootstrapServers=a:1", "--schemaRegistry=http://registry.example"))
                .isEmpty();
        assertThat(mistakes)
                .containsExactly("--schemaRegistry: table 'sense_hat' is json; only avro has schemas in a registry");
    }
}
