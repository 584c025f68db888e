package dev.sluice.runner.flink;

import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The job on a Flink cluster of two TaskManagers. */
final class MqttClusterJob implements MqttLakeJob {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** They do not live long: what their code would gain by more compiling they would not see. */
    private final Path directory;

    private final FlinkCluster cluster;
    private final ClusterJob job;
    private final List<ChildJvm> taskManagers = new ArrayList<>();
    private List<String> options = List.of();
    private @Nullable ChildJvm launcher;
    private int starts;

    MqttClusterJob(Path directory) throws IOException {
        this.directory = directory;
        cluster = FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 1);
        job = ClusterJob.at(cluster.restAddress());
        taskManagers.add(cluster.startTaskManager());
    }

    @Override
    public void start(List<String> with) throws IOException {
        options = with;
        submit(options);
    }

    private void submit(List<String> with) throws IOException {
        List<String> words = new ArrayList<>(with);
        words.addAll(List.of(
                "--flinkMaster=" + cluster.restAddress(),
                "--filesToStage=" + FlinkDistribution.jar(),
                "--parallelism=2",
                "--numberOfExecutionRetries=1000"));
        ChildJvm started =
                SluiceProcess.start("FlinkRunner", directory.resolve("launcher-" + starts++ + ".log"), words);
        launcher = started;
        await("the job to run").atMost(PATIENCE).until(() -> {
            if (!started.isAlive()) {
                throw new AssertionError("the launcher ended: " + started.output());
            }
            return job.isRunning();
        });
    }

    @Override
    public List<Fault> faults(Pause pause) {
        return List.of(
                () -> stopWithSavepoint(pause),
                () -> killJobManager(pause),
                () -> cancel(pause),
                this::killTaskManager);
    }

    @Override
    public void assertRuns() throws IOException {
        if (job.isOver()) {
            throw new AssertionError("the job does not run: " + (launcher == null ? "" : launcher.output()));
        }
    }

    private String stopWithSavepoint(Pause pause) throws Exception {
        ClusterJob.Stop stop = job.stopWithSavepoint(directory.resolve("savepoints"));
        await("a savepoint").atMost(PATIENCE).until(() -> !job.savepoint(stop).isEmpty());
        await("the job to end").atMost(PATIENCE).until(job::isOver);
        endLauncher();
        pause.pass();
        List<String> resumed = new ArrayList<>(options);
        resumed.add("--savepointPath=" + job.savepoint(stop));
        submit(resumed);
        return "job stopped with a savepoint, and resumed from it";
    }

    private String cancel(Pause pause) throws Exception {
        job.cancel();
        await("the job to end").atMost(PATIENCE).until(job::isOver);
        endLauncher();
        pause.pass();
        submit(options);
        return "job cancelled, and started again";
    }

    /** The JobManager, and with it the job: there is no other that could go on with it. */
    private String killJobManager(Pause pause) throws Exception {
        cluster.jobManager().kill();
        killLauncher();
        pause.pass();
        cluster.restartJobManager();
        submit(options);
        return "JobManager killed by SIGKILL, and the job started again";
    }

    private String killTaskManager() throws IOException {
        ChildJvm victim = taskManagers.remove(0);
        victim.kill();
        taskManagers.add(cluster.startTaskManager());
        await("the job to run").atMost(PATIENCE).until(job::isRunning);
        return "TaskManager killed by SIGKILL, and another one started";
    }

    private void endLauncher() {
        if (launcher != null && !launcher.waitFor(PATIENCE)) {
            throw new AssertionError("the launcher did not end with its job: " + launcher.output());
        }
    }

    private void killLauncher() {
        if (launcher != null) {
            launcher.kill();
        }
    }

    @Override
    public void close() {
        killLauncher();
        cluster.close();
    }
}
