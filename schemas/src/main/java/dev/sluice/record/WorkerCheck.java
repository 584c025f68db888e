package dev.sluice.record;

import java.util.ServiceLoader;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a runner asks of every JVM that a part of a job runs in. A runner's module brings its own as a service, so that it
 * is there wherever the job's jar is; sources call it before they open anything.
 */
@FunctionalInterface
public interface WorkerCheck {

    /** Throws, in a way that the runner does not try again, where this JVM lacks something, and names it. */
    void check(PipelineOptions options);

    /** A failure in the form in which the runner does not try again; as it is, where it never does. */
    default RuntimeException suppressingRestarts(RuntimeException failure) {
        return failure;
    }

    /** A failure that trying again would not mend. */
    static RuntimeException forGood(RuntimeException failure) {
        RuntimeException told = failure;
        for (WorkerCheck runner : ServiceLoader.load(WorkerCheck.class)) {
            told = runner.suppressingRestarts(told);
        }
        return told;
    }

    /** Makes all checks there are. */
    static void all(PipelineOptions options) {
        ServiceLoader.load(WorkerCheck.class).forEach(check -> check.check(options));
    }
}
