package dev.sluice.benchmark;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code benchmarks/lake} is asked for.
 *
 * @param rounds how often every candidate runs with every size
 * @param records the sizes of the topics, ascending; one or two
 * @param candidates who runs, by name, in this order
 * @param javaOptions {@code SLUICE_JAVA_OPTS} for our job; empty for the product's own
 * @param profile whether to run our job once, recorded, instead
 */
record LakeBenchmarkOptions(
        int rounds, List<Long> records, List<String> candidates, String javaOptions, boolean profile) {

    static final String HELP = """
            usage: benchmarks/lake [--option=value …]

              --rounds    (default 3)
                  How often every candidate runs with every size; medians are over rounds.
              --records   (default 2000000,8000000)
                  The sizes of the topics: one, or a small and a large one, whose difference gives the marginal CPU.
              --only      (default both)
                  One candidate alone: sluice or flink-sql.
              --heap      (default: what SLUICE_JAVA_OPTS says, or else the product's own)
                  The heap of our job. Example: --heap=2g
              --profile
                  Runs our job once, with the larger size and a flight recording, and says where its time goes.""";

    private static final List<String> ALL = List.of(FlinkSqlCandidate.NAME, SluiceCandidate.NAME);
    private static final Set<String> KNOWN = Set.of("rounds", "records", "only", "heap", "profile");

    LakeBenchmarkOptions {
        records = List.copyOf(records);
        candidates = List.copyOf(candidates);
    }

    /**
     * Reads the command line.
     *
     * @param environment where {@code SLUICE_JAVA_OPTS} may be
     * @throws MistakesException with every mistake
     */
    static LakeBenchmarkOptions of(CommandLine commandLine, Map<String, String> environment) throws MistakesException {
        Map<String, String> given = commandLine.given();
        List<String> mistakes = new ArrayList<>();
        commandLine.rest().forEach(word -> mistakes.add("expected --option=value, found '" + word + "'"));
        given.keySet().stream()
                .filter(option -> !KNOWN.contains(option))
                .forEach(option -> mistakes.add("there is no option --" + option + "; --help lists all"));
        int rounds = (int) CommandLine.wholeNumber("rounds", given.getOrDefault("rounds", "3"), 1, 1_000, mistakes);
        List<Long> records = Arrays.stream(
                        given.getOrDefault("records", "2000000,8000000").split(",", -1))
                .map(size -> CommandLine.wholeNumber("records", size, 1_000, 1_000_000_000, mistakes))
                .toList();
        if (records.size() > 2 || (records.size() == 2 && records.get(0) >= records.get(1))) {
            mistakes.add("--records: expected one size, or a small and a large one, found " + given.get("records"));
        }
        String only = given.get("only");
        if (only != null && !ALL.contains(only)) {
            mistakes.add("--only: expected " + String.join(" or ", ALL) + ", found '" + only + "'");
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        String heap = given.get("heap");
        return new LakeBenchmarkOptions(
                rounds,
                records,
                only == null ? ALL : List.of(only),
                heap == null ? environment.getOrDefault("SLUICE_JAVA_OPTS", "") : "-Xmx" + heap,
                commandLine.has("profile"));
    }

    long largest() {
        return records.get(records.size() - 1);
    }
}
