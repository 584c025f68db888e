package dev.sluice.job.sql;

import dev.sluice.job.JobRun;
import dev.sluice.job.RunnerSetup;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a job that can be cancelled while it lasts, by another thread, and as often as one likes. */
final class CancellableRun {

    private static final Logger LOG = LoggerFactory.getLogger(CancellableRun.class);
    private static final long AGAIN_MILLIS = 200;

    private volatile boolean cancelled;
    private boolean over;
    private @Nullable PipelineResult result;
    private @Nullable RunnerSetup setup;
    private @Nullable PipelineOptions options;

    /** How a run has ended. */
    enum End {
        DONE,
        CANCELLED,
        FAILED
    }

    /** Runs the pipeline to its end. */
    End run(RunnerSetup runner, PipelineOptions with, Pipeline pipeline) throws IOException {
        synchronized (this) {
            setup = runner;
            options = with;
        }
        try {
            PipelineResult running = pipeline.run();
            synchronized (this) {
                result = running;
            }
            PipelineResult.State state = JobRun.awaitEnd(running);
            return cancelled ? End.CANCELLED : state == PipelineResult.State.DONE ? End.DONE : End.FAILED;
        } catch (RuntimeException e) {
            if (!cancelled) {
                throw e;
            }
            LOG.debug("what was cancelled ended by it", e);
            return End.CANCELLED;
        } finally {
            synchronized (this) {
                over = true;
                notifyAll();
            }
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Cancels the run, also one that is only about to begin. Returns at once. */
    void cancel() {
        if (!cancelled) {
            cancelled = true;
            Thread canceller = new Thread(this::cancelUntilOver, "cancel");
            canceller.setDaemon(true);
            canceller.start();
        }
    }

    private synchronized void cancelUntilOver() {
        try {
            while (!over) {
                if (result != null) {
                    result.cancel();
                } else if (setup != null && options != null) {
                    setup.cancel(options);
                }
                wait(AGAIN_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            LOG.info("the job cannot be cancelled any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
