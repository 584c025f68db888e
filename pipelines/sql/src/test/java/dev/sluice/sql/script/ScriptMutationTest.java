package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is pasted, a script is an answer or mistakes with positions; never another exception, never a long wait. */
class ScriptMutationTest {

    private static final long SEED = 20210519;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<String> SCRIPTS = List.of("""
            SET 'pipeline.name' = 'fleet';
            CREATE TEMPORARY TABLE IF NOT EXISTS readings (
              `id` BIGINT NOT NULL, name STRING COMMENT 'it''s; here', reading ROW<`at` TIMESTAMP_LTZ(3), v DOUBLE>,
              tags ARRAY<STRING>, attributes MAP<STRING, DECIMAL(10, 2)>, price AS reading.v * 2,
              arrival TIMESTAMP(3) METADATA FROM 'timestamp' VIRTUAL,
              WATERMARK FOR arrival AS arrival - INTERVAL '1' MINUTE, PRIMARY KEY (`id`) NOT ENFORCED
            ) COMMENT 'x' PARTITIONED BY (`id`) WITH ('connector' = 'kafka', 'topic' = 'a;b', 'format' = 'json');
            -- a comment; with a semicolon
            CREATE VIEW busy AS SELECT id, COUNT(*) c FROM readings GROUP BY id HAVING COUNT(*) > 3;
            """, """
            EXECUTE STATEMENT SET BEGIN
              INSERT INTO a SELECT CASE WHEN x > 1 THEN 'one' ELSE /* ; */ 'other' END FROM t;
              INSERT INTO b (c, d) SELECT window_start, SUM(x) FROM TABLE(
                HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
            END;
            SELECT a.*, b.x FROM a LEFT JOIN b ON a.id = b.id AND a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts
            WHERE a.name LIKE '%flink%' AND NOT (a.v IS NULL OR a.v IN (1, 2.5, -3e4)) ORDER BY a.ts LIMIT 10;
            EXPLAIN SELECT CAST(x AS INT), DATE '2020-04-16', ROW_NUMBER() OVER (PARTITION BY y ORDER BY ts) FROM t;
            """, """
            %flink.ssql(type=update, refreshInterval=1000)
            SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY id ORDER BY ts MEASURES A.v AS av PATTERN (A+ B) DEFINE A AS A.v > 1)

            SHOW TABLES

            %md
            don't read `this
            %flink.ssql
            DESCRIBE t; DROP TABLE IF EXISTS t;
            WITH w AS (SELECT 1 AS x UNION ALL SELECT 2) SELECT (SELECT MAX(x) FROM w), ARRAY[1, 2][1], MAP['a', 1]['a'] FROM w
            """);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMutationIsAnsweredOrRefusedWithAPosition(int script) {
        mutate(SCRIPTS.get(script), SEED + script, 150);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void tenThousandMutationsAreAnsweredOrRefusedWithPositions(int script) throws Exception {
        mutate(SCRIPTS.get(script), SEED * 31 + script, 3_000);
        mutate(Files.readString(Path.of("../../src-test-data/sql/notebook.sql")), SEED, 1_000);
    }

    @Test
    void theScriptsThatAreMutatedAreGood() throws Exception {
        for (String script : SCRIPTS) {
            assertThat(Script.parse(script)).isNotEmpty();
        }
    }

    private static void mutate(String script, long seed, int times) {
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            String mutation = script;
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                mutation = CharacterMutation.of(mutation, random);
            }
            check(mutation, "seed " + seed + ", mutation " + i);
        }
    }

    private static void check(String script, String name) {
        long start = System.nanoTime();
        try {
            Script.parse(script);
        } catch (InvalidScriptException e) {
            List<String> lines = script.lines().toList();
            for (Mistake mistake : e.mistakes()) {
                assertThat(mistake.line()).as(name).isBetween(1, Math.max(1, lines.size() + 1));
                String line = mistake.line() <= lines.size() ? lines.get(mistake.line() - 1) : "";
                assertThat(mistake.column()).as(name + " " + mistake).isBetween(1, line.length() + 1);
                assertThat(mistake.message())
                        .as(name)
                        .isNotBlank()
                        .doesNotContain("\n")
                        .hasSizeLessThan(300);
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name + ":\n" + script, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("%s:\n%s", name, script)
                .isLessThan(PATIENCE);
    }
}
