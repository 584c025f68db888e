package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import dev.sluice.testing.CompiledJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that need no system, on either runner, through the command: made-up rows, rows of the query itself, a function in a jar, late rows, joins. */
class SqlRowsIT {

    private static final int ROWS = 2_000;

    /** Each five hundredth reading is ten minutes old. */
    private static final String SCRIPT = """
            CREATE TABLE numbers (
              n BIGINT, ts AS TO_TIMESTAMP_LTZ(n * 1000 - CASE WHEN MOD(n, 500) = 499 THEN 600000 ELSE 0 END, 3),
              WATERMARK FOR ts AS ts
            ) WITH ('connector' = 'datagen', 'rows-per-second' = '200', 'late-rows' = 'late',
              'fields.n.kind' = 'sequence', 'fields.n.start' = '0', 'fields.n.end' = '1999');
            CREATE TABLE late (n BIGINT) WITH ('connector' = 'print');
            CREATE TABLE windows (name STRING, start_time TIMESTAMP(3), num BIGINT, total BIGINT) WITH ('connector' = 'print');
            CREATE TABLE words (word STRING) WITH ('connector' = 'print');
            CREATE FUNCTION twice AS 'org.example.Twice' USING JAR '%s';
            INSERT INTO windows
              SELECT 'window', TUMBLE_START(ts, INTERVAL '100' SECOND(3)), COUNT(*), SUM(n) FROM numbers
              GROUP BY TUMBLE(ts, INTERVAL '100' SECOND(3));
            INSERT INTO words SELECT twice(a) FROM (VALUES ('x'), ('y')) AS v (a);
            """;

    private static final int SECONDS = 900;

    /** A stream with rows of the query, with itself by time, and with itself by window. */
    private static final String JOINS = """
            CREATE TABLE seconds (n BIGINT, ts AS TO_TIMESTAMP_LTZ(n * 1000, 3), WATERMARK FOR ts AS ts)
            WITH ('connector' = 'datagen', 'rows-per-second' = '300',
              'fields.n.kind' = 'sequence', 'fields.n.start' = '0', 'fields.n.end' = '899');
            CREATE TABLE rooms (label STRING, room STRING, start_time TIMESTAMP(3), num BIGINT, total BIGINT) WITH ('connector' = 'print');
            CREATE TABLE pairs (label STRING, n BIGINT, behind BIGINT) WITH ('connector' = 'print');
            CREATE TABLE minutes (label STRING, start_time TIMESTAMP(3), num BIGINT, highest BIGINT) WITH ('connector' = 'print');
            CREATE VIEW by_minute AS
              SELECT window_start, window_end, COUNT(*) AS num, MAX(n) AS highest
              FROM TABLE(TUMBLE(TABLE seconds, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end;
            INSERT INTO rooms
              SELECT 'room', room, TUMBLE_START(ts, INTERVAL '100' SECOND(3)), COUNT(*), SUM(n)
              FROM seconds JOIN (VALUES (0, 'hall'), (1, 'attic')) AS r (k, room) ON MOD(n, 3) = k
              GROUP BY room, TUMBLE(ts, INTERVAL '100' SECOND(3));
            INSERT INTO pairs
              SELECT 'pair', a.n, b.n FROM seconds a JOIN seconds b
              ON a.n + 1 = b.n AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' SECOND;
            INSERT INTO minutes
              SELECT 'minute', a.window_start, a.num, b.highest FROM by_minute a JOIN by_minute b
              ON a.window_start = b.window_start AND a.window_end = b.window_end;
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void eachRowIsInOneWindowOrLate(String runner) throws Exception {
        Path jar = CompiledJar.of(
                directory,
                "org.example.Twice",
                "package org.example; public class Twice { public String eval(String text) { return text + text; } }");
        String output = output(runner, SCRIPT.formatted(jar));

        assertThat(output).containsOnlyOnce("+I[xx]").containsOnlyOnce("+I[yy]");
        List<MatchResult> windows = find("\\+I\\[window, ([^,]+), (\\d+), (\\d+)]", output);
        List<MatchResult> late = find("\\+I\\[(\\d+)]", output);
        assertThat(windows.stream().map(window -> window.group(1))).doesNotHaveDuplicates();
        // How many are late is a matter of when the runner moves its watermark on.
        assertThat(late).allMatch(row -> Long.parseLong(row.group(1)) % 500 == 499);
        assertThat(sum(windows, 2) + late.size()).isEqualTo(ROWS);
        assertThat(sum(windows, 3) + sum(late, 1)).isEqualTo((long) ROWS * (ROWS - 1) / 2);
        if (!late.isEmpty()) {
            assertThat(output).contains(late.size() + " rows late for all their windows");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void joinedRowsMeetOnceEach(String runner) throws Exception {
        String output = output(runner, JOINS);

        List<MatchResult> rooms = find("\\+I\\[room, (hall|attic), [^,]+, (\\d+), (\\d+)]", output);
        assertThat(rooms).hasSize(18);
        assertThat(sum(rooms, 2)).isEqualTo(SECONDS / 3 * 2);
        assertThat(sum(rooms, 3))
                .isEqualTo(IntStream.range(0, SECONDS).filter(n -> n % 3 < 2).sum());
        List<MatchResult> pairs = find("\\+I\\[pair, (\\d+), (\\d+)]", output);
        assertThat(pairs.stream().map(pair -> pair.group(1)))
                .hasSize(SECONDS - 1)
                .doesNotHaveDuplicates();
        assertThat(pairs).allMatch(pair -> Long.parseLong(pair.group(1)) + 1 == Long.parseLong(pair.group(2)));
        assertThat(find("\\+I\\[minute, [^,]+, 60, (\\d+)]", output).stream()
                        .map(minute -> Integer.valueOf(minute.group(1))))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(1, 16)
                        .map(minute -> minute * 60 - 1)
                        .boxed()
                        .toList());
    }

    private String output(String runner, String script) throws Exception {
        Path file = Files.writeString(directory.resolve("rows.sql"), script);
        try (ChildJvm job = SluiceProcess.run(
                runner,
                directory.resolve("rows.log"),
                List.of(
                        "sql",
                        "--script=" + file,
                        "--catalog=" + directory.resolve("tables"),
                        "--checkpoint=" + directory.resolve("checkpoint"),
                        "--deadLetters=" + directory.resolve("letters")))) {
            String output = job.output();
            assertThat(job.exitValue()).as(output).isZero();
            return output;
        }
    }

    private static List<MatchResult> find(String pattern, String output) {
        return Pattern.compile(pattern).matcher(output).results().toList();
    }

    private static long sum(List<MatchResult> found, int group) {
        return found.stream()
                .mapToLong(each -> Long.parseLong(each.group(group)))
                .sum();
    }
}
