package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that need no system, on either runner, through the command: made-up rows, rows of the query itself, a function in a jar, late rows. */
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

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void eachRowIsInOneWindowOrLate(String runner) throws Exception {
        Path script = directory.resolve("rows.sql");
        Files.writeString(script, SCRIPT.formatted(jar()));

        String output;
        try (ChildJvm job = SluiceProcess.run(
                runner,
                directory.resolve("rows.log"),
                List.of(
                        "sql",
                        "--script=" + script,
                        "--catalog=" + directory.resolve("tables"),
                        "--checkpoint=" + directory.resolve("checkpoint"),
                        "--deadLetters=" + directory.resolve("letters")))) {
            output = job.output();
            assertThat(job.exitValue()).as(output).isZero();
        }

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

    private static List<MatchResult> find(String pattern, String output) {
        return Pattern.compile(pattern).matcher(output).results().toList();
    }

    private static long sum(List<MatchResult> found, int group) {
        return found.stream()
                .mapToLong(each -> Long.parseLong(each.group(group)))
                .sum();
    }

    private Path jar() throws Exception {
        Path source = Files.createDirectories(directory.resolve("org/example")).resolve("Twice.java");
        Files.writeString(
                source,
                "package org.example; public class Twice { public String eval(String text) { return text + text; } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        Path jar = directory.resolve("functions.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("org/example/Twice.class"));
            entries.write(Files.readAllBytes(directory.resolve("org/example/Twice.class")));
            entries.closeEntry();
        }
        return jar;
    }
}
