package dev.sluice.job.replay;

import dev.sluice.job.replay.LetterPlan.Tally;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What letters there are, by table and reason, for people. */
final class LetterTable {

    private static final int MAX_EXAMPLE = 100;

    private LetterTable() {}

    static void print(LetterPlan plan, Path directory, PrintStream out) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"table", "reason", "open", "closed", "the first one"});
        long open = 0;
        long closed = 0;
        for (Tally tally : plan.tallies()) {
            lines.add(new String[] {
                tally.table(), tally.reason(), number(tally.allOpen()), number(tally.closed()), example(tally.example())
            });
            open += tally.allOpen();
            closed += tally.closed();
        }
        int[] widths = new int[4];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        if (!plan.tallies().isEmpty()) {
            String format =
                    "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3] + "s  %s%n";
            lines.forEach(line -> out.printf(format, (Object[]) line));
        }
        out.printf("%,d dead letters in %s: %,d open, %,d closed%n", open + closed, directory, open, closed);
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }

    /** On one line, shortened. */
    private static String example(String message) {
        String line = message.replaceAll("\\s+", " ");
        return line.length() <= MAX_EXAMPLE ? line : line.substring(0, MAX_EXAMPLE - 1) + "…";
    }
}
