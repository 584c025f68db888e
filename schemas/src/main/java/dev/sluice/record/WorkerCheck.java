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

    /** Makes all checks there are. */
    static void all(PipelineOptions options) {
        ServiceLoader.load(WorkerCheck.class).forEach(check -> check.check(options));
    }
}
