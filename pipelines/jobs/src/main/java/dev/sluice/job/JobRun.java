package dev.sluice.job;

import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of an assembled job: told of while it lasts, and stopped by a signal.
 *
 * <p>A job may be ended at any moment, by SIGTERM or worse: what is not published then is read again when it is started
 * with the same command. So a signal ends it at once.
 */
public final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final int SIGTERM = 143;

    private final String name;
    private final RunnerSetup setup;
    private final PipelineOptions options;
    private final RunnerSetup.Profile profile;

    /** @param name the job's word */
    public JobRun(String name, RunnerSetup setup, PipelineOptions options, RunnerSetup.Profile profile) {
        this.name = name;
        this.setup = setup;
        this.options = options;
        this.profile = profile;
    }

    /** Runs the pipeline to its end, and gives the exit code. */
    public int run(Pipeline pipeline, JobLaunch.ProgressReport report) throws Exception {
        report.begin();
        Thread stop = new Thread(() -> stopped(), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        Thread ticker = ticker(report);
        try {
            PipelineResult result = pipeline.run();
            PipelineResult.State state = awaitEnd(result);
            ticker.interrupt();
            ticker.join();
            if (state != PipelineResult.State.DONE) {
                System.err.println("sluice " + name + " ended as " + state + "\nThe log: " + Sluice.logFile());
                return 1;
            }
            setup.finished(profile);
            String told = report.summary();
            String summary = told == null ? ConnectorCounts.of(result.metrics()) : told;
            if (!summary.isEmpty()) {
                System.out.println(name + ": " + summary);
            }
            return 0;
        } finally {
            ticker.interrupt();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    /**
     * Waits for a job to end. DirectRunner says that it is RUNNING when it is about to have ended, and when a step has died of an Error, after
     * which it would go on for ever.
     */
    public static PipelineResult.State awaitEnd(PipelineResult result) throws IOException {
        PipelineResult.State state = result.waitUntilFinish();
        if (state == PipelineResult.State.RUNNING) {
            state = result.waitUntilFinish(org.joda.time.Duration.millis(STOP_PATIENCE.toMillis()));
            if (state == PipelineResult.State.RUNNING) {
                result.cancel();
                return PipelineResult.State.FAILED;
            }
        }
        return state;
    }

    /** Other hooks remove what libraries unpacked; one that hangs does not keep the job alive. */
    private void stopped() {
        System.out.println(
                setup.isRemote(options)
                        ? name + ": the launcher is stopped; the job " + options.getJobName()
                                + " goes on on the cluster until it is cancelled there."
                        : name + ": stopped. Start it again with the same command to go on.");
        System.out.flush();
        Thread watchdog = new Thread(
                () -> {
                    try {
                        Thread.sleep(STOP_PATIENCE.toMillis());
                    } catch (InterruptedException e) {
                        // Nobody interrupts it; the JVM is ending anyway.
                    }
                    Runtime.getRuntime().halt(SIGTERM);
                },
                "stop watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private Thread ticker(JobLaunch.ProgressReport report) {
        Thread ticker = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(5_000);
                            String line = report.line();
                            if (line != null) {
                                System.out.println(name + ": " + line);
                            }
                        }
                    } catch (InterruptedException e) {
                        // The job has ended.
                    } catch (IOException e) {
                        LOG.warn("the progress of {} cannot be read", name, e);
                    }
                },
                "progress");
        ticker.setDaemon(true);
        ticker.start();
        return ticker;
    }
}
