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
import java.util.List;
import java.util.Locale;

/**
 * {@code benchmarks/lake}: a topic of device messages to a lake, by us and by native Flink SQL, in turn, each in a process
 * of its own that is measured from start to end. Every lake is compared with what was sent.
 *
 * <p>Exit codes: 0 done and all verified; 1 a run failed or a lake is wrong; 2 what can be mended before.
 */
public final class LakeBenchmark {

    private final LakeBenchmarkOptions options;
    private final Path home;
    private final Path target;
    private final Path results;
    private final List<LakeRun> runs = new ArrayList<>();

    private LakeBenchmark(LakeBenchmarkOptions options, Path home) {
        this.options = options;
        this.home = home;
        this.target = home.resolve("benchmarks/target");
        this.results = target.resolve("results");
    }

    /**
     * Runs the benchmark, of the checkout that the property {@code sluice.home} names.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) throws Exception {
        CommandLine commandLine = CommandLine.parse(List.of(arguments));
        if (commandLine.asksForHelp()) {
            System.out.println(LakeBenchmarkOptions.HELP);
            return;
        }
        try {
            LakeBenchmarkOptions options = LakeBenchmarkOptions.of(commandLine, System.getenv());
            if (!MeasuredProcess.isPossible()) {
                throw MistakesException.of("GNU time is needed to measure, and there is no /usr/bin/time"
                        + " (Debian: apt-get install time)");
            }
            System.exit(new LakeBenchmark(options, Path.of(System.getProperty("sluice.home", "."))).run() ? 0 : 1);
        } catch (MistakesException e) {
            e.mistakes().forEach(mistake -> System.err.println("benchmarks/lake: " + mistake));
            System.exit(2);
        } catch (IOException | SQLException e) {
            System.err.println("benchmarks/lake failed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Returns whether every lake was as it should be. */
    private boolean run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(results);
        List<Long> sizes = options.profile() ? List.of(options.largest()) : options.records();
        try (ScratchDirectory scratch = ScratchDirectory.below(target);
                KafkaNode kafka = KafkaNode.start(
                        scratch.path().resolve("kafka"),
                        sizes.stream().map(FleetTopic::name).toList(),
                        results.resolve("kafka.log"))) {
            // for a signal; in order, the two close above
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                kafka.close();
                                scratch.close();
                            },
                            "scratch-remover"));
            List<FleetTopic> topics = fill(kafka, sizes);
            LakeRunner runner = new LakeRunner(kafka.bootstrapServers(), scratch.path(), results);
            return options.profile() ? profile(runner, topics.get(0)) : rounds(runner, topics);
        }
    }

    private static List<FleetTopic> fill(KafkaNode kafka, List<Long> sizes) throws IOException {
        List<FleetTopic> topics = new ArrayList<>();
        for (long size : sizes) {
            long begin = System.nanoTime();
            topics.add(FleetTopic.fill(kafka.bootstrapServers(), size));
            say("%,d messages in Kafka, in %.0f s", size, (System.nanoTime() - begin) / 1e9);
        }
        return topics;
    }

    private boolean rounds(LakeRunner runner, List<FleetTopic> topics)
            throws IOException, InterruptedException, SQLException {
        List<LakeCandidate> candidates =
                options.candidates().stream().map(this::candidate).toList();
        candidates.forEach(candidate -> say("%s: java options %s", candidate.name(), described(candidate)));
        for (int round = 1; round <= options.rounds(); round++) {
            for (FleetTopic topic : topics) {
                for (LakeCandidate candidate : candidates) {
                    keep(runner.run(candidate, round, topic), candidate);
                }
            }
        }
        LakeReport report = new LakeReport(options.candidates(), options.records(), runs);
        for (int round = 1; round <= options.rounds(); round++) {
            say("%n%s", report.round(round));
        }
        if (options.rounds() > 1) {
            say("%n%s", report.medians());
        }
        say("%nall runs: %s", file());
        return runs.stream().allMatch(LakeRun::isVerified);
    }

    private boolean profile(LakeRunner runner, FleetTopic topic)
            throws IOException, InterruptedException, SQLException {
        Path recording = results.resolve("sluice.jfr");
        Files.deleteIfExists(recording);
        SluiceCandidate candidate = sluice(FlightRecording.flags(recording) + " " + options.javaOptions());
        LakeRun run = runner.run(candidate, 1, topic);
        keep(run, candidate);
        say(
                "%n%s%nthe recording: %s",
                new ProfileReport(FlightRecording.read(recording), run.usage()).text(), recording);
        return run.isVerified();
    }

    private void keep(LakeRun run, LakeCandidate candidate) throws IOException {
        runs.add(run);
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Files.writeString(
                file(),
                run.toLine(time, candidate.javaOptions()) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        say(
                "round %d  %-10s %,d records: %.1f s, %.1f s of CPU, %,.0f MB; %s",
                run.round(),
                run.candidate(),
                run.records(),
                run.usage().wallSeconds(),
                run.usage().cpuSeconds(),
                run.usage().peakBytes() / 1048576.0,
                run.isVerified() ? "verified" : "WRONG: " + String.join("; ", run.mistakes()));
    }

    private Path file() {
        return results.resolve("lake.jsonl");
    }

    private LakeCandidate candidate(String name) {
        return name.equals(SluiceCandidate.NAME)
                ? sluice(options.javaOptions())
                : new FlinkSqlCandidate(home.resolve("benchmarks/flink-sql"));
    }

    private SluiceCandidate sluice(String javaOptions) {
        return new SluiceCandidate(home, javaOptions, results.resolve("sluice.log"));
    }

    private static String described(LakeCandidate candidate) {
        return candidate.javaOptions().isBlank()
                ? "of the product: no limit, the JVM takes a quarter of the machine's memory for its heap"
                : candidate.javaOptions();
    }

    private static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
