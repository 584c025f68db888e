package dev.sluice.demo;

import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.Runners;
import dev.sluice.record.JobLocal;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** A job that runs beside others in this JVM, in a thread of its own, with its runner's defaults, until it is stopped. */
final class DemoJob {

    private final String name;
    private final String id;
    private final Thread thread;
    private final CountDownLatch reading = new CountDownLatch(1);
    private volatile @Nullable Exception failure;

    private DemoJob(String name, String id, Pipeline pipeline, RunnerSetup setup, RunnerSetup.Profile profile) {
        this.name = name;
        this.id = id;
        thread = new Thread(() -> run(pipeline, setup, profile), name + " job");
        thread.setDaemon(true);
    }

    /**
     * Starts a job that reads its stream from the first record.
     *
     * @throws MistakesException where the runner's options are not to be had
     */
    static DemoJob start(
            String name,
            CommandLine commandLine,
            PipelineOptions options,
            RunnerSetup.Profile profile,
            JobLaunch.Assembly assembly)
            throws MistakesException, IOException {
        RunnerSetup setup = Runners.of(options);
        List<String> mistakes = new ArrayList<>();
        setup.configure(options, profile, commandLine, mistakes);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        options.setJobName("sluice-demo-" + name);
        String id = "demo-" + name + "-" + UUID.randomUUID();
        Pipeline pipeline = Pipeline.create(options);
        assembly.assemble(
                pipeline,
                ReadSettings.of(id).withDurability(setup.durability()).withBatchDelay(setup.batchDelay(profile)));
        DemoJob job = new DemoJob(name, id, pipeline, setup, profile);
        // A reader's first batch is empty and comes as soon as it is connected.
        JobLocal.of(id).onPublished(range -> job.reading.countDown());
        job.thread.start();
        return job;
    }

    private void run(Pipeline pipeline, RunnerSetup setup, RunnerSetup.Profile profile) {
        try {
            PipelineResult.State state = pipeline.run().waitUntilFinish();
            if (state != PipelineResult.State.DONE) {
                throw new IllegalStateException("expected the " + name + " job to be done, found it " + state);
            }
            setup.finished(profile);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** Whether all of it, from the reader to the last step, has been seen at work. */
    boolean isReading() {
        return reading.getCount() == 0;
    }

    /** Throws what ended the job, where something did. */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException("the " + name + " job failed", failure);
        }
    }

    @Override
    public String toString() {
        return "the " + name + " job";
    }

    /** Asks the job to end: its readers give what they hold, and all of it is written and published. */
    void stop() {
        JobLocal.of(id).stop();
    }

    /**
     * Waits until the job has ended.
     *
     * @return whether it has
     */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        TimeUnit.MILLISECONDS.timedJoin(thread, patience.toMillis());
        return !thread.isAlive();
    }
}
