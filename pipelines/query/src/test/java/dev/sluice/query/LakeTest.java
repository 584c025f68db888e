package dev.sluice.query;

import static dev.sluice.query.Fixture.print;
import static dev.sluice.query.Fixture.run;
import static dev.sluice.query.Fixture.write;
import static dev.sluice.query.OutputFormat.CSV;
import static dev.sluice.query.OutputFormat.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LakeTest {
    @TempDir
    Path directory;

    @Test
    void hourPartitionsAreNumbersAndTheLastColumns() throws Exception {
        run(
                "COPY (SELECT * FROM (VALUES (1, 2015, '08', '20', '09'), (2, 2015, '12', '03', '23')) t(x, year, month, day, hour)) TO "
                        + Sql.literal(directory.toString())
                        + " (FORMAT parquet, PARTITION_BY (year, month, day, hour), OVERWRITE_OR_IGNORE)");

        assertThat(print(directory, "DESCRIBE lake", CSV))
                .contains(
                        "x,INTEGER,YES,,,\r\nyear,BIGINT,YES,,,\r\nmonth,BIGINT,YES,,,\r\nday,BIGINT,YES,,,\r\nhour,BIGINT");
        assertThat(print(directory, "FROM lake WHERE month = 8", CSV))
                .isEqualTo("x,year,month,day,hour\r\n1,2015,8,20,9\r\n");
    }

    @Test
    void aQueryOnAPartitionReadsTheFilesOfThatPartitionAlone() throws Exception {
        write(directory.resolve("year=2015/month=08/day=01/hour=00/a.parquet"), "SELECT 1 AS x");
        write(directory.resolve("year=2015/month=09/day=01/hour=00/b.parquet"), "SELECT 2 AS x");
        write(directory.resolve("plain.parquet"), "SELECT 3 AS x");

        assertThat(print(directory, "EXPLAIN ANALYZE SELECT * FROM lake WHERE month = 8", OutputFormat.TEXT))
                .contains("Scanning Files: 1/2");
    }

    @Test
    void filesOfSeveralLayoutsAreOneTable() throws Exception {
        write(directory.resolve("plain.parquet"), "SELECT 1 AS x");
        write(directory.resolve("year=2015/month=08/day=20/hour=23/a.parquet"), "SELECT 2 AS x");
        write(
                directory.resolve("ingest_year=2020/ingest_month=04/ingest_day=16/ingest_hour=09/a.parquet"),
                "SELECT 3 AS x");

        assertThat(print(directory, "SELECT x, year, hour, ingest_year, ingest_hour FROM lake ORDER BY x", CSV))
                .isEqualTo("x,year,hour,ingest_year,ingest_hour\r\n1,,,,\r\n2,2015,23,,\r\n3,,,2020,9\r\n");
    }

    @Test
    void otherPartitionsKeepTheTypeThatDuckDbSees() throws Exception {
        write(directory.resolve("site=north/year=2015/a.parquet"), "SELECT 1 AS x");

        assertThat(print(directory, "SELECT x, site, year FROM lake", CSV))
                .isEqualTo("x,site,year\r\n1,north,2015\r\n");
    }

    @Test
    void whatStartsWithAnUnderscoreOrADotIsNotRead() throws Exception {
        write(directory.resolve("a.parquet"), "SELECT 1 AS x");
        write(directory.resolve("decoy.parquet"), "SELECT 99 AS x");
        Path hour = Files.createDirectories(directory.resolve("year=2015/month=08/day=20/hour=23"));
        Files.createDirectories(directory.resolve("_sluice/pending"));
        Files.createDirectories(directory.resolve("_dead_letters"));
        Files.createDirectories(hour.resolve(".git"));
        for (String name : new String[] {
            "_sluice/pending/x.parquet.pending",
            "_sluice/pending/x.parquet",
            "_dead_letters/x.parquet",
            "year=2015/month=08/day=20/hour=23/.git/x.parquet",
            "year=2015/month=08/day=20/hour=23/.x.parquet",
            "year=2015/month=08/day=20/hour=23/_x.parquet",
            "year=2015/month=08/day=20/hour=23/x.parquet.pending"
        }) {
            Files.copy(directory.resolve("decoy.parquet"), directory.resolve(name));
        }
        Files.delete(directory.resolve("decoy.parquet"));

        assertThat(print(directory, "SELECT * FROM lake", CSV)).isEqualTo("x\r\n1\r\n");
    }

    @Test
    void columnsAddedLaterAreNullInOlderFilesAndTypesWiden() throws Exception {
        write(directory.resolve("1.parquet"), "SELECT 1 AS x, 7::INTEGER AS count");
        write(directory.resolve("2.parquet"), "SELECT 3000000000 AS count, 'b' AS client_id, 2 AS x");

        assertThat(print(directory, "SELECT x, count, client_id FROM lake ORDER BY x", CSV))
                .isEqualTo("x,count,client_id\r\n1,7,\r\n2,3000000000,b\r\n");
    }

    @Test
    void theSecondViewIsNamedLikeTheDirectory() throws Exception {
        Path odd = directory.resolve("it's \"my\" [lake]* 2015");
        write(odd.resolve("year=2015/month=08/day=20/hour=23/a b's.parquet"), "SELECT 1 AS x");

        assertThat(print(odd, "SELECT x FROM \"it's \"\"my\"\" [lake]* 2015\"", CSV))
                .isEqualTo("x\r\n1\r\n");
        assertThat(print(odd, "SELECT x, hour FROM lake", CSV)).isEqualTo("x,hour\r\n1,23\r\n");
    }

    @Test
    void aDirectoryNamedLikeTheViewIsNoClash() throws Exception {
        write(directory.resolve("Lake/a.parquet"), "SELECT 1 AS x");

        assertThat(print(directory.resolve("Lake"), "FROM lake", CSV)).isEqualTo("x\r\n1\r\n");
    }

    @Test
    void directoriesAboveTheLakeAreNoColumns() throws Exception {
        Path lake = directory.resolve("tenant=5/lake");
        write(lake.resolve("year=2015/a.parquet"), "SELECT 1 AS x");

        assertThat(print(lake, "FROM lake", CSV)).isEqualTo("x,year\r\n1,2015\r\n");
    }

    @Test
    void aMissingDirectoryAnEmptyOneAndAFileAreSaidSo() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path empty = Files.createDirectories(directory.resolve("empty/_sluice/pending"))
                .getParent()
                .getParent();

        assertThatThrownBy(() -> Lake.open(directory.resolve("nowhere")))
                .isInstanceOf(QueryException.class)
                .hasMessage("no such directory: " + directory.resolve("nowhere"));
        assertThatThrownBy(() -> Lake.open(empty)).hasMessage("no data files in " + empty + " yet");
        assertThatThrownBy(() -> Lake.open(file)).hasMessage("not a directory: " + file);
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("a.parquet"), "this is not a Parquet file at all");

        assertThatThrownBy(() -> Lake.open(directory))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining(file.toRealPath().toString());
    }

    @Test
    void aBadQueryGivesDuckDbsMessageAlone() throws Exception {
        write(directory.resolve("a.parquet"), "SELECT 20.5 AS temperature");
        try (Lake lake = Lake.open(directory)) {
            assertThatThrownBy(() -> lake.query("SELECT\n  tempp FROM lake"))
                    .isInstanceOf(QueryException.class)
                    .hasMessage("""
                            Binder Error: Referenced column "tempp" not found in FROM clause!
                            Candidate bindings: "temperature"

                            LINE 2:   tempp FROM lake
                                      ^""");
            assertThatThrownBy(() -> lake.query("SELEC 1"))
                    .hasMessage("Parser Error: syntax error at or near \"SELEC\"\n\nLINE 1: SELEC 1\n        ^");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                " -- first\nSELECT 1; -- last",
                "(SELECT 1)",
                "WITH a AS (SELECT 1) FROM a",
                "FROM lake",
                "VALUES (1)",
                "DESCRIBE lake",
                "SHOW TABLES",
                "SUMMARIZE lake",
                "PRAGMA table_info('lake')",
                "EXPLAIN SELECT 1",
                "/* why */ explain analyze SELECT 1",
                "EXPLAIN (FORMAT json) SELECT 1",
                "EXPLAIN (SELECT 1)",
                "SELECT 'a;b'"
            })
    void queriesOfEveryKindRun(String sql) throws Exception {
        write(directory.resolve("a.parquet"), "SELECT 1 AS x");

        assertThat(print(directory, sql, JSON)).startsWith("[{").endsWith("}]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY lake TO '%s/out.csv'",
                "EXPLAIN ANALYZE COPY lake TO '%s/out.csv'",
                "EXPLAIN (ANALYZE) COPY lake TO '%s/out.csv'",
                "PRAGMA table_info('lake'); COPY lake TO '%s/out.csv'",
                "EXPORT DATABASE '%s/out.csv'",
                "ATTACH '%s/out.csv'",
                "CREATE TABLE t AS FROM lake",
                "DROP VIEW lake",
                "SET threads = 1",
                "INSTALL httpfs",
                "CALL pragma_version()",
                "PRAGMA memory_limit = '1GB'"
            })
    void theLakeIsReadOnly(String sql) throws Exception {
        write(directory.resolve("a.parquet"), "SELECT 1 AS x");
        try (Lake lake = Lake.open(directory)) {
            assertThatThrownBy(() -> lake.query(sql.formatted(directory)))
                    .isInstanceOf(QueryException.class)
                    .hasMessageStartingWith("the lake is read-only: expected one query (");
        }
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void severalStatementsOrNoneAreRefused() throws Exception {
        write(directory.resolve("a.parquet"), "SELECT 1 AS x");
        try (Lake lake = Lake.open(directory)) {
            assertThatThrownBy(() -> lake.query("SELECT 1; SELECT 2"))
                    .hasMessage("expected one query, found 2 statements");
            assertThatThrownBy(() -> lake.query(" ; -- nothing")).hasMessage("no query given");
        }
    }

    @Test
    void aQueryReadsBelowTheLakeAndNowhereElse() throws Exception {
        write(directory.resolve("lake/a.parquet"), "SELECT 1 AS x");
        write(directory.resolve("lake2/secret.parquet"), "SELECT 2 AS x");
        Path letters = Files.createDirectories(directory.resolve("lake/_dead_letters"));
        Files.writeString(letters.resolve("a.ndjson"), "{\"reason\":\"not JSON\"}\n");
        try (Lake lake = Lake.open(directory.resolve("lake"))) {
            assertThat(print(lake, "SELECT reason FROM read_json('" + letters.toRealPath() + "/*.ndjson')", CSV))
                    .isEqualTo("reason\r\nnot JSON\r\n");
            assertThatThrownBy(() -> lake.query("FROM read_parquet('" + directory + "/lake2/secret.parquet')"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageStartingWith("Permission Error: ");
        }
    }

    @Test
    void twoResultsMayBeReadInTurn() throws Exception {
        write(directory.resolve("a.parquet"), "SELECT range AS x FROM range(100000)");
        try (Lake lake = Lake.open(directory);
                QueryResult up = lake.query("SELECT x FROM lake ORDER BY x");
                QueryResult down = lake.query("SELECT x FROM lake ORDER BY x DESC")) {
            for (long i = 0; i < 100_000; i++) {
                assertThat(up.nextRow()).containsExactly(i);
                assertThat(down.nextRow()).containsExactly(99_999 - i);
            }
            assertThat(up.nextRow()).isNull();
            assertThat(down.nextRow()).isNull();
        }
    }
}
