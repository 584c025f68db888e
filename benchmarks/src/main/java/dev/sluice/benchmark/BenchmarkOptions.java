package dev.sluice.benchmark;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code benchmarks/lake} or {@code benchmarks/hop} is asked for.
 *
 * @param workload what is compared
 * @param rounds how often every candidate runs with every size
 * @param records the sizes of the topics, ascending; one or two
 * @param candidates who runs, by name, in this order
 * @param javaOptions {@code SLUICE_JAVA_OPTS} for our job; empty for the product's own
 * @param profile whether to run our job once, recorded, instead
 */
record BenchmarkOptions(
        Workload workload,
        int rounds,
        List<Long> records,
        List<String> candidates,
        String javaOptions,
        boolean profile) {

    private static final String HELP = """
            usage: benchmarks/%s [--option=value …]

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

    private static final String WINDOW_HELP = """

              --windowMinutes   (default 1)
                  How long a window is; one begins every ten seconds. Example: --windowMinutes=6""";

    private static final String WINDOW = "windowMinutes";
    private static final List<String> ALL = List.of(FlinkSqlCandidate.NAME, SluiceCandidate.NAME);
    private static final Set<String> KNOWN = Set.of("rounds", "records", "only", "heap", "profile");

    BenchmarkOptions {
        records = List.copyOf(records);
        candidates = List.copyOf(candidates);
    }

    /** What options there are. */
    static String help(String workload) {
        return HELP.formatted(workload) + (isHop(workload) ? WINDOW_HELP : "");
    }

    /**
     * Reads the command line.
     *
     * @param workload by name: lake or hop
     * @param environment where {@code SLUICE_JAVA_OPTS} may be
     * @throws MistakesException with every mistake
     */
    static BenchmarkOptions of(String workload, CommandLine commandLine, Map<String, String> environment)
            throws MistakesException {
        Map<String, String> given = commandLine.given();
        List<String> mistakes = new ArrayList<>();
        commandLine.rest().forEach(word -> mistakes.add("expected --option=value, found '" + word + "'"));
        given.keySet().stream()
                .filter(option -> !KNOWN.contains(option) && !(isHop(workload) && option.equals(WINDOW)))
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
        Workload chosen = workload(workload, given, mistakes);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        String heap = given.get("heap");
        return new BenchmarkOptions(
                chosen,
                rounds,
                records,
                only == null ? ALL : List.of(only),
                heap == null ? environment.getOrDefault("SLUICE_JAVA_OPTS", "") : "-Xmx" + heap,
                commandLine.has("profile"));
    }

    private static Workload workload(String name, Map<String, String> given, List<String> mistakes) {
        if (!isHop(name)) {
            return new LakeWorkload();
        }
        long minutes = CommandLine.wholeNumber(WINDOW, given.getOrDefault(WINDOW, "1"), 1, 60, mistakes);
        return new HopWorkload(Duration.ofMinutes(minutes));
    }

    private static boolean isHop(String workload) {
        return workload.equals(HopWorkload.NAME);
    }

    /** The runs that are to be made, in their order; of a profile, one. */
    List<Trial> trials() {
        if (profile) {
            return List.of(new Trial(1, records.get(records.size() - 1), SluiceCandidate.NAME));
        }
        List<Trial> trials = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (long size : records) {
                for (String candidate : candidates) {
                    trials.add(new Trial(round, size, candidate));
                }
            }
        }
        return trials;
    }
}
