package dev.sluice.job.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlLaunchTest {

    @TempDir
    Path directory;

    @Test
    void rowsForAProgramStandAlone() throws Exception {
        Path script = Files.writeString(
                directory.resolve("two.sql"),
                "SELECT a, UPPER(b) AS b FROM (VALUES (1, 'x'), (2, 'y, z')) AS t (a, b);");
        CommandLine commandLine = CommandLine.parse(List.of(
                "--script=" + script,
                "--format=csv",
                "--catalog=" + directory.resolve("tables"),
                "--deadLetters=" + directory.resolve("letters")));
        List<String> mistakes = new ArrayList<>();
        SqlOptions options = SqlOptions.from(commandLine, mistakes);
        SqlConfig config = SqlConfig.from(options, RowLines.Format.TEXT, mistakes);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            System.setOut(new PrintStream(shown, true, UTF_8));
            System.setErr(new PrintStream(said, true, UTF_8));
            int code = new SqlLaunch(commandLine, options, config, new DirectRuns()).run(Console.of(System.out));

            assertThat(code).isZero();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(shown.toString(UTF_8).lines().toList()).containsExactlyInAnyOrder("a,b", "1,X", "2,\"Y, Z\"");
        assertThat(said.toString(UTF_8)).contains("dead letters");
    }
}
