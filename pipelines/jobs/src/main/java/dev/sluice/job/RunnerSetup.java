package dev.sluice.job;

import dev.sluice.record.Durability;
import dev.sluice.schema.EndingPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
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

    /** Ends the job that runs in this JVM at once, where {@code run} has not returned yet: what it holds is lost. */
    void cancel(PipelineOptions options);

    /** The job has come to its end and all is published: what was kept for going on is dropped. */
    void finished(Profile profile) throws IOException;

    /**
     * What kind of job it is.
     *
     * @param pace large bundles, small delays, or little work
     * @param window how long results may collect
     * @param ends whether it ends by itself
     * @param checkpoint the job's checkpoint directory
     * @param stream what it reads, and to where, and what it keeps: a runner's checkpoint belongs to one stream
     * @param hasPositions whether the stream can be read again behind what was published, without a runner's checkpoint
     */
    record Profile(Pace pace, Duration window, boolean ends, Path checkpoint, String stream, boolean hasPositions) {

        /** The profile of a job that reads {@code source}. */
        public static Profile of(Pace pace, Duration window, SourceConfig source, Path checkpoint) {
            boolean ends = source.ending() == EndingPosition.LATEST
                    || source.connector().alwaysEnds(source.table());
            return new Profile(
                    pace,
                    window,
                    ends,
                    checkpoint,
                    source.table().stream().kind()
                            + new TreeMap<>(EndpointSettings.identity(
                                    source.table().stream().settings()))
                            + source.ending(),
                    source.connector().hasPositions());
        }

        /** The same, of a job some step of which keeps {@code state}: a runner's checkpoint belongs to that, too. */
        public Profile keeping(String state) {
            return new Profile(pace, window, ends, checkpoint, stream + " " + state, hasPositions);
        }
    }

    /** What matters to a job. */
    enum Pace {
        THROUGHPUT,
        LATENCY,
        /** Records are rare, and the machine is small: nothing is to be spent between them. */
        ECONOMY
    }
}
