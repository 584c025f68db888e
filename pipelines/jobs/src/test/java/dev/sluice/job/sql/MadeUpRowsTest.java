package dev.sluice.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import dev.sluice.record.Durability;
import dev.sluice.schema.ReadSettings;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.stream.SqlPipeline;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scripts over rows that nobody sent: of datagen, and of the query itself. */
@ExtendWith(TestPipelineExtension.class)
final class MadeUpRowsTest {

    @TempDir
    Path directory;

    private void check(TestPipeline pipeline, String script, List<String> expected) throws Exception {
        Path file = directory.resolve("script.sql");
        Files.writeString(file, script);
        List<String> mistakes = new ArrayList<>();
        SqlConfig config = SqlConfig.from(
                SqlOptions.from(
                        CommandLine.parse(List.of("--script=" + file, "--catalog=" + directory.resolve("tables"))),
                        mistakes),
                RowLines.Format.TEXT,
                mistakes);
        ReadSettings reading = ReadSettings.of("made-up").withDurability(Durability.NONE);
        SqlPipeline sql = SqlPipeline.of(pipeline, scan -> {
            SqlSource source =
                    Objects.requireNonNull(config.sources().get(scan.table().name()));
            return source.read(source.reading(reading));
        });
        List<PlannedQuery> queries = config.script().selects();
        PCollection<SqlRow> rows = sql.rows("query", queries.get(queries.size() - 1));
        PAssert.that(rows).satisfies(all -> {
            List<String> found = new ArrayList<>();
            all.forEach(row -> found.add(row.toString()));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            return null;
        });
        PAssert.that(sql.letters()).empty();
        pipeline.run();
    }

    @Test
    void windowsOfASequence(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                CREATE TABLE numbers (
                  n BIGINT, ts AS TO_TIMESTAMP_LTZ(n * 1000, 3), WATERMARK FOR ts AS ts - INTERVAL '5' MINUTE
                ) WITH (
                  'connector' = 'datagen', 'rows-per-second' = '100000',
                  'fields.n.kind' = 'sequence', 'fields.n.start' = '0', 'fields.n.end' = '299');
                SELECT COUNT(*), SUM(n) FROM numbers GROUP BY TUMBLE(ts, INTERVAL '100' SECOND(3));
                """, List.of("[100, 4950]", "[100, 14950]", "[100, 24950]"));
    }

    @Test
    void everyTypeIsMadeUp(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                CREATE TABLE things (
                  a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, h DECIMAL(10, 2), i CHAR(3),
                  j VARCHAR(5), k STRING, l BINARY(2), m VARBINARY(4), n BYTES, o DATE, p TIME(3), q TIMESTAMP(3),
                  r TIMESTAMP_LTZ(3), s ARRAY<INT>, t MAP<STRING, DOUBLE>, u ROW<x INT, y ARRAY<TIME>>
                ) WITH ('connector' = 'datagen', 'number-of-rows' = '50', 'fields.g.null-rate' = '1',
                  'fields.u.x.min' = '7', 'fields.u.x.max' = '7', 'fields.s.length' = '2');
                SELECT DISTINCTLY FROM things;
                """.replace("DISTINCTLY", """
                        a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL OR e IS NULL OR f IS NULL OR h IS NULL,
                        CHAR_LENGTH(i), CHAR_LENGTH(j), CHAR_LENGTH(k), CHAR_LENGTH(CAST(l AS STRING)) >= 0, m IS NULL, n IS NULL,
                        o = CURRENT_DATE OR o = CURRENT_DATE - INTERVAL '1' DAY, p IS NULL,
                        TIMESTAMPDIFF(HOUR, q, LOCALTIMESTAMP), r IS NULL, CARDINALITY(s), CARDINALITY(t) > 0, u.x,
                        CARDINALITY(u.y), g
                        """),
                java.util.Collections.nCopies(
                        50, "[false, 3, 5, 100, true, false, false, true, false, 0, false, 2, true, 7, 3, null]"));
    }

    @Test
    void rowsOfTheQueryItselfAreThereOnce(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen', 'number-of-rows' = '1',
                  'fields.n.min' = '5', 'fields.n.max' = '5');
                SELECT n, 'stream' FROM numbers UNION ALL SELECT a + 1, b FROM (VALUES (1, 'a'), (2, 'bc')) AS v (a, b)
                UNION ALL VALUES (9, 'last');
                """, List.of("[5, stream]", "[2, a]", "[3, bc]", "[9, last]"));
    }

    /** A function. */
    public static final class Twice {
        public String eval(String text) {
            return text + text;
        }
    }

    @Test
    void aFunctionOfTheClassPathIsCalledWithEachRow(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "CREATE FUNCTION twice AS '" + Twice.class.getName()
                        + "';\nSELECT twice(a) FROM (VALUES ('x'), ('y')) AS v (a);",
                List.of("[xx]", "[yy]"));
    }
}
