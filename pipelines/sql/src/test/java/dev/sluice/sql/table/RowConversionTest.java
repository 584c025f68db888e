package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.expression.EvaluationException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/** What comes out of a payload is a row of SQL, and the other way round: by the formats themselves. */
class RowConversionTest {

    private static final String COLUMNS = """
            CREATE TABLE t (
              b BOOLEAN, ti TINYINT, si SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE, de DECIMAL(6, 2),
              c CHAR(3), v VARCHAR(2), s STRING, bs BYTES, da DATE, tm TIME(3), ts TIMESTAMP(3), t6 TIMESTAMP(6),
              lz TIMESTAMP_LTZ(3), ar ARRAY<TIMESTAMP(3)>, ma MAP<STRING, DATE>, ro ROW<x INT, y TIME, z ROW<w TIMESTAMP(3)>>
            ) WITH (%s)""";

    private static final String JSON = """
            {"b":true,"ti":1,"si":2,"i":3,"bi":4,"f":1.5,"d":2.5,"de":12.30,"c":"abc","v":"long","s":"온도","bs":"AQI=",\
            "da":"2020-04-16","tm":"11:33:23.5","ts":"2020-04-16 11:33:23.1239","t6":"2020-04-16 11:33:23.123456",\
            "lz":"2020-04-16 11:33:23Z","ar":["2020-04-16 11:33:23",null],"ma":{"k":"1969-12-31"},\
            "ro":{"x":1,"y":"00:00:01","z":{"w":"1969-12-31 23:59:59.999"}}}""";

    @Test
    void aPayloadBecomesARowOfSql() throws Exception {
        SqlTable table = json("SQL");

        Object[] row = table.reading()
                .convert(table.definition().decoder().decode(bytes(JSON)).get(0));

        assertThat(row).usingRecursiveComparison().isEqualTo(new Object[] {
            true,
            (byte) 1,
            (short) 2,
            3,
            4L,
            1.5f,
            2.5,
            new BigDecimal("12.30"),
            "abc",
            "long",
            "온도",
            new byte[] {1, 2},
            18368,
            41_603_500,
            1587036803123000L,
            1587036803123456L,
            1587036803000000L,
            Arrays.asList(1587036803000000L, null),
            Map.of("k", -1),
            new Object[] {1, 1000, new Object[] {-1000L}}
        });
    }

    @Test
    void aRowOfSqlIsWrittenAsFlinkWritesIt() throws Exception {
        SqlTable table = json("SQL");

        assertThat(written(table, JSON)).isEqualTo(JSON.replace(".1239", ".123").replace("23Z", "23Z"));
    }

    @Test
    void timesInIso8601HaveATBetweenDateAndTime() throws Exception {
        SqlTable table = json("ISO-8601");

        assertThat(written(table, JSON))
                .isEqualTo(JSON.replace(".1239", ".123").replaceAll("(\\d{4}-\\d\\d-\\d\\d) ", "$1T"));
    }

    @Test
    void csvHasTimesAsTextToo() throws Exception {
        SqlTable table = Tables.table(
                "CREATE TABLE t (ts TIMESTAMP(3), n INT, tm TIME) WITH ('connector' = 'kinesis', 'stream' = 's', 'aws.region' ="
                        + " 'us-east-1', 'format' = 'csv', 'csv.field-delimiter' = ';')");

        assertThat(written(table, "2020-04-16 11:33:23.5;7;01:02:03")).isEqualTo("2020-04-16 11:33:23.5;7;01:02:03");
        assertThat(written(table, ";;")).isEqualTo(";;");
    }

    @Test
    void avroHasADatumOfTheSchemaThatTheColumnsGive() throws Exception {
        SqlTable table = Tables.table(
                "CREATE TABLE t (id BIGINT NOT NULL, ts TIMESTAMP(3), de DECIMAL(4, 1), ro ROW<x INT, d DATE>, ar ARRAY<STRING>)"
                        + " WITH ('connector' = 'kafka', 'topic' = 's', 'properties.bootstrap.servers' = 'b:1', 'format' ="
                        + " 'avro')");
        Object[] row = {7L, 1587036803123000L, new BigDecimal("12.5"), new Object[] {null, 1}, List.of("a")};

        byte[] payload = table.writtenDefinition()
                .format()
                .encoder(table.writtenDefinition().columns())
                .encode(table.writing().convert(row.clone()));

        // Without a frame: 7 is 0x0e in Avro's zigzag.
        assertThat(payload[0]).isEqualTo((byte) 0x0e);
        assertThat(table.reading()
                        .convert(table.definition().decoder().decode(payload).get(0)))
                .usingRecursiveComparison()
                .isEqualTo(row);
    }

    @Test
    void whatIsNoTimeNamesItsColumn() throws Exception {
        SqlTable table = json("SQL");
        Object[] row =
                table.definition().decoder().decode(bytes("{\"tm\": \"noon\"}")).get(0);

        assertThatThrownBy(() -> table.reading().convert(row))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("tm: expected a time such as 11:33:23, found 'noon'");
    }

    @Test
    void conversionsAreSentToWorkers() throws Exception {
        SqlTable table = json("SQL");

        RowConversion reading = SerializableUtils.clone(table.reading());
        RowConversion writing = SerializableUtils.clone(table.writing());

        Object[] row =
                reading.convert(table.definition().decoder().decode(bytes(JSON)).get(0));
        assertThat(writing.convert(row)[14]).isEqualTo("2020-04-16 11:33:23.123");
    }

    private static SqlTable json(String standard) throws Exception {
        return Tables.table(
                COLUMNS.formatted("'connector' = 'kinesis', 'stream' = 's', 'aws.region' = 'us-east-1', 'format' ="
                        + " 'json', 'json.timestamp-format.standard' = '" + standard + "'"));
    }

    /** What is read, and written again. */
    private static String written(SqlTable table, String payload) throws Exception {
        Object[] row = table.reading()
                .convert(table.definition().decoder().decode(bytes(payload)).get(0));
        byte[] written = table.writtenDefinition()
                .format()
                .encoder(table.writtenDefinition().columns())
                .encode(table.writing().convert(row));
        return new String(written, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
