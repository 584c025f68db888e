package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.table.SqlTable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CREATE TABLE says by Flink's options is what our connectors want to know. */
class TablesOfScriptsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'connector' = 'kinesis', 'stream' = 's', 'aws.region' = 'us-east-1', 'format' = 'json'",
                "'connector' = 'kinesis', 'stream.arn' = 'arn:aws:kinesis:us-east-1:123456789012:stream/s', 'format' = 'json',"
                        + " 'aws.credentials.provider' = 'ASSUME_ROLE',"
                        + " 'aws.credentials.role.arn' = 'arn:aws:iam::123456789012:role/reader',"
                        + " 'aws.credentials.role.sessionName' = 'garden'",
                "'connector' = 'kinesis', 'stream' = 's', 'aws.endpoint' = 'http://127.0.0.1:4568', 'format' = 'csv',"
                        + " 'scan.stream.recordpublisher' = 'EFO', 'scan.stream.efo.consumername' = 'me'",
                "'connector' = 'kafka', 'topic' = 'a', 'properties.bootstrap.servers' = 'b1:9092,b2:9092', 'format' = 'avro'",
                "'connector' = 'mqtt', 'broker' = 'mqtt://b:1883', 'topic' = 'garden', 'qos' = '2', 'format' = 'json',"
                        + " 'keepAlive' = '6', 'mqttVersion' = '3.1.1', 'receiveMaximum' = '100', 'retained' = 'true'",
            })
    void aTableIsReadAndWritten(String options) throws Exception {
        TableDefinition table = table(options);
        TableConnector connector = Connectors.of(table.stream().kind()).orElseThrow();

        assertThat(connector.mistakes(table, ReadSettings.of("check"))).isEmpty();
        assertThat(connector.writeMistakes(table)).isEmpty();
    }

    @Test
    void severalTopicsOrAPatternAreRead() throws Exception {
        for (String topics : new String[] {"'topic' = 'a;b'", "'topic-pattern' = 'r.*'"}) {
            TableDefinition table = table("'connector' = 'kafka', " + topics
                    + ", 'properties.bootstrap.servers' = 'b:9092', 'format' = 'json'");

            assertThat(Connectors.of("kafka").orElseThrow().mistakes(table, ReadSettings.of("check")))
                    .isEmpty();
        }
    }

    @Test
    void aDirectoryOfFilesIsRead(@TempDir Path directory) throws Exception {
        Path beneath = Files.createDirectories(directory.resolve("a/b"));
        for (Path file : new Path[] {
            directory.resolve("d.json"),
            beneath.resolve("c.json"),
            beneath.resolve("_SUCCESS"),
            beneath.resolve(".e.json")
        }) {
            Files.createFile(file);
        }
        TableDefinition table = table("'connector' = 'filesystem', 'path' = '" + directory + "', 'format' = 'json'");
        TableConnector connector = Connectors.of("file").orElseThrow();

        assertThat(connector.mistakes(table, ReadSettings.of("check"))).isEmpty();
        assertThat(connector.starts(table, ReadSettings.of("check")))
                .extracting(start -> Path.of(start.partition()).getFileName().toString())
                .containsExactlyInAnyOrder("c.json", "d.json");
    }

    private static TableDefinition table(String options) throws Exception {
        String statement = "CREATE TABLE t (id INT, ts TIMESTAMP(3)) WITH (" + options + ")";
        return SqlTable.of(Script.parse(statement).get(0), FlinkTypes.factory()).definition();
    }
}
