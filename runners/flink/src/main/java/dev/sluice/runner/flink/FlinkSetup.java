package dev.sluice.runner.flink;

import dev.sluice.job.CommandLine;
import dev.sluice.job.RunnerSetup;
import dev.sluice.record.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * FlinkRunner: checkpoints make things durable. Sets what Flink leaves unset and a job cannot do without: checkpoints on
 * disk (Flink's default is 5 MB of the JobManager's memory), retained when the job is stopped, and a finite number of
 * restarts, so that a crash loop shows. What the user sets stays.
 */
public final class FlinkSetup implements RunnerSetup {

    /** A job that ends waits for one last checkpoint: not for long. */
    private static final Duration ENDING_INTERVAL = Duration.ofSeconds(5);

    private static final Duration SHORT_INTERVAL = Duration.ofSeconds(1);

    private static final int RESTARTS = 10;
    private static final long RESTART_DELAY_MILLIS = 1_000;

    @Override
    public String name() {
        return "FlinkRunner";
    }

    @Override
    public Durability durability() {
        return Durability.CHECKPOINT;
    }

    /** Bundles gather here, so a batch need not. */
    @Override
    public Duration batchDelay(Profile profile) {
        return profile.pace() == Pace.THROUGHPUT ? Duration.ofMillis(100) : Duration.ofMillis(20);
    }

    @Override
    public boolean isRemote(PipelineOptions options) {
        return !options.as(FlinkPipelineOptions.class).getFlinkMaster().startsWith("[");
    }

    @Override
    public String configure(PipelineOptions options, Profile profile, CommandLine commandLine, List<String> mistakes)
            throws IOException {
        FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
        Defaults defaults = new Defaults(commandLine);
        boolean throughput = profile.pace() != Pace.LATENCY;
        long interval = interval(profile).toMillis();

        flink.setStreaming(true);
        defaults.set("objectReuse", () -> flink.setObjectReuse(true));
        defaults.set("fasterCopy", () -> flink.setFasterCopy(true));
        defaults.set("parallelism", () -> {
            if (!isRemote(options)) {
                flink.setParallelism(Runtime.getRuntime().availableProcessors());
            }
        });
        defaults.set("checkpointingInterval", () -> flink.setCheckpointingInterval(interval));
        // Where closing thousands of files takes long, there is to be time to fill them, too.
        defaults.set(
                "minPauseBetweenCheckpoints",
                () -> flink.setMinPauseBetweenCheckpoints(throughput ? flink.getCheckpointingInterval() / 2 : 0L));
        defaults.set("finishBundleBeforeCheckpointing", () -> flink.setFinishBundleBeforeCheckpointing(true));
        defaults.set("enableStableInputDrain", () -> flink.setEnableStableInputDrain(true));
        defaults.set("externalizedCheckpointsEnabled", () -> flink.setExternalizedCheckpointsEnabled(true));
        defaults.set(
                "retainExternalizedCheckpointsOnCancellation",
                () -> flink.setRetainExternalizedCheckpointsOnCancellation(true));
        // A bundle ends at a checkpoint, or when its time is up where that is sooner: not by both, which would make two
        // files of one. Its size is the batches' business.
        defaults.set("maxBundleSize", () -> flink.setMaxBundleSize(throughput ? 10_000_000L : 1_000L));
        defaults.set(
                "maxBundleTimeMills",
                () -> flink.setMaxBundleTimeMills(
                        throughput ? bundleTime(profile, flink.getCheckpointingInterval()) : 50L));
        defaults.set("autoWatermarkInterval", () -> flink.setAutoWatermarkInterval(200L));
        defaults.set("numberOfExecutionRetries", () -> flink.setNumberOfExecutionRetries(RESTARTS));
        defaults.set("executionRetryDelay", () -> flink.setExecutionRetryDelay(RESTART_DELAY_MILLIS));

        FlinkCheckpoints checkpoints = FlinkCheckpoints.in(profile.checkpoint());
        defaults.set("stateBackend", () -> flink.setStateBackend("filesystem"));
        defaults.set("stateBackendStoragePath", () -> flink.setStateBackendStoragePath(checkpoints.uri()));
        if (isRemote(options)) {
            FlinkJobs.at(flink.getFlinkMaster()).mistakes(flink.getJobName()).forEach(mistakes::add);
        }
        String named = commandLine.has("savepointPath") ? flink.getSavepointPath() : null;
        Optional<Path> newest = named == null ? checkpoints.newest() : checkpoints.newestAfter(named);
        if (newest.isPresent() && !checkpoints.areOf(profile.stream())) {
            if (!profile.hasPositions()) {
                mistakes.add(
                        "the checkpoint " + newest.get() + " is of another stream than this command reads, or of other"
                                + " steps (--deduplicate, a rule's actions); it holds records that the source counts as safe: go on"
                                + " with the former command, or delete it and lose them");
                return "";
            }
            checkpoints.drop();
            newest = Optional.empty();
        }
        checkpoints.belongTo(profile.stream());
        newest.ifPresent(path -> flink.setSavepointPath(path.toUri().toString()));
        String savepoint = flink.getSavepointPath();
        flink.setFlinkConfDir(checkpoints.configuration(flink.getFlinkConfDir(), savepoint, newest.isPresent()));
        return savepoint == null
                ? ""
                : newest.map(p -> "Flink's checkpoint " + p).orElse("the savepoint " + savepoint);
    }

    private static long bundleTime(Profile profile, long checkpointingInterval) {
        long window = profile.window().toMillis();
        return window < checkpointingInterval ? window : 2 * checkpointingInterval;
    }

    /**
     * At most the window; less where the job will end, and where its source waits for acknowledgement: what a broker keeps
     * of it until a checkpoint is bounded, and with it the throughput. Nobody waits for a board's.
     */
    private static Duration interval(Profile profile) {
        if (profile.pace() == Pace.LATENCY) {
            return SHORT_INTERVAL;
        }
        if (profile.pace() == Pace.ECONOMY) {
            return profile.window();
        }
        Duration most = !profile.hasPositions() ? SHORT_INTERVAL : profile.ends() ? ENDING_INTERVAL : profile.window();
        return most.compareTo(profile.window()) < 0 ? most : profile.window();
    }

    @Override
    public void cancel(PipelineOptions options) {
        RunningJob.cancel();
    }

    @Override
    public void finished(Profile profile) throws IOException {
        FlinkCheckpoints.in(profile.checkpoint()).drop();
    }

    /** Sets an option only where the user has not. */
    private record Defaults(CommandLine commandLine) {
        void set(String option, Runnable setter) {
            if (!commandLine.has(option)) {
                setter.run();
            }
        }
    }
}
