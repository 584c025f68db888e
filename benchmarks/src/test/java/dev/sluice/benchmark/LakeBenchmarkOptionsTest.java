package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LakeBenchmarkOptionsTest {

    @Test
    void defaultsAreThreeRoundsOfBothSizesAndBothCandidates() throws Exception {
        assertThat(options(Map.of()))
                .isEqualTo(new LakeBenchmarkOptions(
                        3, List.of(2_000_000L, 8_000_000L), List.of("flink-sql", "sluice"), "", false));
    }

    @Test
    void everythingCanBeChosen() throws Exception {
        assertThat(options(
                        Map.of("SLUICE_JAVA_OPTS", "-Xmx9g"),
                        "--rounds=1",
                        "--records=5000",
                        "--only=sluice",
                        "--heap=2g",
                        "--profile"))
                .isEqualTo(new LakeBenchmarkOptions(1, List.of(5_000L), List.of("sluice"), "-Xmx2g", true));
    }

    @Test
    void theUsersJavaOptionsAreOurJobs() throws Exception {
        assertThat(options(Map.of("SLUICE_JAVA_OPTS", "-Xmx9g")).javaOptions()).isEqualTo("-Xmx9g");
    }

    @Test
    void allMistakesAreSaidTogether() {
        assertThatThrownBy(
                        () -> options(Map.of(), "--rounds=0", "--records=8000,2000", "--only=spark", "--fast", "now"))
                .isInstanceOfSatisfying(
                        MistakesException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactlyInAnyOrder(
                                        "expected --option=value, found 'now'",
                                        "there is no option --fast; --help lists all",
                                        "--rounds: expected a whole number from 1 to 1000, found '0'",
                                        "--records: expected one size, or a small and a large one, found 8000,2000",
                                        "--only: expected flink-sql or sluice, found 'spark'"));
    }

    private static LakeBenchmarkOptions options(Map<String, String> environment, String... arguments)
            throws MistakesException {
        return LakeBenchmarkOptions.of(CommandLine.parse(List.of(arguments)), environment);
    }
}
