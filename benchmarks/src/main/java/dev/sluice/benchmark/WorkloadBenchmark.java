package dev.sluice.benchmark;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * {@code benchmarks/lake} and {@code benchmarks/hop}: a topic to a lake, or to windows in another topic, by us and by native
 * Flink SQL, in turn, each in a process of its own that is measured from start to end. Every result is compared with what
 * was sent.
 *
 * <p>Exit codes: 0 done and all verified; 1 a run failed or a result is wrong; 2 what can be mended before.
 */
public final class WorkloadBenchmark {

    private final BenchmarkOptions options;
    private final Workload workload;
    private final Path home;
    private final Path target;
    private final Path results;
    private final List<Run> runs = new ArrayList<>();

    private WorkloadBenchmark(BenchmarkOptions options, Path home) {
        this.options = options;
        this.workload = options.workload();
        this.home = home;
        this.target = home.resolve("benchmarks/target");
        this.results = target.resolve("results");
    }

    /**
     * Runs the benchmark, of the checkout that the property {@code sluice.home} names.
     *
     * @param arguments lake or hop, and options: see {@code --help}
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        String name = words.get(0);
        CommandLine commandLine = CommandLine.parse(words.subList(1, words.size()));
        if (commandLine.asksForHelp()) {
            System.out.println(BenchmarkOptions.help(name));
            return;
        }
        try {
            BenchmarkOptions options = BenchmarkOptions.of(name, commandLine, System.getenv());
            if (!MeasuredProcess.isPossible()) {
                throw MistakesException.of("GNU time is needed to measure, and there is no /usr/bin/time"
                        + " (Debian: apt-get install time)");
            }
            System.exit(new WorkloadBenchmark(options, Path.of(System.getProperty("sluice.home", "."))).run() ? 0 : 1);
        } catch (MistakesException e) {
            e.mistakes().forEach(mistake -> System.err.println("benchmarks/" + name + ": " + mistake));
            System.exit(2);
        } catch (IOException | SQLException e) {
            System.err.println("benchmarks/" + name + " failed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Returns whether every result was as it should be. */
    private boolean run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(results);
        List<Trial> trials = options.trials();
        try (ScratchDirectory scratch = ScratchDirectory.below(target);
                KafkaNode kafka = KafkaNode.start(
                        scratch.path().resolve("kafka"), topics(trials), results.resolve("kafka.log"))) {
            // for a signal; in order, the two close above
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                kafka.close();
                                scratch.close();
                            },
                            "scratch-remover"));
            Place place = new Place(kafka.bootstrapServers(), scratch.path(), results);
            Map<Long, Task> tasks = fill(place, trials);
            return options.profile() ? profile(place, trials.get(0), tasks) : rounds(place, trials, tasks);
        }
    }

    private List<String> topics(List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> workload.topics(trial).stream())
                .distinct()
                .toList();
    }

    private Map<Long, Task> fill(Place place, List<Trial> trials) throws IOException, SQLException {
        Map<Long, Task> tasks = new HashMap<>();
        for (long size : trials.stream().map(Trial::records).distinct().toList()) {
            long begin = System.nanoTime();
            tasks.put(size, workload.fill(place, size));
            say("%,d messages in Kafka, in %.0f s", size, (System.nanoTime() - begin) / 1e9);
        }
        return tasks;
    }

    private boolean rounds(Place place, List<Trial> trials, Map<Long, Task> tasks)
            throws IOException, InterruptedException, SQLException {
        options.candidates().stream()
                .map(this::candidate)
                .forEach(candidate -> say("%s: java options %s", candidate.name(), described(candidate)));
        for (Trial trial : trials) {
            run(place, trial, candidate(trial.candidate()), tasks);
        }
        RunReport report = new RunReport(options.candidates(), options.records(), workload.figures(), runs);
        for (int round = 1; round <= options.rounds(); round++) {
            say("%n%s", report.round(round));
        }
        if (options.rounds() > 1) {
            say("%n%s", report.medians());
        }
        say("%nall runs: %s", file());
        return runs.stream().allMatch(Run::isVerified);
    }

    private boolean profile(Place place, Trial trial, Map<Long, Task> tasks)
            throws IOException, InterruptedException, SQLException {
        Path recording = results.resolve("sluice.jfr");
        Files.deleteIfExists(recording);
        Run run = run(place, trial, sluice(FlightRecording.flags(recording) + " " + options.javaOptions()), tasks);
        say(
                "%n%s%nthe recording: %s",
                new ProfileReport(FlightRecording.read(recording), run.usage()).text(), recording);
        return run.isVerified();
    }

    private Run run(Place place, Trial trial, Candidate candidate, Map<Long, Task> tasks)
            throws IOException, InterruptedException, SQLException {
        Task task = Objects.requireNonNull(tasks.get(trial.records()));
        Run run = new TrialRunner(workload, place).run(trial, candidate, task);
        runs.add(run);
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Files.writeString(
                file(),
                run.toLine(time, candidate.javaOptions(), workload.settings()) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        say(
                "round %d  %-10s %,d records: %.1f s, %.1f s of CPU, %,.0f MB; %s",
                trial.round(),
                trial.candidate(),
                trial.records(),
                run.usage().wallSeconds(),
                run.usage().cpuSeconds(),
                run.usage().peakBytes() / 1048576.0,
                run.isVerified()
                        ? "verified"
                        : "WRONG: " + String.join("; ", run.outcome().mistakes()));
        return run;
    }

    private Path file() {
        return results.resolve(workload.name() + ".jsonl");
    }

    private Candidate candidate(String name) {
        return name.equals(SluiceCandidate.NAME)
                ? sluice(options.javaOptions())
                : new FlinkSqlCandidate(home.resolve("benchmarks/flink-sql"));
    }

    private SluiceCandidate sluice(String javaOptions) {
        return new SluiceCandidate(home, javaOptions, results.resolve("sluice.log"));
    }

    private static String described(Candidate candidate) {
        return candidate.javaOptions().isBlank() ? "the product's own" : candidate.javaOptions();
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
