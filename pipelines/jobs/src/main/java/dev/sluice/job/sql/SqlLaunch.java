package dev.sluice.job.sql;

import dev.sluice.connector.ReaderOptions;
import dev.sluice.job.CheckpointDirectory;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.JobRun;
import dev.sluice.job.MistakesException;
import dev.sluice.job.Removal;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.lake.ForeignCheckpointException;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.Durability;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a script's job: checked, positioned, run. It reads several streams, and what it knows of them, the windows that have not ended, is the
 * runner's: on one that keeps nothing a job begins anew.
 */
final class SqlLaunch {

    private static final Logger LOG = LoggerFactory.getLogger(SqlLaunch.class);

    private final CommandLine commandLine;
    private final SqlOptions options;
    private final SqlConfig config;
    private final RunnerSetup setup;
    private final String jobId = "sql-" + UUID.randomUUID();

    /** Runs what was assembled, to its end. */
    @FunctionalInterface
    interface Run<T> {
        T run(RunnerSetup setup, RunnerSetup.Profile profile, Pipeline pipeline) throws Exception;
    }

    SqlLaunch(CommandLine commandLine, SqlOptions options, SqlConfig config, RunnerSetup setup) {
        this.commandLine = commandLine;
        this.options = options;
        this.config = config;
        this.setup = setup;
    }

    /**
     * Runs a script's job to its end, and gives the exit code.
     *
     * @param console takes rows: alone where they are for another program to read, and what is said of the job goes to the standard error
     */
    int run(Console console) throws Exception {
        PrintStream out = System.out;
        if (config.format().isForPrograms()) {
            System.setOut(System.err);
        }
        try (Screens screens = Screens.open(config, console, jobId)) {
            return run((runner, profile, pipeline) ->
                    new JobRun("sql", runner, options, profile).run(pipeline, JobLaunch.ProgressReport.none()));
        } finally {
            System.setOut(out);
        }
    }

    /** The id of the job among all of this JVM. */
    String jobId() {
        return jobId;
    }

