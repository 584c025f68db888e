package dev.sluice.query;

import static dev.sluice.query.Fixture.print;
import static dev.sluice.query.Fixture.write;
import static dev.sluice.query.OutputFormat.CSV;
import static dev.sluice.query.OutputFormat.JSON;
import static dev.sluice.query.OutputFormat.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryResultTest {
    @TempDir
    static Path directory;

    private final TimeZone zone = TimeZone.getDefault();
    private Lake lake;

    @BeforeEach
    void open() throws Exception {
        // far from UTC and with daylight saving: nothing may depend on it
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        write(
                directory.resolve("a.parquet"),
                "SELECT * FROM (VALUES ('sense-1', TIMESTAMPTZ '2020-04-16 11:33:23+00', 25.6::DOUBLE, 32.46::DOUBLE),"
                        + " ('größe', TIMESTAMPTZ '2020-04-16 11:33:24.5+00', 58.090312957242205::DOUBLE, NULL),"
                        + " ('気温', NULL, 5::DOUBLE, -1e300::DOUBLE)) t(client_id, ts, temperature, humidity)");
        lake = Lake.open(directory);
    }

    @AfterEach
    void close() {
        lake.close();
        TimeZone.setDefault(zone);
    }

    @Test
    void textIsAlignedByWhatATerminalShows() throws Exception {
        assertThat(print(lake, "FROM lake", TEXT)).isEqualTo("""
                        client_id  ts                               temperature  humidity
                        ---------  ------------------------  ------------------  --------
                        sense-1    2020-04-16 11:33:23+00                  25.6     32.46
                        größe      2020-04-16 11:33:24.5+00  58.090312957242205      NULL
                        気温       NULL                                     5.0   -1e+300
                        (3 rows)
                        """);
    }

    @Test
    void textCountsOneRowAndNone() throws Exception {
        assertThat(print(lake, "SELECT 1 AS n", TEXT)).isEqualTo("n\n-\n1\n(1 row)\n");
        assertThat(print(lake, "SELECT 1 AS n WHERE false", TEXT)).isEqualTo("n\n-\n(0 rows)\n");
    }

    @Test
    void textKeepsARowOnItsLine() throws Exception {
        assertThat(print(lake, "SELECT E'a\\nb\\t\\x01' AS s", TEXT))
                .isEqualTo("s\n----------\na\\nb\\t\\x01\n(1 row)\n");
    }

    @Test
    void textPastTheSampleGoesOnWithTheWidthsOfTheSample() throws Exception {
        String text = print(lake, "SELECT range * 1000 AS n, 'x' AS s FROM range(1100)", TEXT);

        assertThat(text.lines().toList())
                .hasSize(2 + 1100 + 1)
                .startsWith("     n  s", "------  -", "     0  x")
                .endsWith("1099000  x", "(1100 rows)");
    }

    @Test
    void jsonIsOneArrayWithARowToALine() throws Exception {
        assertThat(print(lake, "FROM lake", JSON)).isEqualTo("""
                        [{"client_id":"sense-1","ts":"2020-04-16T11:33:23Z","temperature":25.6,"humidity":32.46},
                         {"client_id":"größe","ts":"2020-04-16T11:33:24.5Z","temperature":58.090312957242205,"humidity":null},
                         {"client_id":"気温","ts":null,"temperature":5.0,"humidity":-1e+300}]
                        """);
        assertThat(print(lake, "SELECT 1 AS n WHERE false", JSON)).isEqualTo("[]\n");
    }

    @Test
    void jsonShowsNestedValuesAsTheyAre() throws Exception {
        String sql = """
                SELECT [1, NULL] AS list, {'x': TIMESTAMPTZ '2020-03-08 02:30:00+00', 'y': {'z': 1.50::DECIMAL(4, 2)}} AS struct,
                    MAP {1: 'a', 2: NULL} AS map, '{"a": [1]}'::JSON AS json, row(1, 2) AS tuple, union_value(k := 7) AS choice""";

        assertThat(print(lake, sql, JSON))
                .isEqualTo("[{\"list\":[1,null],\"struct\":{\"x\":\"2020-03-08T02:30:00Z\",\"y\":{\"z\":1.50}},"
                        + "\"map\":{\"1\":\"a\",\"2\":null},\"json\":{\"a\": [1]},\"tuple\":[1,2],\"choice\":7}]\n");
        assertThat(print(lake, "SELECT [1, NULL] AS list, {'x': 'a'} AS struct", CSV))
                .isEqualTo("list,struct\r\n\"[1,null]\",\"{\"\"x\"\":\"\"a\"\"}\"\r\n");
    }

    @Test
    void jsonHasNoNumberForNanAndInfinityAndNoNameTwice() throws Exception {
        assertThat(print(lake, "SELECT 'nan'::DOUBLE AS a, '-inf'::FLOAT AS a, TIMESTAMP 'infinity' AS a_1", JSON))
                .isEqualTo("[{\"a\":null,\"a_2\":null,\"a_1\":\"infinity\"}]\n");
    }

    @Test
    void csvQuotesOnlyWhatNeedsIt() throws Exception {
        assertThat(print(
                        lake,
                        "SELECT 'a,b' AS \"x,y\", 'say \"hi\"' AS q, E'two\\nlines' AS l, NULL AS n, '' AS e, 'ü' AS u",
                        CSV))
                .isEqualTo("\"x,y\",q,l,n,e,u\r\n\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\"\",ü\r\n");
    }

    @Test
    void integersAndDecimalsAreExact() throws Exception {
        assertThat(print(
                        lake,
                        "SELECT 9223372036854775807 AS big, 170141183460469231731687303715884105727::HUGEINT AS huge,"
                                + " 12345678901234567890.0500::DECIMAL(38, 4) AS dec, 18446744073709551615::UBIGINT AS u",
                        CSV))
                .isEqualTo("big,huge,dec,u\r\n9223372036854775807,170141183460469231731687303715884105727,"
                        + "12345678901234567890.0500,18446744073709551615\r\n");
    }

    @Test
    void aTimeThatDaylightSavingSkipsIsKept() throws Exception {
        assertThat(print(
                        lake,
                        "SELECT TIMESTAMP '2020-03-08 02:30:00' AS t, TIMESTAMP_NS '2020-03-08 02:30:00.000000001' AS ns",
                        JSON))
                .isEqualTo("[{\"t\":\"2020-03-08T02:30:00\",\"ns\":\"2020-03-08T02:30:00.000000001\"}]\n");
    }

    @Test
    void everyFlatTypePrintsAsDuckDbCastsItToText() throws Exception {
        String columns = """
                COLUMNS(* EXCLUDE (time, time_tz, timestamp_tz, int_array, double_array, date_array, timestamp_array, timestamptz_array,
                    varchar_array, nested_int_array, struct, struct_of_arrays, array_of_structs, map, fixed_int_array,
                    fixed_varchar_array, fixed_nested_int_array, fixed_nested_varchar_array, fixed_struct_array,
                    struct_of_fixed_array, fixed_array_of_int_list, list_of_fixed_int_array, "union"))""";

        String ours = print(lake, "SELECT " + columns + " FROM test_all_types()", CSV);
        String duckDbs = print(lake, "SELECT " + columns + "::VARCHAR FROM test_all_types()", CSV);

        assertThat(ours).isEqualTo(duckDbs);
        String times =
                "SELECT %s FROM (VALUES (TIME '00:00:00', TIMETZ '01:02:03+02'), (TIME '23:59:59.123456', TIMETZ '00:00:00-05:30:15')) t(a, b)";
        assertThat(print(lake, times.formatted("a, b"), CSV))
                .isEqualTo(print(lake, times.formatted("a::VARCHAR AS a, b::VARCHAR AS b"), CSV));
    }

    @Test
    void doublesPrintAsDuckDbCastsThemToText() throws Exception {
        long seed = 20150820;
        Random random = new Random(seed);
        StringBuilder values = new StringBuilder(
                "(0.0::DOUBLE), (2e-3), (2e23), (1e15), (1e16), (1e-4), (1e-5), (4.9e-324), (9007199254740993)");
        for (int i = 0; i < 1_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            values.append(", (").append(Double.isFinite(any) ? any : 0).append("::DOUBLE)");
            values.append(", (").append(random.nextInt(100_000_000) / 1000.0).append("::DOUBLE)");
        }

        assertThat(print(lake, "SELECT d FROM (VALUES " + values + ") t(d)", CSV))
                .as("seed %d", seed)
                .isEqualTo(print(lake, "SELECT d::VARCHAR AS d FROM (VALUES " + values + ") t(d)", CSV));
        // DuckDB has a digit more than needed for some floats that lie halfway between two: 52582.5625 for 52582.562
        assertThat(print(
                        lake,
                        "SELECT d::FLOAT AS d FROM (VALUES (25.6), (32.46), (52582.5625), (1e-5), (1e16)) t(d)",
                        CSV))
                .isEqualTo("d\r\n25.6\r\n32.46\r\n52582.562\r\n1e-05\r\n1e+16\r\n");
    }

    @Test
    void aQueryThatFailsAfterItsFirstRowsSaysSo() throws Exception {
        StringBuilder out = new StringBuilder();
        try (QueryResult result = lake.query(
                "SELECT CAST(CASE WHEN range = 700000 THEN 'x' ELSE '1' END AS INTEGER) AS n\nFROM range(1000000)")) {
            assertThatThrownBy(() -> result.printTo(out, CSV))
                    .isInstanceOf(QueryException.class)
                    .hasMessageStartingWith(
                            "Conversion Error: Could not convert string 'x' to INT32\n\nLINE 1: SELECT CAST(CASE");
        }
        assertThat(out).startsWith("n\r\n1\r\n");
    }

    @Test
    void aResultLargerThanTheHeapStreams() throws Exception {
        long[] characters = {0};
        Appendable counting = new Appendable() {
            @Override
            public Appendable append(CharSequence text) {
                characters[0] += text.length();
                return this;
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) {
                return append(text.subSequence(start, end));
            }

            @Override
            public Appendable append(char c) {
                characters[0]++;
                return this;
            }
        };
        try (QueryResult result = lake.query("SELECT repeat('x', 10000) AS s FROM range(200000)")) {
            assertThat(result.printTo(counting, CSV)).isEqualTo(200_000);
        }
        assertThat(characters[0]).isEqualTo(3 + 200_000L * 10_002);
    }

    @Test
    void anOutputThatIsClosedEndsTheQuery() throws Exception {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (QueryResult result = lake.query("FROM range(1000000000000)");
                PrintStream out = new PrintStream(closed, false, StandardCharsets.UTF_8)) {
            assertThatThrownBy(() -> result.printTo(out, CSV))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the output was closed");
        }
    }

    @Test
    void columnsHaveNamesAndTypes() throws Exception {
        try (QueryResult result = lake.query("SELECT ts, [temperature] AS l, count(*) FROM lake GROUP BY ALL")) {
            assertThat(result.columns())
                    .isEqualTo(List.of(
                            new ResultColumn("ts", "TIMESTAMP WITH TIME ZONE"),
                            new ResultColumn("l", "DOUBLE[]"),
                            new ResultColumn("count_star()", "BIGINT")));
        }
    }

    @Test
    void formatsAreFoundByNameInAnyCase() {
        assertThat(OutputFormat.of("Json")).isEqualTo(JSON);
        assertThatThrownBy(() -> OutputFormat.of("xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such output format: xml, expected text, json, csv");
    }
}
