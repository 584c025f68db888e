package dev.sluice.job.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.job.CommandLine;
import dev.sluice.sql.session.Session;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements through a pipe, and typed at a terminal that can do nothing but lines. */
final class PromptTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MANY = 200_000;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();
    private PipedInputStream pressed;
    private Terminal terminal;
    private CommandLine commandLine;
    private SqlOptions options;

    @BeforeEach
    void open() throws IOException {
        pressed = new PipedInputStream(keys);
        terminal = new DumbTerminal("test", "dumb", pressed, shown, UTF_8);
        commandLine = CommandLine.parse(List.of(
                "--catalog=" + directory.resolve("tables"),
                "--checkpoint=" + directory.resolve("checkpoint"),
                "--deadLetters=" + directory.resolve("letters")));
        options = SqlOptions.from(commandLine, new ArrayList<>());
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    private String readings(String name, int count) throws IOException {
        Path file = directory.resolve(name + ".ndjson");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(
                    "{\"sensor\": %d, \"ts\": \"2020-04-16 11:%02d:%02d\"}\n".formatted(i % 2, i / 60 % 60, i % 60));
        }
        Files.writeString(file, lines);
        return """
                CREATE TABLE %s (sensor INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'json');
                """.formatted(name, file);
    }

    private Prompt prompt(TypedText typed, Console console) {
        return new Prompt(
                commandLine, options, new DirectRuns(), Session.in(directory.resolve("tables")), typed, console);
    }

    private int piped(String text) throws Exception {
        return prompt(
                        new PipedText(new BufferedReader(new StringReader(text))),
                        Console.of(new PrintStream(shown, true, UTF_8)))
                .run();
    }

    private String shown() {
        return shown.toString(UTF_8);
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    private void awaitShown(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains(text));
    }

    @Test
    void statementsOfAPipeAreRunOneAfterTheOther() throws Exception {
        int code = piped(readings("readings", 120) + """
                DESCRIBE readings;
                CREATE VIEW of_one AS SELECT * FROM readings
                  WHERE sensor = 1;
                SELECT sensor, COUNT(*) AS n FROM of_one GROUP BY sensor, TUMBLE(ts, INTERVAL '1' HOUR);
                CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole');
                INSERT INTO nowhere SELECT COUNT(*) FROM readings GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
                """);

        assertThat(shown())
                .contains("table readings is there", "event time", "view of_one is there")
                .containsPattern("sensor +n\\R-+ +-+\\R +1 +60\\R")
                .contains("120 records read, 2 rows written");
        assertThat(code).isZero();
        assertThat(directory.resolve("tables")).isDirectoryContaining("glob:**/readings.json");
    }

    @Test
    void aLimitedQueryShowsSoManyRowsAndEnds() throws Exception {
        int code = piped(readings("readings", 500) + "SELECT sensor FROM readings LIMIT 3;");

        assertThat(code).isZero();
        assertThat(shown()).containsPattern("------\\R(?: +[01]\\R){3}$");
    }

    @Test
    void aMistakeEndsAPipeAndStandsUnderItsLine() throws Exception {
        int code = piped(readings("readings", 1) + """
                SELECT sensor,
                  tempp FROM readings;
                SHOW VIEWS;
                """);

        assertThat(code).isEqualTo(2);
        assertThat(shown())
                .contains("stdin:4:3: Column 'tempp' not found in any table", "      tempp FROM readings;\n      ^")
                .doesNotContain("(no view names)");
    }

    @Test
    void whatIsTypedGoesOnToTheSemicolonAndAMistakeIsTypedAgain() throws Exception {
        Path history = directory.resolve("home/history");
        Console console = Console.of(terminal);
        Session session = Session.in(directory.resolve("tables"));
        Prompt prompt = prompt(TerminalText.of(terminal, session.completions(), history), console);
        CompletableFuture<Integer> end = run(prompt);

        type("%flink.ssql(type=update)\n" + readings("readings", 10));
        awaitShown("table readings is there");
        type("SELECT tempp\nFROM readings;\n");
        awaitShown("sql:1:8: Column 'tempp' not found in any table");
        type("SELECT 'it;\n''s' AS text FROM readings LIMIT 1;\n");
        awaitShown("it;\\n's");
        awaitShown("1 rows");
        type("help\nquit;\n");

        assertThat(end.get()).isZero();
        assertThat(shown()).contains("A statement ends at its semicolon");
        assertThat(Files.readString(history)).contains("SELECT tempp");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    @Test
    void tabCompletesWordsTablesAndColumns() throws Exception {
        try (Terminal able = new ExternalTerminal("test", "xterm", pressed, shown, UTF_8)) {
            able.setSize(new Size(200, 50));
            Session session = Session.in(directory.resolve("tables"));
            CompletableFuture<Integer> end =
                    run(prompt(TerminalText.of(able, session.completions(), null), Console.of(able)));
            type(readings("readings", 10));
            awaitShown("table readings is there");

            type("describ\treadi\t;\n");
            awaitShown("event time");
            type("SELECT 'seen' AS mark FROM readings WHERE senso\t= 1 LIMIT 1;\n");
            awaitShown("1 rows");
            type("quit\n");

            assertThat(end.get()).isZero();
        }
    }

    @Test
    void anInterruptCancelsTheQueryAndThePromptComesBack() throws Exception {
        Session session = Session.in(directory.resolve("tables"));
        Prompt prompt = prompt(TerminalText.of(terminal, session.completions(), null), Console.of(terminal));
        terminal.handle(Terminal.Signal.INT, signal -> prompt.interrupt());
        CompletableFuture<Integer> end = run(prompt);
        type(readings("readings", MANY));
        awaitShown("table readings is there");

        for (int i = 1; i <= 2; i++) {
            int before = shown().length();
            type("SELECT ts, sensor AS s" + i + " FROM readings;\n");
            await().atMost(PATIENCE).until(() -> shown().substring(before).contains("2020-04-16 11:00:01"));
            terminal.raise(Terminal.Signal.INT);
            await().atMost(PATIENCE).until(() -> shown().substring(before).contains("cancelled: "));
            await().atMost(PATIENCE).until(() -> runnerThreads() == 0);
        }
        type("SHOW TABLES;\n");
        awaitShown("sense_hat");
        keys.close();

        assertThat(end.get()).isZero();
        assertThat(shown().lines().filter(line -> line.startsWith("2020-04-16")).count())
                .isLessThan(2L * MANY);
    }

    private static long runnerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("direct-"))
                .count();
    }

    private static CompletableFuture<Integer> run(Prompt prompt) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return prompt.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
