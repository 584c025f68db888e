package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs as a table for people: a column for each candidate, a row for each figure.
 *
 * @param candidates the columns, by name
 * @param records the sizes, ascending
 * @param runs all runs
 */
record LakeReport(List<String> candidates, List<Long> records, List<LakeRun> runs) {

    private static final int LABEL = 44;
    private static final int COLUMN = 14;

    LakeReport {
        candidates = List.copyOf(candidates);
        records = List.copyOf(records);
        runs = List.copyOf(runs);
    }

    /** The figures of one round. */
    String round(int round) {
        return table(
                "round " + round,
                runs.stream().filter(run -> run.round() == round).toList(),
                false);
    }

    /** The medians over all rounds, and the ratios. */
    String medians() {
        long rounds = runs.stream().mapToInt(LakeRun::round).distinct().count();
        return table(rounds == 1 ? "the one round" : "medians of " + rounds + " rounds", runs, true);
    }

    private String table(String title, List<LakeRun> rows, boolean withRatio) {
        List<LakeFigures> figures = candidates.stream()
                .map(name -> new LakeFigures(rows.stream()
                        .filter(run -> run.candidate().equals(name))
                        .toList()))
                .toList();
        boolean ratio = withRatio && candidates.size() == 2;
        List<String> lines = new ArrayList<>();
        lines.add(line(title, candidates.stream().toList()) + (ratio ? right("ratio") : ""));
        for (long size : records) {
            String at = " at " + size(size);
            lines.add(row(
                    "CPU, s" + at,
                    "%.1f",
                    ratio,
                    figures,
                    f -> f.median(size, r -> r.usage().cpuSeconds())));
            lines.add(row(
                    "wall, s" + at,
                    "%.1f",
                    ratio,
                    figures,
                    f -> f.median(size, r -> r.usage().wallSeconds())));
            lines.add(row("records/s" + at, "%,.0f", ratio, figures, f -> f.median(size, LakeRun::recordsPerSecond)));
            lines.add(row(
                    "peak memory, MB" + at,
                    "%,.0f",
                    ratio,
                    figures,
                    f -> f.median(size, r -> r.usage().peakBytes() / 1048576.0)));
            lines.add(row("files" + at, "%,.0f", false, figures, f -> f.median(size, LakeRun::files)));
            lines.add(row(
                    "size of files, MB" + at,
                    "%,.1f",
                    false,
                    figures,
                    f -> f.median(size, r -> r.bytes() / 1048576.0)));
            lines.add(line(
                    "verified" + at,
                    candidates.stream().map(name -> verified(name, size, rows)).toList()));
        }
        if (records.size() == 2) {
            lines.add(row(
                    "marginal CPU, s per million records",
                    "%.2f",
                    ratio,
                    figures,
                    f -> f.marginalCpu(records.get(0), records.get(1))));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String verified(String name, long size, List<LakeRun> rows) {
        List<LakeRun> those = rows.stream()
                .filter(run -> run.candidate().equals(name) && run.records() == size)
                .toList();
        return those.isEmpty() ? "-" : those.stream().allMatch(LakeRun::isVerified) ? "yes" : "NO";
    }

    private static String row(
            String label,
            String format,
            boolean ratio,
            List<LakeFigures> figures,
            Function<LakeFigures, OptionalDouble> figure) {
        List<OptionalDouble> values = figures.stream().map(figure).toList();
        String line =
                line(label, values.stream().map(value -> text(format, value)).toList());
        if (!ratio || values.stream().anyMatch(OptionalDouble::isEmpty)) {
            return line;
        }
        return line
                + right(String.format(
                        Locale.ROOT,
                        "%.2f",
                        values.get(1).getAsDouble() / values.get(0).getAsDouble()));
    }

    private static String text(String format, OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, format, value.getAsDouble());
    }

    private static String line(String label, List<String> cells) {
        return label
                + " ".repeat(Math.max(1, LABEL - label.length()))
                + cells.stream().map(LakeReport::right).collect(Collectors.joining());
    }

    private static String right(String cell) {
        return " ".repeat(Math.max(1, COLUMN - cell.length())) + cell;
    }

    private static String size(long records) {
        return records % 1_000_000 == 0 ? records / 1_000_000 + " M" : String.format(Locale.ROOT, "%,d", records);
    }
}
