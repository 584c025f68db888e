package dev.sluice.runner.direct;

import dev.sluice.job.CommandLine;
import dev.sluice.job.Removal;
import dev.sluice.job.RunnerSetup;
import dev.sluice.record.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * DirectRunner: one JVM that keeps nothing over its end, so that what is published is what is durable. Its checks of user
 * code, which encode every element, are off: they are for tests.
 */
public final class DirectSetup implements RunnerSetup {

    /** Where the Flink runner keeps its checkpoints; see there. */
    private static final String FLINK = "flink";

    @Override
    public String name() {
        return "DirectRunner";
    }

    @Override
    public Durability durability() {
        return Durability.PUBLICATION;
    }

    /** A bundle here holds what a reader gives at one time, and costs some milliseconds. */
    @Override
    public Duration batchDelay(Profile profile) {
        return profile.pace() == Pace.THROUGHPUT ? Duration.ofMillis(500) : Duration.ofMillis(50);
    }

    @Override
    public boolean isRemote(PipelineOptions options) {
        return false;
    }

    @Override
    public String configure(PipelineOptions options, Profile profile, CommandLine commandLine, List<String> mistakes)
            throws IOException {
        DirectOptions direct = options.as(DirectOptions.class);
        if (!commandLine.has("enforceImmutability")) {
            direct.setEnforceImmutability(false);
        }
        if (!commandLine.has("enforceEncodability")) {
            direct.setEnforceEncodability(false);
        }
        if (!commandLine.has("blockOnRun")) {
            // Who waits for the result can cancel it.
            direct.setBlockOnRun(false);
        }
        if (profile.pace() == Pace.ECONOMY && !commandLine.has("targetParallelism")) {
            // The runner's driver is a task that puts itself into the pool again: with a thread to spare it spins while
            // a
            // reader waits for its next record.
            direct.setTargetParallelism(1);
        }
        Path flink = profile.checkpoint().resolve(FLINK);
        if (profile.hasPositions()) {
            // From here on the published positions count: a checkpoint of Flink's would go back behind them.
            Removal.of(flink);
        } else if (Files.isDirectory(flink)) {
            mistakes.add("the checkpoint " + profile.checkpoint()
                    + " is Flink's, and holds records that the source counts as"
                    + " safe: go on with --runner=FlinkRunner, or delete " + flink + " and lose them");
        }
        return "";
    }

    /** Its {@code run} returns at once. */
    @Override
    public void cancel(PipelineOptions options) {}

    /** The published positions stay: a job that is started again goes on behind them. */
    @Override
    public void finished(Profile profile) {}
}
