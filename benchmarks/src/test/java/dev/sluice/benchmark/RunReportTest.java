package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
final class RunReportTest {

    private static final long SMALL = 2_000_000;
    private static final long LARGE = 8_000_000;

    @Test
    void marginalCpuLeavesOutWhatStartingCosts() {
        RunFigures figures = new RunFigures(List.of(run("sluice", 1, SMALL, 20), run("sluice", 1, LARGE, 38)));

        assertThat(figures.marginalCpu(SMALL, LARGE)).hasValue(3);
    }

    @Test
    void marginalCpuIsTheMedianOverRoundsAndNeedsBothSizes() {
        RunFigures figures = new RunFigures(List.of(
                run("sluice", 1, SMALL, 20),
                run("sluice", 1, LARGE, 38),
                run("sluice", 2, SMALL, 20),
                run("sluice", 2, LARGE, 80),
                run("sluice", 3, SMALL, 20),
                run("sluice", 3, LARGE, 44),
                run("sluice", 4, LARGE, 44)));

        assertThat(figures.marginalCpu(SMALL, LARGE)).hasValue(4);
        assertThat(new RunFigures(List.of()).marginalCpu(SMALL, LARGE)).isEmpty();
    }

    @Test
    void anEvenNumberOfRunsHasAMedianBetweenTheTwoInTheMiddle() {
        RunFigures figures = new RunFigures(List.of(run("sluice", 1, SMALL, 20), run("sluice", 2, SMALL, 30)));

        assertThat(figures.median(SMALL, run -> run.usage().cpuSeconds())).hasValue(25);
    }

    @Test
    void theRatioIsOfTheSecondColumnToTheFirst() {
        String round = report().round(1);

        assertThat(round).startsWith("round 1");
        assertThat(cells(round, "marginal CPU, s per million records")).containsExactly("6.00", "3.00", "0.50");
        assertThat(cells(round, "records/s at 8 M")).containsExactly("200,000", "200,000", "1.00");
        assertThat(cells(round, "size of files, MB at 8 M")).containsExactly("1.0", "2.0", "2.00");
        assertThat(cells(round, "verified at 8 M")).containsExactly("yes", "NO");
    }

    @Test
    void whatWasNotRunIsADash() {
        assertThat(cells(report().round(2), "marginal CPU, s per million records"))
                .containsExactly("-", "-", "-");
        assertThat(cells(report().round(2), "verified at 8 M")).containsExactly("-", "-");
    }

    @Test
    void aLineOfResultsHasWhatWasChosenAndWhatWasLeftBehind() {
        Run run = new Run(
                new Trial(2, LARGE, "sluice"),
                new Usage(40, 30.5, 8, 1 << 20),
                new Outcome(Map.of("rows", 606L), List.of("windows missing: 1")));

        assertThat(run.toLine("2026-01-02T03:04:05Z", "-Xmx2g", Map.of("windowMinutes", 6)))
                .isEqualTo(
                        "{\"time\":\"2026-01-02T03:04:05Z\",\"candidate\":\"sluice\",\"javaOptions\":\"-Xmx2g\","
                                + "\"windowMinutes\":6,\"round\":2,\"records\":8000000,\"wallSeconds\":40.0,\"userSeconds\":30.5,"
                                + "\"systemSeconds\":8.0,\"peakBytes\":1048576,\"rows\":606,\"mistakes\":[\"windows missing: 1\"]}");
    }

    private static RunReport report() {
        Run wrong = new Run(
                new Trial(1, LARGE, "sluice"),
                new Usage(40, 30, 8, 1 << 20),
                new Outcome(Map.of("files", 48L, "bytes", 2L << 20), List.of("wrong")));
        return new RunReport(
                List.of("flink-sql", "sluice"),
                List.of(SMALL, LARGE),
                new LakeWorkload().figures(),
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

    private static Run run(String candidate, int round, long records, double cpu) {
        return new Run(
                new Trial(round, records, candidate),
                new Usage(40, cpu, 0, 1 << 20),
                new Outcome(Map.of("files", 48L, "bytes", 1L << 20), List.of()));
    }
}
