package dev.sluice.job;

import dev.sluice.record.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a runner needs to be told, per job, and what it means to the job. One for each runner on the class path, found by
 * {@link java.util.ServiceLoader}; jobs name no runner.
 */
public interface RunnerSetup {

    /** The value of {@code --runner}. */
    String name();

    /** What makes things durable on this runner. */
    Durability durability();

    /** How long a source may hold a record back to fill a batch. */
    Duration batchDelay(Profile profile);

    /** Whether the job runs in other JVMs than this one, perhaps on other machines. */
    boolean isRemote(PipelineOptions options);

    /**
     * Sets the runner's options for this job, wherever the user has not set them, and where it goes on from.
     *
     * @param mistakes takes one sentence for each option that cannot be had
     * @return what to tell the user of it, e.g. the checkpoint the job goes on from; empty where there is nothing to tell
     */
    String configure(PipelineOptions options, Profile profile, CommandLine commandLine, List<String> mistakes)
            throws IOException;

    /** The job has come to its end and all is published: what was kept for going on is dropped. */
    void finished(Profile profile) throws IOException;

    /**
     * What kind of job it is.
     *
     * @param pace large bundles, or small delays
     * @param window how long results may collect
     * @param ends whether it ends by itself
     * @param checkpoint the job's checkpoint directory
     */
    record Profile(Pace pace, Duration window, boolean ends, Path checkpoint) {}

    /** What matters to a job. */
    enum Pace {
        THROUGHPUT,
        LATENCY
    }
}
