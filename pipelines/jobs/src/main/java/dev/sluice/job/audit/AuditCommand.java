package dev.sluice.job.audit;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.lake.LakeAudit;
import dev.sluice.lake.Publication.Counts;
import dev.sluice.record.PartitionRange;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ./sluice audit}: is the lake exactly its input? */
public final class AuditCommand implements Command {

    private static final List<String> OPTIONS = List.of("lake", "bytes");
    private static final String USAGE = """
            usage: ./sluice audit --lake=DIR [--bytes]

            Holds what the lake's jobs stated of records and files against each other, and against the files that are there.
            Exits 0 where the lake is exactly its input, 1 where it is not, naming every gap, overlap, and missing, extra,
            truncated or changed file. While a job writes, what its writers have not published yet may show as gaps.

              --lake      the lake's directory
              --bytes     read every file whole, and hold its bytes against the sum that was stated when it was written""";

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String summary() {
        return "is the lake exactly its input?";
    }

    @Override
    public void help(PrintStream out) {
        out.println(USAGE);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        commandLine.expectOnly(OPTIONS, mistakes);
        String directory =
                commandLine.required("lake", "a lake's directory", mistakes).orElse(null);
        if (!commandLine.rest().isEmpty()) {
            mistakes.add("expected options only, found " + commandLine.rest());
        }
        String bytes = commandLine.given().getOrDefault("bytes", "false");
        if (!commandLine.bare().contains("bytes") && !bytes.equals("true") && !bytes.equals("false")) {
            mistakes.add("--bytes: expected nothing, true or false, found '" + bytes + "'");
        }
        if (!mistakes.isEmpty() || directory == null) {
            throw new MistakesException(mistakes);
        }
        LakeAudit.Report report;
        try {
            report = LakeAudit.of(Path.of(directory), commandLine.bare().contains("bytes") || bytes.equals("true"));
        } catch (NotDirectoryException e) {
            throw MistakesException.of("--lake: there is no directory " + directory);
        }
        if (report.publications() == 0 && report.isExact()) {
            throw MistakesException.of("--lake: no job has published anything in " + directory);
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        print(report, out);
        out.flush();
        return report.isExact() ? 0 : 1;
    }

    private static void print(LakeAudit.Report report, PrintStream out) {
        Counts counts = report.counts();
        out.printf(
                "%,d records read = %,d that gave rows + %,d that gave none + %,d dead letters%s%n",
                counts.read(),
                counts.gaveRows(),
                counts.gaveNone(),
                counts.deadLetters(),
                counts.duplicates() == 0 ? "" : String.format(" + %,d duplicates dropped", counts.duplicates()));
        if (report.replayed().read() > 0) {
            printReplayed(report, out);
        }
        out.printf(
                "%,d rows and %,d dead letters in %,d files of %,d bytes, by %,d publications%n",
                report.rows(), report.deadLetters(), report.files(), report.size(), report.publications());
        if (counts.castsNulled() > 0) {
            out.printf("%,d values are null because their cast failed%n", counts.castsNulled());
        }
        report.positions()
                .forEach((partition, ranges) -> out.println("  " + partition + ": "
                        + ranges.stream().map(AuditCommand::show).collect(Collectors.joining("; "))));
        report.findings().forEach(out::println);
        out.println(
                report.isExact()
                        ? "The lake is exactly its input."
                        : "The lake is not exactly its input: "
                                + report.findings().size() + " findings.");
    }

    /** A letter that was replayed is one dead letter of the sum above, and here what became of it then. */
    private static void printReplayed(LakeAudit.Report report, PrintStream out) {
        Counts replayed = report.replayed();
        long others = replayed.read() - report.closed();
        out.printf(
                "%,d dead letters replayed%s = %,d that gave rows + %,d that gave none + %,d dead letters again%s%n",
                replayed.read(),
                others == 0 ? "" : String.format(" (%,d of them another lake's)", others),
                replayed.gaveRows(),
                replayed.gaveNone(),
                replayed.deadLetters(),
                replayed.duplicates() == 0 ? "" : String.format(" + %,d duplicates dropped", replayed.duplicates()));
        out.printf(
                "%,d dead letters, %,d of them replayed since, %,d open%n",
                report.deadLetters(), report.closed(), report.deadLetters() - report.closed());
    }

    private static String show(PartitionRange range) {
        String records = String.format("%,d records", range.records());
        return range.after() == null
                ? records + " up to " + range.last()
                : records + " after " + range.after() + ", up to " + range.last();
    }
}
