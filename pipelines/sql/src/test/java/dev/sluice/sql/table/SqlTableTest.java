package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.sql.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTableTest {

    @Test
    void theNotebooksSourceIsAKinesisTableWithEventTime() throws Exception {
        SqlTable table = SqlTable.of(
                Script.parse(Files.readString(Path.of("../../src-test-data/sql/notebook.sql")))
                        .get(0),
                Tables.TYPES);

        assertThat(table.name()).isEqualTo("sensor_data");
        assertThat(table.columns())
                .extracting(c -> c.name() + " " + ((SqlColumn.Physical) c).type())
                .containsExactly(
                        "sensor_id INTEGER",
                        "current_temperature DOUBLE",
                        "status VARCHAR(6)",
                        "event_time TIMESTAMP(3)");
        assertThat(table.watermark()).isNotNull();
        assertThat(table.definition().stream())
                .isEqualTo(new Stream("kinesis", Map.of("streamName", "my-input-stream", "awsRegion", "us-east-1")));
        assertThat(table.definition().eventTime()).isEqualTo(new EventTimeColumn("event_time", Duration.ofSeconds(5)));
        assertThat(table.partitionKeys()).containsExactly("sensor_id");
        assertThat(table.start()).isEqualTo(StartingPosition.latest());
        assertThat(table.ending()).isEqualTo(EndingPosition.NEVER);
        assertThat(table.warnings()).isEmpty();
    }

    @Test
    void allMistakesAreSaidAtOnceEachAtItsPlace() {
        assertThat(Tables.mistakes("""
                                CREATE TABLE readings (
                                  id INT,
                                  a MULTISET<INT>,
                                  id STRING,
                                  WATERMARK FOR tme AS tme - INTERVAL '5' SECOND
                                ) PARTITIONED BY (idd) WITH (
                                  'connector' = 'kafka',
                                  'topik' = 'readings',
                                  'properties.bootstrap.servers' = '127.0.0.1:9092',
                                  'properties.sasl.jaas.config' = 'x',
                                  'scan.startup.mode' = 'earliest',
                                  'format' = 'jsn'
                                )"""))
                .containsExactly(
                        "1:14: 'topic' is missing: expected the name of a Kafka topic, or 'topic-pattern'",
                        "3:14: the type MULTISET is not read here: expected BOOLEAN, a number, text, BYTES, DATE, TIME,"
                                + " TIMESTAMP, TIMESTAMP_LTZ, ARRAY, MAP or ROW",
                        "4:3: expected each column once, found 'id' again",
                        "5:17: there is no column 'tme'",
                        "6:19: there is no column 'idd'; did you mean id?",
                        "8:3: 'topik' is no option of a table of 'kafka' in 'jsn'; did you mean 'topic'?",
                        "10:3: 'properties.sasl.jaas.config' looks like a secret: a table is kept in the catalog, and"
                                + " shown; put it into a file, and name that by 'connection'",
                        "11:25: 'scan.startup.mode': expected one of earliest-offset, group-offsets, latest-offset,"
                                + " timestamp, found 'earliest'",
                        "12:14: 'format': expected one of avro, avro-confluent, csv, json, found 'jsn'; did you mean"
                                + " 'json'?");
    }
}
