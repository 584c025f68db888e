package dev.sluice.runner.flink;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that this JVM runs or has submitted. Beam's runner waits for it and hands out nothing by which it could be cancelled; Flink tells its
 * listeners, which it makes itself, by the name in its configuration.
 */
public final class RunningJob implements JobListener {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final AtomicReference<@Nullable JobClient> RUNNING = new AtomicReference<>();

    /** Cancels the job; does nothing where there is none yet, or none any more. */
    static void cancel() {
        JobClient job = RUNNING.get();
        if (job != null) {
            var unused = job.cancel().whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.info("the job {} has ended before it was cancelled", job.getJobID(), failure);
                }
            });
        }
    }

    @Override
    public void onJobSubmitted(@Nullable JobClient job, @Nullable Throwable failure) {
        RUNNING.set(job);
    }

    @Override
    public void onJobExecuted(@Nullable JobExecutionResult result, @Nullable Throwable failure) {
        RUNNING.set(null);
    }
}
