package dev.sluice.runner.flink;

import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lake job on a cluster of two TaskManagers, fed by devices through Kafka and read by somebody all the time, and what can
 * befall it. A round: devices send for a while, a fault happens at a random moment of it, and when all that was sent should
 * be in the lake, it is looked at.
 */
final class ClusterLake implements AutoCloseable {

    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration MOMENT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int ROUND_RECORDS = 6_000;
    private static final int PARTITIONS = 4;
    private static final int DEVICES = 4;

    private final Path directory;
    private final Path lake;
    private final Random random;
    private final KafkaServer kafka;
    private final FlinkCluster cluster;
    private final ClusterJob job;
    private final Production production;
    private final LakeWatch watch;
    private final boolean stopsAtMoments;
    private final List<KillPoint> killPoints = new ArrayList<>();
    private ChildJvm victim;
    private @Nullable ChildJvm launcher;
    private List<String> command = List.of();
    private int submissions;

    private ClusterLake(Path directory, Random random, boolean stopsAtMoments) throws IOException, SQLException {
        this.directory = Files.createDirectories(directory);
        this.random = random;
        this.stopsAtMoments = stopsAtMoments;
        lake = directory.resolve("lake");
        kafka = KafkaServer.start(directory.resolve("kafka"));
        cluster = FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 1);
        job = ClusterJob.at(cluster.restAddress());
        production = Production.to(kafka, "readings", PARTITIONS, DEVICES, directory.resolve("sent.ndjson"));
        watch = LakeWatch.of(lake);
        victim = addTaskManager();
    }

    /** A job whose processes are killed at random. */
    static ClusterLake start(Path directory, Random random) throws IOException, SQLException {
        return new ClusterLake(directory, random, false);
    }

    /**
     * A job that can be stopped at a {@link Moment}. Not for many jobs one after the other: a TaskManager with a debugger
     * was seen to hang at the sixth.
     */
    static ClusterLake withKillPoints(Path directory, Random random) throws IOException, SQLException {
        return new ClusterLake(directory, random, true);
    }

    private ChildJvm addTaskManager() throws IOException {
        if (!stopsAtMoments) {
            return cluster.startTaskManager();
        }
        killPoints.add(KillPoint.start(cluster::startTaskManager));
        return killPoints.get(killPoints.size() - 1).process();
    }

    /** Starts a TaskManager that the running job does not need yet. */
    void spare() throws IOException {
        victim = addTaskManager();
    }

    private KillPoint killPoint() {
        return killPoints.get(killPoints.size() - 1);
    }

    /** Something that happens while devices send, and says what it was. */
    @FunctionalInterface
    interface Fault {
        String happen() throws Exception;
    }

    /** Submits the job, and returns when it runs. */
    void submit(int parallelism, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "lake",
                "--flinkMaster=" + cluster.restAddress(),
                "--filesToStage=" + FlinkDistribution.jar(),
                "--parallelism=" + parallelism,
                "--numberOfExecutionRetries=1000",
                "--source=kafka",
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--topic=readings",
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--startingPosition=EARLIEST",
                "--windowSize=" + CHECKPOINT_INTERVAL,
                "--output=" + lake));
        words.addAll(List.of(more));
        command = words;
        submitAgain();
    }

    /** The same command again. */
    void submitAgain() throws IOException {
        ChildJvm started = SluiceProcess.start("FlinkRunner", directory.resolve("launcher-" + submissions++), command);
        launcher = started;
        await("the job to run").atMost(PATIENCE).until(() -> {
            if (!started.isAlive()) {
                throw new AssertionError("the launcher ended: " + started.output());
            }
            return job.isRunning();
        });
    }

    /** What the launcher of the running job has said. */
    String said() {
        return launcher == null ? "" : launcher.output();
    }

    /** Devices send, a fault happens, and the lake is looked at when everything should be there. */
    Verdict round(Fault fault) throws Exception {
        CompletableFuture<Void> sending = production.send(ROUND_RECORDS, ROUND);
        String what = fault.happen();
        sending.join();
        awaitPublished();
        return Verdict.of(what, lake, production.file(), watch, directory);
    }

    /** How long it takes until everything is published when nothing follows. */
    Duration idle() throws Exception {
        production.send(ROUND_RECORDS, ROUND).join();
        long begin = System.nanoTime();
        awaitPublished();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void awaitPublished() {
        long sent = production.sent();
        await("all " + sent + " rows")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> watch.rows() >= sent);
    }

    /** Kills the TaskManager at a random moment, and starts another one. */
    String killTaskManager() throws Exception {
        long millis = randomMoment();
        victim.kill();
        victim = addTaskManager();
        return "TaskManager killed after " + millis + " ms";
    }

    /** Kills the TaskManager when it comes to the moment, and starts another one. */
    String killTaskManagerAt(Moment moment) throws Exception {
        int hit = 1 + random.nextInt(2);
        KillPoint point = killPoint();
        CountDownLatch reached = new CountDownLatch(1);
        point.arm(moment, hit, () -> {
            reached.countDown();
            return true;
        });
        wait(reached, MOMENT_PATIENCE);
        awaitDead(point.process());
        victim = addTaskManager();
        return "TaskManager killed: " + moment + ", time " + hit;
    }

    /**
     * Stops the TaskManager, not dead, when it comes to the moment, until the job has gone on without it for a while; then
     * lets it do what it was about to do. There is a {@link #spare} to go on with.
     */
    String freezeTaskManagerAt(Moment moment) throws Exception {
        KillPoint point = killPoints.get(killPoints.size() - 2);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goneOn = new CountDownLatch(1);
        point.arm(moment, 1, () -> {
            reached.countDown();
            wait(goneOn, PATIENCE);
            return false;
        });
        wait(reached, MOMENT_PATIENCE);
        await("the job to miss it").atMost(PATIENCE).until(() -> !job.isRunning());
        await("the job to go on").atMost(PATIENCE).until(job::isRunning);
        int checkpoints = job.checkpoints();
        await("new checkpoints").atMost(PATIENCE).until(() -> job.checkpoints() > checkpoints + 2);
        goneOn.countDown();
        boolean ended = point.process().waitFor(Duration.ofSeconds(5));
        point.process().kill();
        return "TaskManager frozen: " + moment + (ended ? "" : ", goes on later");
    }

    /**
     * Stops the job with a savepoint, kills the TaskManager at the moment, when what the savepoint holds is partly published,
     * and goes on from the savepoint, as Flink then asks for, or by the same command, from the checkpoint before.
     */
    String killWhileStopping(Moment moment, boolean sameCommand) throws Exception {
        randomMoment();
        KillPoint point = killPoint();
        CountDownLatch reached = new CountDownLatch(1);
        point.arm(moment, 1, () -> {
            reached.countDown();
            return true;
        });
        ClusterJob.Stop stop = job.stopWithSavepoint(directory.resolve("savepoints"));
        wait(reached, MOMENT_PATIENCE);
        awaitDead(point.process());
        victim = addTaskManager();
        await("the job to fail").atMost(PATIENCE).until(job::isOver);
        endLauncher();
        if (sameCommand) {
            submitAgain();
        } else {
            submit(2, "--savepointPath=" + newestSavepoint());
        }
        return "TaskManager killed while job " + stop.job() + " was stopped: " + moment;
    }

    private String newestSavepoint() throws IOException {
        try (Stream<Path> savepoints = Files.list(directory.resolve("savepoints"))) {
            return savepoints
                    .max(Comparator.comparing(path -> path.toFile().lastModified()))
                    .orElseThrow()
                    .toString();
        }
    }

    private static void awaitDead(ChildJvm process) {
        if (!process.waitFor(Duration.ofSeconds(10))) {
            throw new AssertionError(process + " survived its moment");
        }
    }

    private static void wait(CountDownLatch moment, Duration patience) {
        try {
            if (!moment.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("waited in vain for " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Kills the JobManager and the launcher at a random moment, and runs the same command again. */
    String killJobManager() throws Exception {
        long millis = randomMoment();
        cluster.jobManager().kill();
        killLauncher();
        cluster.restartJobManager();
        submitAgain();
        return "JobManager killed after " + millis + " ms";
    }

    /** Stops the job with a savepoint at a random moment, and gives the savepoint. */
    String stopWithSavepoint() throws Exception {
        randomMoment();
        Path savepoints = directory.resolve("savepoints");
        AtomicReference<ClusterJob.Stop> stop = new AtomicReference<>(job.stopWithSavepoint(savepoints));
        await("a savepoint").atMost(PATIENCE).until(() -> {
            try {
                return !job.savepoint(stop.get()).isEmpty();
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("Not all required tasks are currently running")) {
                    throw e;
                }
                stop.set(job.stopWithSavepoint(savepoints)); // Flink takes none while a task is started again
                return false;
            }
        });
        await("the job to end").atMost(PATIENCE).until(job::isOver);
        endLauncher();
        return job.savepoint(stop.get());
    }

    /** Stops the job with a savepoint, and goes on from it with another parallelism. */
    String rescale(int parallelism) throws Exception {
        String savepoint = stopWithSavepoint();
        submit(parallelism, "--savepointPath=" + savepoint);
        return "stopped with a savepoint, resumed with parallelism " + parallelism;
    }

    private long randomMoment() throws InterruptedException {
        long millis = random.nextLong(ROUND.toMillis());
        TimeUnit.MILLISECONDS.sleep(millis);
        return millis;
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
    public void close() throws Exception {
        killLauncher();
        cluster.close();
        watch.close();
        production.close();
        kafka.close();
    }
}
