package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SluiceTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Sluice.run(List.of(arguments), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpNamesEveryJobAndIsDone() {
        assertThat(run("help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\n  demo ", "\n  generate ", "\n  lake ", "\n  query ", "\n  rule ", "\n  test ");
        assertThat(error()).isEmpty();
    }

    @Test
    void anUnknownJobIsAMistakeWithTheNearestName() {
        assertThat(run("lkae")).isEqualTo(2);

        assertThat(error()).startsWith("sluice: there is no job 'lkae'; did you mean 'lake'?\n");
    }

    @Test
    void mistakesAreOneMessageAndCodeTwo() {
        assertThat(run("fail", "mistakes")).isEqualTo(2);

        assertThat(error()).isEqualTo("sluice fail: 2 mistakes\n  - the first\n  - the second\n    in two lines\n");
    }

    @Test
    void aFailureIsOneSentenceAndTheNameOfTheLogAndCodeOne() {
        assertThat(run("fail", "exception")).isEqualTo(1);

        assertThat(error()).isEqualTo("sluice fail failed: the disk is full\nThe log: " + Sluice.logFile() + "\n");
    }

    @Test
    void anErrorOfTheJvmIsNoStackTraceEither() {
        assertThat(run("fail", "error")).isEqualTo(1);

        assertThat(error()).isEqualTo("sluice fail failed: some/Class\nThe log: " + Sluice.logFile() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "rule", "generate", "query"})
    void aJobWithoutItsOptionsIsAMistakeAndWritesNothing(String job) {
        assertThat(run(job)).isEqualTo(2);

        assertThat(error()).startsWith("sluice " + job + ": ").doesNotContain("\tat ", "Exception");
        assertThat(out.size()).isZero();
    }

    @Test
    void aWrongQueryIsAMistake() {
        assertThat(run("query", "--lake=" + directory.resolve("no"), "SELECT 1"))
                .isEqualTo(2);

        assertThat(error()).isEqualTo("sluice query: no such directory: " + directory.resolve("no") + "\n");
    }

    @Test
    void doneIsZero() {
        assertThat(run("fail", "not")).isZero();
        assertThat(error()).isEmpty();
    }
}