    /** Runs the job by {@code run}, and gives what that gives. */
    <T> T run(Run<T> run) throws Exception {
        check();
        RunnerSetup.Profile profile = profile();
        Thread cleaning = new Thread(this::removeScratch, "clean");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try (CheckpointDirectory held = CheckpointDirectory.hold(profile.checkpoint())) {
            options.setJobName("sluice-sql-" + held.id());
            if (!config.isScratch()) {
                recover();
            }
            List<String> mistakes = new ArrayList<>();
            String resuming = setup.configure(options, profile, commandLine, mistakes);
            if (!mistakes.isEmpty()) {
                throw new MistakesException(mistakes);
            }
            if (!config.typed()) {
                Opening.print(config, resuming);
            }
            Map<String, PTransform<PBegin, PCollection<RecordBatch>>> reads =
                    position(resuming.isEmpty() && !setup.isRemote(options));
            setReaderOptions();
            Pipeline pipeline = Pipeline.create(options);
            SqlJob.assemble(pipeline, config, reads, jobId);
            return run.run(setup, profile, pipeline);
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleaning);
            removeScratch();
        }
    }

    private void removeScratch() {
        if (config.isScratch()) {
            try {
                Removal.of(Path.of(config.layout().checkpoint()));
            } catch (IOException e) {
                LOG.warn(
                        "what the job left in {} cannot be removed",
                        config.layout().checkpoint(),
                        e);
            }
        }
    }

    /** Where a lake's files are published by checkpoints, these come as often as its files are to be closed; elsewhere latency counts. */
    private RunnerSetup.Profile profile() {
        boolean collects = !config.sinks(SqlSink.Lake.class).isEmpty() && setup.durability() == Durability.CHECKPOINT;
        return new RunnerSetup.Profile(
                collects ? Pace.ECONOMY : Pace.LATENCY,
                collects ? config.collecting() : Duration.ofSeconds(1),
                config.ends(),
                Path.of(config.layout().checkpoint()),
                config.shape(),
                false);
    }

    private void check() throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        ReadSettings common = common();
        for (SqlSource source : config.sources().values()) {
            add(mistakes, source.table(), source.connector().mistakes(source.table(), source.reading(common)));
        }
        for (SqlSink sink : config.sinks()) {
            if (sink instanceof SqlSink.Stream stream) {
                add(mistakes, stream.table(), stream.connector().writeMistakes(stream.table()));
            }
        }
        if (setup.isRemote(options) && !config.script().selects().isEmpty()) {
            mistakes.add(
                    "rows of a SELECT are shown where the job runs, which is a cluster here: expected INSERT INTO alone");
        }
        if (mistakes.isEmpty() && !setup.isRemote(options)) {
            for (SqlSource source : config.sources().values()) {
                add(mistakes, source.table(), source.connector().unreachable(source.table(), source.reading(common)));
            }
            for (SqlSink sink : config.sinks()) {
                if (sink instanceof SqlSink.Stream stream) {
                    add(
                            mistakes,
                            stream.table(),
                            stream.connector().unreachable(stream.table(), ReadSettings.of("check")));
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes.stream().distinct().toList());
        }
    }

    /** A connector speaks of what it stands on, and of no option where a table has said it. */
    private static void add(List<String> mistakes, TableDefinition table, List<String> found) {
        found.forEach(
                mistake -> mistakes.add("table '" + table.name() + "': " + mistake.replaceFirst("^--files: ", "")));
    }

    /** Completes what a crash interrupted of files. */
    private void recover() throws IOException, MistakesException {
        List<LakeLayout> layouts = new ArrayList<>(List.of(config.layout()));
        config.sinks(SqlSink.Lake.class).forEach(lake -> layouts.add(lake.layout()));
        for (LakeLayout layout : layouts) {
            try {
                LakeRecovery.of(layout, "sql " + config.script().name(), false).recover();
            } catch (ForeignCheckpointException e) {
                throw MistakesException.of(String.valueOf(e.getMessage()));
            }
        }
    }

    private ReadSettings common() {
        return ReadSettings.of(jobId)
                .withIdleTimeout(config.idleTimeout())
                .withDurability(durability())
                .withBatchDelay(Duration.ofMillis(20));
    }

    /** A runner that keeps nothing keeps no windows either. */
    private Durability durability() {
        return setup.durability() == Durability.PUBLICATION ? Durability.NONE : setup.durability();
    }

    /** Finds out where each stream is read from, so that {@code LATEST} is a place from now on, and says so. */
    private Map<String, PTransform<PBegin, PCollection<RecordBatch>>> position(boolean anew) throws IOException {
        Map<String, PTransform<PBegin, PCollection<RecordBatch>>> reads = new HashMap<>();
        for (Map.Entry<String, SqlSource> entry : config.sources().entrySet()) {
            SqlSource source = entry.getValue();
            ReadSettings settings = source.reading(common());
            if (anew) {
                List<PartitionRange> starts = source.connector().starts(source.table(), settings);
                settings = settings.withProgress(Progress.of(starts));
                if (!starts.isEmpty() && !config.typed()) {
                    System.out.printf("  positioned     %s: %d of its partitions%n", entry.getKey(), starts.size());
                }
            }
            PTransform<PBegin, PCollection<RecordBatch>> read = source.read(settings);
            reads.put(entry.getKey(), config.typed() ? Tally.reading(jobId, read) : read);
        }
        System.out.flush();
        return reads;
    }

    private void setReaderOptions() {
        ReaderOptions run = options.as(ReaderOptions.class);
        run.setReaderJobId(jobId);
        Duration timeout = config.timeout();
        if (timeout != null) {
            run.setReaderDeadline(Instant.now().plus(timeout).toString());
        }
    }
}
