package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
final class LakeReportTest {

    private static final long SMALL = 2_000_000;
    private static final long LARGE = 8_000_000;

    @Test
    void marginalCpuLeavesOutWhatStartingCosts() {
        LakeFigures figures = new LakeFigures(List.of(run("sluice", 1, SMALL, 20), run("sluice", 1, LARGE, 38)));

        assertThat(figures.marginalCpu(SMALL, LARGE)).hasValue(3);
    }

    @Test
    void marginalCpuIsTheMedianOverRoundsAndNeedsBothSizes() {
        LakeFigures figures = new LakeFigures(List.of(
                run("sluice", 1, SMALL, 20),
                run("sluice", 1, LARGE, 38),
                run("sluice", 2, SMALL, 20),
                run("sluice", 2, LARGE, 80),
                run("sluice", 3, SMALL, 20),
                run("sluice", 3, LARGE, 44),
                run("sluice", 4, LARGE, 44)));

        assertThat(figures.marginalCpu(SMALL, LARGE)).hasValue(4);
        assertThat(new LakeFigures(List.of()).marginalCpu(SMALL, LARGE)).isEmpty();
    }

    @Test
    void anEvenNumberOfRunsHasAMedianBetweenTheTwoInTheMiddle() {
        LakeFigures figures = new LakeFigures(List.of(run("sluice", 1, SMALL, 20), run("sluice", 2, SMALL, 30)));

        assertThat(figures.median(SMALL, run -> run.usage().cpuSeconds())).hasValue(25);
    }

    @Test
    void theRatioIsOfTheSecondColumnToTheFirst() {
        String round = report().round(1);

        assertThat(round).startsWith("round 1");
        assertThat(cells(round, "marginal CPU, s per million records")).containsExactly("6.00", "3.00", "0.50");
        assertThat(cells(round, "records/s at 8 M")).containsExactly("200,000", "200,000", "1.00");
        assertThat(cells(round, "verified at 8 M")).containsExactly("yes", "NO");
    }

    @Test
    void whatWasNotRunIsADash() {
        assertThat(cells(report().round(2), "marginal CPU, s per million records"))
                .containsExactly("-", "-", "-");
        assertThat(cells(report().round(2), "verified at 8 M")).containsExactly("-", "-");
    }

    private static LakeReport report() {
        LakeRun wrong = new LakeRun("sluice", 1, LARGE, new Usage(40, 30, 8, 1 << 20), 48, 1 << 20, List.of("wrong"));
        return new LakeReport(
                List.of("flink-sql", "sluice"),
                List.of(SMALL, LARGE),
                List.of(
                        run("flink-sql", 1, SMALL, 30),
                        run("sluice", 1, SMALL, 20),
                        run("flink-sql", 1, LARGE, 66),
                        wrong));
    }

    private static List<String> cells(String table, String label) {
        String line = table.lines().filter(l -> l.startsWith(label)).findFirst().orElseThrow();
        return Pattern.compile(" +")
                .splitAsStream(line.substring(label.length()).strip())
                .toList();
    }

    private static LakeRun run(String candidate, int round, long records, double cpu) {
        return new LakeRun(candidate, round, records, new Usage(40, cpu, 0, 1 << 20), 48, 1 << 20, List.of());
    }
}
