package dev.sluice.job;

import dev.sluice.connector.ReaderOptions;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;

/**
 * The life of a job that reads a table: checked, resumed, run, stopped.
 */
public final class JobLaunch {

    private final String name;
    private final CommandLine commandLine;
    private final PipelineOptions options;
    private final SourceConfig source;
    private final RunnerSetup.Profile profile;
    private final List<TableDefinition> targets = new ArrayList<>();
    private String opening = "";

    private JobLaunch(
            String name,
            CommandLine commandLine,
            PipelineOptions options,
            SourceConfig source,
            RunnerSetup.Profile profile) {
        this.name = name;
        this.commandLine = commandLine;
        this.options = options;
        this.source = source;
        this.profile = profile;
    }

    /** Assembles the job's pipeline. */
    @FunctionalInterface
    public interface Assembly {
        void assemble(Pipeline pipeline, ReadSettings reading);
    }

    /** What is done about former runs, once the checkpoint is held. */
    @FunctionalInterface
    public interface Recovery {
        /** Completes what a crash interrupted, and says how far the job had come. */
        Progress recover() throws IOException, MistakesException;

        /** Remembers where a job starts that had not come anywhere, and gives the progress that this is. */
        default Progress begin(List<PartitionRange> starts) throws IOException {
            return Progress.none();
        }
    }

    /** Tells how far a job is; asked every few seconds, and at the end. */
    public interface ProgressReport {
        /** What was done before this run; asked for once, before the job starts. */
        void begin() throws IOException;

        /** One line, or null where there is nothing new. */
        @Nullable
        String line() throws IOException;

        /** The last line, or null: what the connectors have counted. */
        @Nullable
        String summary() throws IOException;

        /** Of a job that has nothing to tell. */
        static ProgressReport none() {
            return new ProgressReport() {
                @Override
                public void begin() {}

                @Override
                public @Nullable String line() {
                    return null;
                }

                @Override
                public @Nullable String summary() {
                    return null;
                }
            };
        }
    }

    /** A job of this name that reads {@code source}. */
    public static JobLaunch of(
            String name,
            CommandLine commandLine,
            PipelineOptions options,
            SourceConfig source,
            RunnerSetup.Profile profile) {
        return new JobLaunch(name, commandLine, options, source, profile);
    }

    /** Streams that the job writes to, to be asked for before the job starts. */
    public JobLaunch writing(TableDefinition... tables) {
        targets.addAll(List.of(tables));
        return this;
    }

    /** What is printed once everything has been checked. */
    public JobLaunch opening(String lines) {
        opening = lines;
        return this;
    }

    /** Where a table's stream is, for people. */
    public static String describe(TableDefinition table) {
        return connector(table).describe(table);
    }

    /** Runs the job to its end, and gives the exit code. */
    public int run(Recovery recovery, Assembly assembly, ProgressReport report) throws Exception {
        RunnerSetup setup = Runners.of(options);
        String jobId = name + "-" + UUID.randomUUID();
        ReadSettings reading = settings(setup, jobId);
        check(setup, reading);
        try (CheckpointDirectory held = CheckpointDirectory.hold(profile.checkpoint())) {
            options.setJobName("sluice-" + name + "-" + held.id());
            Progress progress = recovery.recover();
            List<String> mistakes = new ArrayList<>();
            String resuming = setup.configure(options, profile, commandLine, mistakes);
            if (!mistakes.isEmpty()) {
                throw new MistakesException(mistakes);
            }
            if (!opening.isEmpty()) {
                System.out.println(opening);
            }
            warn(source.table());
            warn(SchemaRegistryConfig.connection(options.as(SourceOptions.class)));
            targets.forEach(JobLaunch::warn);
            if (!resuming.isEmpty()) {
                System.out.println("  resumes from   " + resuming);
            } else if (progress.records() > 0) {
                System.out.printf("  resumes after  %,d records published before%n", progress.records());
            }
            if (resuming.isEmpty() && !setup.isRemote(options)) {
                progress = begin(recovery, reading.withProgress(progress));
            }
            JobLocal.of(jobId).onStarting(start -> begin(recovery, start));
            setReaderOptions(jobId, progress);
            Pipeline pipeline = Pipeline.create(options);
            assembly.assemble(pipeline, reading.withProgress(progress));
            return new JobRun(name, setup, options, profile).run(pipeline, report);
        }
    }

    /** Remembers where partitions start that the job has not met yet, before any record of them can be published. */
    private Progress begin(Recovery recovery, ReadSettings reading) throws IOException {
        Progress known = reading.progress();
        List<PartitionRange> unknown = source.connector().starts(source.table(), reading).stream()
                .filter(start -> known.after(start.partition()) == null)
                .toList();
        return unknown.isEmpty() ? known : recovery.begin(unknown);
    }

    private static void begin(Recovery recovery, PartitionRange start) {
        try {
            recovery.begin(List.of(start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReadSettings settings(RunnerSetup setup, String jobId) {
        return ReadSettings.of(jobId)
                .withStart(source.start())
                .withEnding(source.ending())
                .withIdleTimeout(source.idleTimeout())
                .withDurability(setup.durability())
                .withBatchDelay(setup.batchDelay(profile));
    }

    private void setReaderOptions(String jobId, Progress progress) {
        ReaderOptions run = options.as(ReaderOptions.class);
        run.setReaderProgress(Base64.getEncoder().encodeToString(SerializableUtils.serializeToByteArray(progress)));
        run.setReaderJobId(jobId);
        run.setReaderEnding(source.ending().name());
        Duration timeout = source.timeout();
        if (timeout != null) {
            run.setReaderDeadline(Instant.now().plus(timeout).toString());
        }
    }

    private void check(RunnerSetup setup, ReadSettings reading) throws MistakesException {
        List<String> mistakes = new ArrayList<>(source.connector().mistakes(source.table(), reading));
        targets.forEach(target -> mistakes.addAll(connector(target).writeMistakes(target)));
        if (mistakes.isEmpty() && !setup.isRemote(options)) {
            mistakes.addAll(source.connector().unreachable(source.table(), reading));
            mistakes.addAll(SchemaRegistryConfig.unreachable(source.table()));
            targets.forEach(target -> mistakes.addAll(connector(target).unreachable(target, ReadSettings.of("check"))));
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
    }

    private static void warn(TableDefinition table) {
        EndpointSettings.warning(table.stream().settings()).ifPresent(w -> System.err.println("  warning: " + w));
    }

    private static void warn(@Nullable String connection) {
        EndpointSettings.warning(connection).ifPresent(w -> System.err.println("  warning: " + w));
    }

    private static TableConnector connector(TableDefinition table) {
        return Connectors.of(table.stream().kind()).orElseThrow();
    }
}
