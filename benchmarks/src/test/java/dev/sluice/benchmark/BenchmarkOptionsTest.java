package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchmarkOptionsTest {

    @Test
    void defaultsAreThreeRoundsOfBothSizesAndBothCandidates() throws Exception {
        assertThat(options(Map.of()))
                .isEqualTo(new BenchmarkOptions(
                        new LakeWorkload(),
                        3,
                        List.of(2_000_000L, 8_000_000L),
                        List.of("flink-sql", "sluice"),
                        "",
                        false));
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
                .isEqualTo(new BenchmarkOptions(
                        new LakeWorkload(), 1, List.of(5_000L), List.of("sluice"), "-Xmx2g", true));
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

    @Test
    void aWindowsLengthIsAskedOfHopAlone() throws Exception {
        assertThat(hop().workload()).isEqualTo(new HopWorkload(Duration.ofMinutes(1)));
        assertThat(hop("--windowMinutes=6").workload()).isEqualTo(new HopWorkload(Duration.ofMinutes(6)));
        assertThatThrownBy(() -> hop("--windowMinutes=0"))
                .isInstanceOfSatisfying(
                        MistakesException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactly("--windowMinutes: expected a whole number from 1 to 60, found '0'"));
        assertThatThrownBy(() -> options(Map.of(), "--windowMinutes=6"))
                .isInstanceOfSatisfying(
                        MistakesException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactly("there is no option --windowMinutes; --help lists all"));
    }

    @Test
    void theHelpOfHopKnowsTheWindow() {
        assertThat(BenchmarkOptions.help("hop"))
                .startsWith("usage: benchmarks/hop ")
                .contains("--rounds", "--windowMinutes");
        assertThat(BenchmarkOptions.help("lake"))
                .startsWith("usage: benchmarks/lake ")
                .doesNotContain("--windowMinutes");
    }

    @Test
    void candidatesTakeTurnsWithEachSizeInEachRound() throws Exception {
        assertThat(options(Map.of(), "--rounds=2", "--records=1000,4000").trials())
                .extracting(Trial::name)
                .containsExactly(
                        "flink-sql-1000-1",
                        "sluice-1000-1",
                        "flink-sql-4000-1",
                        "sluice-4000-1",
                        "flink-sql-1000-2",
                        "sluice-1000-2",
                        "flink-sql-4000-2",
                        "sluice-4000-2");
    }

    @Test
    void aProfileIsOneRunOfOurJobWithTheLargerSize() throws Exception {
        assertThat(options(Map.of(), "--rounds=2", "--records=1000,4000", "--profile")
                        .trials())
                .containsExactly(new Trial(1, 4_000, "sluice"));
    }

    private static BenchmarkOptions hop(String... arguments) throws MistakesException {
        return BenchmarkOptions.of("hop", CommandLine.parse(List.of(arguments)), Map.of());
    }

    private static BenchmarkOptions options(Map<String, String> environment, String... arguments)
            throws MistakesException {
        return BenchmarkOptions.of("lake", CommandLine.parse(List.of(arguments)), environment);
    }
}
