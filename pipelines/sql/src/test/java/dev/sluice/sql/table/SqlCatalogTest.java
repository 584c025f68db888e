package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.Fractions;
import dev.sluice.format.JsonFormat;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCatalogTest {

    private static final String READINGS = """
            CREATE TABLE readings (
              id INT, price AS id * 2, ts TIMESTAMP(3), arrival TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH (%s)""";
    private static final String KAFKA =
            "'connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'b:1', 'format' = 'json'";

    @TempDir
    Path directory;

    @Test
    void aTableIsThereForTheNextScript() throws Exception {
        SqlTable made = create(READINGS.formatted(KAFKA));

        SqlTable found = catalog().find("readings").orElseThrow();

        assertThat(found.columns()).hasSize(4);
        assertThat(found.columns().toString()).isEqualTo(made.columns().toString());
        assertThat(found.definition()).isEqualTo(made.definition());
        assertThat(found.options()).isEqualTo(made.options());
        assertThat(found.ddl()).isEqualTo(made.ddl());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KAFKA,
                "'connector' = 'kinesis', 'stream' = 's', 'format' = 'csv', 'csv.field-delimiter' = '|',"
                        + " 'scan.stream.recordpublisher' = 'EFO', 'aws.region' = 'us-east-1'",
                "'connector' = 'mqtt', 'broker' = 'mqtt://b:1883', 'topic' = 'garden', 'format' = 'json', 'qos' = '1',"
                        + " 'caFile' = 'ca.pem', 'keepAlive' = '6'",
                "'connector' = 'kafka', 'topic-pattern' = 'r.*', 'format' = 'avro', 'connection' = 'plant.json'",
                "'connector' = 'filesystem', 'path' = '/data/*.json', 'format' = 'json'",
            })
    void otherJobsReadTheSameTable(String options) throws Exception {
        SqlTable made = create(READINGS.formatted(options));

        TableDefinition expected = made.definition();
        // Other jobs lose no digit.
        assertThat(Catalog.in(directory).table("readings"))
                .isEqualTo(
                        expected.format() instanceof JsonFormat json
                                ? expected.withFormat(json.withFractions(Fractions.REFUSED))
                                : expected);
    }

    @Test
    void aScriptThatIsNotSavedChangesNothing() throws Exception {
        SqlCatalog catalog = catalog();
        catalog.create(Script.parse(READINGS.formatted(KAFKA)).get(0));

        assertThat(catalog.find("readings")).isPresent();
        assertThat(catalog().find("readings")).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aTemporaryTableIsForgottenAndHidesAnother() throws Exception {
        create(READINGS.formatted(KAFKA));
        SqlCatalog catalog = catalog();
        catalog.create(Script.parse("CREATE TEMPORARY TABLE readings (a INT) WITH ('connector' = 'print')")
                .get(0));
        catalog.save();

        assertThat(catalog.find("readings").orElseThrow().columns()).hasSize(1);
        assertThat(catalog.drop("readings", true)).isTrue();
        assertThat(catalog.find("readings").orElseThrow().columns()).hasSize(4);
        assertThat(catalog().find("readings").orElseThrow().columns()).hasSize(4);
    }

    @Test
    void theSameStatementAgainIsFineHoweverItIsLaidOut() throws Exception {
        create(READINGS.formatted(KAFKA));

        assertThat(create(READINGS.formatted(KAFKA).replaceAll("\\s+", " ").replace("CREATE TABLE", "create  table"))
                        .ddl())
                .startsWith("CREATE TABLE readings (\n");
    }

    @Test
    void anotherTableOfTheSameNameIsAMistake() throws Exception {
        create(READINGS.formatted(KAFKA));
        String other = "CREATE TABLE %s readings (a INT) WITH ('connector' = 'print')";

        assertThat(catchThrowableOfType(InvalidScriptException.class, () -> create(other.formatted("")))
                        .mistakes())
                .extracting(Tables::text)
                .containsExactly("1:15: there is another table 'readings' in " + directory.resolve("readings.json")
                        + ": DROP it first, or say IF NOT EXISTS");
        assertThat(create(other.formatted("IF NOT EXISTS")).columns()).hasSize(4);
    }

    @Test
    void aDroppedTableMakesRoomForAnother() throws Exception {
        create(READINGS.formatted(KAFKA));
        SqlCatalog catalog = catalog();

        assertThat(catalog.drop("readings", false)).isTrue();
        assertThat(catalog.find("readings")).isEmpty();
        assertThat(catalog.names()).doesNotContain("readings");
        assertThat(catalog.drop("readings", false)).isFalse();
        assertThat(catalog().find("readings")).as("until it is saved").isPresent();

        catalog.create(Script.parse("CREATE TABLE readings (a INT) WITH ('connector' = 'print')")
                .get(0));
        catalog.save();
        assertThat(catalog().find("readings").orElseThrow().columns()).hasSize(1);
    }

    @Test
    void aTableThatShipsIsReadAndHiddenByOneOfTheSameName() throws Exception {
        SqlTable shipped = catalog().find("sensor_data").orElseThrow();

        assertThat(shipped.columns())
                .extracting(c -> c.name() + " " + ((SqlColumn.Physical) c).type())
                .containsExactly(
                        "sensor_id INTEGER",
                        "current_temperature DOUBLE",
                        "status VARCHAR(2147483647)",
                        "event_time TIMESTAMP(3)");
        assertThat(Objects.requireNonNull(shipped.watermark()).delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(shipped.ddl()).isEmpty();

        create("CREATE TABLE sensor_data (a INT) WITH ('connector' = 'print')");
        assertThat(catalog().find("sensor_data").orElseThrow().columns()).hasSize(1);
    }

    @Test
    void allTablesAreListed() throws Exception {
        create(READINGS.formatted(KAFKA));
        SqlCatalog catalog = catalog();
        catalog.create(Script.parse("CREATE TEMPORARY TABLE a (a INT) WITH ('connector' = 'print')")
                .get(0));

        assertThat(catalog.names()).containsExactly("a", "readings", "sense_hat", "sensor_data");
        assertThat(catalog.find("Readings")).isEmpty();
    }

    @Test
    void aTableWithMistakesSaysThem() throws Exception {
        Files.writeString(directory.resolve("broken.json"), "{\"Name\": \"broken\"");
        create(READINGS.formatted(KAFKA));
        Path file = directory.resolve("readings.json");
        Files.writeString(file, Files.readString(file).replace("'topic'", "'topik'"));

        assertThatThrownBy(() -> catalog().find("broken"))
                .isInstanceOf(InvalidTableException.class)
                .hasMessageContaining("expected JSON");
        assertThatThrownBy(() -> catalog().find("readings"))
                .isInstanceOf(InvalidTableException.class)
                .hasMessageContaining("sluice.sql: line 4, column 32: 'topik' is no option of a table of 'kafka'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"`../evil`", "`a/b`", "`.hidden`", "other_catalog.db.t", "db.t", "``"})
    void aNameThatIsNoFileIsRefused(String name) {
        assertThatThrownBy(() -> create("CREATE TABLE " + name + " (a INT) WITH ('connector' = 'print')"))
                .isInstanceOf(InvalidScriptException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void flinksOwnCatalogAndDatabaseMayStandBefore() throws Exception {
        create("CREATE TABLE default_catalog.default_database.t (a INT) WITH ('connector' = 'print')");

        assertThat(catalog().find("t")).isPresent();
    }

    private SqlCatalog catalog() {
        return SqlCatalog.in(directory, Tables.TYPES);
    }

    private SqlTable create(String ddl) throws Exception {
        SqlCatalog catalog = catalog();
        SqlTable table = catalog.create(Script.parse(ddl).get(0));
        catalog.save();
        return table;
    }
}
