package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.KinesisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose shards are split and merged is in the lake, each record once. */
@Timeout(600)
class KinesisLakeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void aStreamThatIsSplitAndMergedWhileItIsReadIsInTheLakeOnceThoughTheJobIsKilled(String runner) throws Exception {
        Path lake = directory.resolve("lake");
        try (KinesisServer kinesis = KinesisServer.start(directory.resolve("kinesis"));
                KinesisFleet fleet = KinesisFleet.to(kinesis, "readings", 2, directory.resolve("sent.ndjson"));
                LakeWatch watch = LakeWatch.of(lake)) {
            fleet.send(500, Duration.ZERO).join();
            ChildJvm job = SluiceProcess.start(runner, directory.resolve("killed"), command(kinesis, lake));
            await("the first records").atMost(PATIENCE).until(() -> isEnded(job) || watch.rows() >= 500);
            fleet.split();
            fleet.send(500, Duration.ofSeconds(1)).join();
            await("those behind the split").atMost(PATIENCE).until(() -> isEnded(job) || watch.rows() >= 1_000);
            CompletableFuture<Void> sending = fleet.send(1_000, Duration.ofSeconds(2));
            fleet.merge();
            job.kill();
            fleet.split();
            sending.join();

            ChildJvm resumed =
                    SluiceProcess.run(runner, directory.resolve("resumed"), toTheEnd(command(kinesis, lake)));

            assertThat(resumed.exitValue()).as(resumed.output()).isZero();
            Verdict verdict = Verdict.of(runner, lake, fleet.file(), watch, directory);
            assertThat(verdict.lake().rows()).isEqualTo(2_000);
            assertThat(verdict.isExact()).as(verdict.toString()).isTrue();
        }
    }

    /** 20,000 records, a split and a merge while reading, a savepoint, and a split while nobody reads. */
    @Test
    @Tag("long")
    void aJobOnAClusterGoesOnFromASavepointOverSplitsAndMerges() throws Exception {
        Path lake = directory.resolve("lake");
        try (KinesisServer kinesis = KinesisServer.start(directory.resolve("kinesis"));
                KinesisFleet fleet = KinesisFleet.to(kinesis, "readings", 2, directory.resolve("sent.ndjson"));
                FlinkCluster cluster =
                        FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 2, 1);
                LakeWatch watch = LakeWatch.of(lake)) {
            List<String> command = new ArrayList<>(command(kinesis, lake));
            command.addAll(List.of(
                    "--flinkMaster=" + cluster.restAddress(),
                    "--filesToStage=" + FlinkDistribution.jar(),
                    "--parallelism=2"));
            ClusterJob job = ClusterJob.at(cluster.restAddress());
            fleet.send(5_000, Duration.ZERO).join();
            ChildJvm launcher = SluiceProcess.start("FlinkRunner", directory.resolve("first"), command);
            await("the first records").atMost(PATIENCE).until(() -> isEnded(launcher) || watch.rows() > 0);

            CompletableFuture<Void> sending = fleet.send(10_000, Duration.ofSeconds(12));
            fleet.split();
            await("those behind the split").atMost(PATIENCE).until(() -> isEnded(launcher) || watch.rows() > 6_000);
            fleet.merge();
            ClusterJob.Stop stop = job.stopWithSavepoint(directory.resolve("savepoints"));
            await("a savepoint")
                    .atMost(PATIENCE)
                    .until(() -> !job.savepoint(stop).isEmpty());
            await("the job to end").atMost(PATIENCE).until(job::isOver);
            assertThat(launcher.waitFor(PATIENCE)).isTrue();
            fleet.split();
            sending.join();
            fleet.send(5_000, Duration.ZERO).join();
            command.add("--savepointPath=" + job.savepoint(stop));

            ChildJvm resumed = SluiceProcess.run("FlinkRunner", directory.resolve("resumed"), toTheEnd(command));

            assertThat(resumed.output()).contains("resumes from   the savepoint");
            assertThat(resumed.exitValue()).as(resumed.output()).isZero();
            Verdict verdict = Verdict.of("stopped with a savepoint", lake, fleet.file(), watch, directory);
            Faults.say(verdict.toString());
            assertThat(verdict.lake().rows()).isEqualTo(20_000);
            assertThat(verdict.isExact()).as(verdict.toString()).isTrue();
        }
    }

    private static boolean isEnded(ChildJvm job) {
        if (!job.isAlive()) {
            throw new AssertionError("the job ended: " + job.output());
        }
        return false;
    }

    private static List<String> command(KinesisServer kinesis, Path lake) throws IOException {
        return List.of(
                "lake",
                "--source=kinesis",
                "--endpointUrl=" + kinesis.endpoint(),
                "--stream=readings",
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--startingPosition=TRIM_HORIZON",
                "--windowSize=PT1S",
                "--output=" + lake);
    }

    private static List<String> toTheEnd(List<String> command) {
        List<String> ending = new ArrayList<>(command);
        ending.add("--endingPosition=LATEST");
        return ending;
    }
}
