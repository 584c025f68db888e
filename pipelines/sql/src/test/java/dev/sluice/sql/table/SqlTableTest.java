package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Column;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.sql.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void aDelayOfMoreDigitsThanItsUnitHasIsAMistake() {
        assertThat(Tables.mistakes("CREATE TABLE t (a TIMESTAMP(3),\n WATERMARK FOR a AS a - INTERVAL '300' SECOND)"
                        + " WITH ('connector' = 'print')"))
                .containsExactly(
                        "2:21: expected an interval with as many digits as its unit has, such as INTERVAL '300'"
                                + " SECOND(3), found `a` - INTERVAL '300' SECOND");
    }

    @Test
    void latenessAndIdlenessMayBeSaid() throws Exception {
        String print = "CREATE TABLE t (a TIMESTAMP(3), WATERMARK FOR a AS a) WITH ('connector' = 'print'%s)";
        SqlTable said = Tables.table(print.formatted(
                ", 'allowed-lateness' = '10 min', 'late-rows' = 'late'," + " 'scan.watermark.idle-timeout' = '5s'"));
        SqlTable silent = Tables.table(print.formatted(""));

        assertThat(said.allowedLateness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(said.lateRows()).contains("late");
        assertThat(said.idleTimeout()).contains(Duration.ofSeconds(5));
        assertThat(silent.allowedLateness()).isZero();
        assertThat(silent.lateRows()).isEmpty();
        assertThat(silent.idleTimeout()).isEmpty();
    }

    @Test
    void columnsAreComputedAndSayWhereARecordWas() throws Exception {
        SqlTable table = Tables.table("""
                CREATE TABLE t (
                  `value` STRING, PRIMARY KEY (`value`) NOT ENFORCED,
                  at_time AS TO_TIMESTAMP(`value`),
                  arrival TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL, `partition` INT METADATA,
                  WATERMARK FOR at_time AS at_time - INTERVAL '1:30' MINUTE TO SECOND
                ) WITH ('connector' = 'print')""");

        assertThat(table.columns())
                .extracting(Object::toString)
                .containsExactly(
                        "Physical[name=value, type=VARCHAR(2147483647)]",
                        "Computed[name=at_time, expression=`TO_TIMESTAMP`(`value`)]",
                        "Metadata[name=arrival, type=TIMESTAMP_WITH_LOCAL_TIME_ZONE(3), key=timestamp, virtual=true]",
                        "Metadata[name=partition, type=INTEGER, key=partition, virtual=false]");
        assertThat(table.physicalColumns().get(0).type().isNullable()).isFalse();
        assertThat(table.primaryKey()).containsExactly("value");
        assertThat(table.definition().columns()).extracting(Column::name).containsExactly("value");
        assertThat(table.definition().eventTime()).as("of a computed column").isNull();
        assertThat(Objects.requireNonNull(table.watermark()).delay()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "WATERMARK FOR ts AS ts + INTERVAL '1' SECOND | 1:71: expected ts, or ts - INTERVAL '5' SECOND, found `ts` +"
                        + " INTERVAL '1' SECOND",
                "WATERMARK FOR ts AS ts - INTERVAL '1' MONTH | 1:71: expected ts, or ts - INTERVAL '5' SECOND, found `ts` -"
                        + " INTERVAL '1' MONTH",
                "WATERMARK FOR ts AS SOURCE_WATERMARK() | 1:71: expected ts, or ts - INTERVAL '5' SECOND, found"
                        + " `SOURCE_WATERMARK`()",
                "WATERMARK FOR t6 AS t6 | 1:65: expected a TIMESTAMP or TIMESTAMP_LTZ of 0 to 3 digits as event time, found"
                        + " 't6' of type TIMESTAMP(6)",
                "PRIMARY KEY (id) NOT ENFORCED | 1:64: there is no column 'id'",
            })
    void aWatermarkOrAKeyThatIsNoneIsSaid(String clause, String mistake) {
        assertThat(Tables.mistakes("CREATE TABLE t (ts TIMESTAMP(3), t6 TIMESTAMP(6), " + clause
                        + ") WITH ('connector' = 'print')"))
                .containsExactly(mistake);
    }

    @Test
    void otherFormsOfTheStatementAreRefused() {
        assertThat(Tables.mistakes("CREATE TABLE t WITH ('connector' = 'print') AS SELECT 1"))
                .contains(
                        "1:1: CREATE TABLE … AS is not run here: CREATE the TABLE with its columns, then INSERT INTO it");
        assertThat(Tables.mistakes("CREATE TABLE t (a INT PRIMARY KEY) WITH ('connector' = 'print')"))
                .containsExactly("1:31: Flink doesn't support ENFORCED mode for PRIMARY KEY constraint");
    }
}
