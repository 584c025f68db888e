package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs as tables for people: a row for each figure, a column for each candidate, and where there are two the ratio of the
 * second to the first.
 *
 * @param candidates the columns, by name
 * @param records the sizes, ascending
 * @param outputs the figures of what runs left behind
 * @param runs all runs
 */
record RunReport(List<String> candidates, List<Long> records, List<OutputFigure> outputs, List<Run> runs) {

    private static final int LABEL = 40;
    private static final int COLUMN = 12;
    private static final double MEGABYTE = 1 << 20;

    RunReport {
        candidates = List.copyOf(candidates);
        records = List.copyOf(records);
        outputs = List.copyOf(outputs);
        runs = List.copyOf(runs);
    }

    /** The figures of one round. */
    String round(int round) {
        return table(
                "round " + round,
                runs.stream().filter(run -> run.trial().round() == round).toList());
    }

    /** The medians over all rounds. */
    String medians() {
        long rounds =
                runs.stream().mapToInt(run -> run.trial().round()).distinct().count();
        return table("medians of " + rounds + " rounds", runs);
    }

    private String table(String title, List<Run> rows) {
        List<RunFigures> figures = candidates.stream()
                .map(name -> new RunFigures(rows.stream()
                        .filter(run -> run.trial().candidate().equals(name))
                        .toList()))
                .toList();
        List<String> header = new ArrayList<>(candidates);
        if (candidates.size() == 2) {
            header.add("ratio");
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(title, header));
        for (long size : records) {
            List<Figure> ofSize = figures(size);
            ofSize.forEach(figure -> lines.add(figure.line(figures)));
            lines.add(line(
                    "verified at " + text(size),
                    figures.stream().map(of -> verified(of, size)).toList()));
        }
        if (records.size() == 2) {
            long small = records.get(0);
            long large = records.get(1);
            lines.add(new Figure("marginal CPU, s per million records", "%.2f", of -> of.marginalCpu(small, large))
                    .line(figures));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private List<Figure> figures(long size) {
        String at = " at " + text(size);
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(
                        "CPU, s" + at,
                        "%.1f",
                        of -> of.median(size, run -> run.usage().cpuSeconds())),
                new Figure(
                        "wall, s" + at,
                        "%.1f",
                        of -> of.median(size, run -> run.usage().wallSeconds())),
                new Figure("records/s" + at, "%,.0f", of -> of.median(size, Run::recordsPerSecond)),
                new Figure(
                        "peak memory, MB" + at,
                        "%,.0f",
                        of -> of.median(size, run -> run.usage().peakBytes() / MEGABYTE))));
        outputs.forEach(output -> figures.add(
                new Figure(output.label() + at, output.format(), of -> of.median(size, run -> run.output(output)))));
        return figures;
    }

    private static String verified(RunFigures of, long size) {
        List<Run> ofSize =
                of.runs().stream().filter(run -> run.trial().records() == size).toList();
        if (ofSize.isEmpty()) {
            return "-";
        }
        return ofSize.stream().allMatch(Run::isVerified) ? "yes" : "NO";
    }

    private static String line(String label, List<String> cells) {
        return label
                + " ".repeat(Math.max(1, LABEL - label.length()))
                + cells.stream().map(RunReport::right).collect(Collectors.joining());
    }

    private static String right(String cell) {
        return " ".repeat(Math.max(1, COLUMN - cell.length())) + cell;
    }

    private static String text(long records) {
        return records % 1_000_000 == 0 ? records / 1_000_000 + " M" : String.format(Locale.ROOT, "%,d", records);
    }

    /** A row of the table. */
    private record Figure(String label, String format, Function<RunFigures, OptionalDouble> value) {

        String line(List<RunFigures> candidates) {
            List<OptionalDouble> values = candidates.stream().map(value).toList();
            List<String> cells = new ArrayList<>();
            values.forEach(each -> cells.add(cell(each, format)));
            if (values.size() == 2) {
                OptionalDouble first = values.get(0);
                OptionalDouble second = values.get(1);
                cells.add(cell(
                        first.isPresent() && second.isPresent()
                                ? OptionalDouble.of(second.getAsDouble() / first.getAsDouble())
                                : OptionalDouble.empty(),
                        "%.2f"));
            }
            return RunReport.line(label, cells);
        }

        private static String cell(OptionalDouble value, String format) {
            return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
        }
    }
}
