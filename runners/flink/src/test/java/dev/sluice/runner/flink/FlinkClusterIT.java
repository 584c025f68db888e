package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jar on a real cluster: a JobManager and two TaskManagers, JVMs of their own. */
class FlinkClusterIT {

    @TempDir
    Path directory;

    @Test
    void aLakeIsExactAlsoWhenATaskManagerIsKilledInTheMiddle() throws Exception {
        Path lake = directory.resolve("lake");
        Path one = generate("one", 20_000);
        generate("two", 20_000);
        try (FlinkCluster cluster =
                FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 2, 1)) {
            List<String> command = List.of(
                    "lake",
                    "--flinkMaster=" + cluster.restAddress(),
                    "--filesToStage=" + FlinkDistribution.jar(),
                    "--parallelism=2",
                    "--source=file",
                    "--files=" + directory + "/*.ndjson",
                    "--table=sense_hat",
                    "--partitionBy=timestamp",
                    "--output=" + lake);
            ChildJvm job = SluiceProcess.start("FlinkRunner", directory.resolve("job"), command);

            // Read, written and waiting for the checkpoint that would publish it.
            await().atMost(Duration.ofSeconds(90)).until(() -> isPending(lake));
            cluster.taskManager(0).kill();
            cluster.startTaskManager();
            boolean ended = job.waitFor(Duration.ofMinutes(3));

            assertThat(ended).as(job.output()).isTrue();
            assertThat(job.exitValue()).as(job.output()).isZero();
            assertThat(LakeCheck.lake(lake)).isEqualTo(LakeCheck.source(one.resolveSibling("*.ndjson")));
        }
    }

    @Test
    void aJobThatStillRunsOnTheClusterIsNotSubmittedTwice() throws Exception {
        Path lake = directory.resolve("lake");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
                FlinkCluster cluster =
                        FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 1)) {
            kafka.createTopic("readings", 1);
            List<String> command = List.of(
                    "lake",
                    "--flinkMaster=" + cluster.restAddress(),
                    "--filesToStage=" + FlinkDistribution.jar(),
                    "--parallelism=1",
                    "--source=kafka",
                    "--bootstrapServers=" + kafka.bootstrapServers(),
                    "--topic=readings",
                    "--table=sense_hat",
                    "--windowSize=PT1S",
                    "--output=" + lake);
            ChildJvm launcher = SluiceProcess.start("FlinkRunner", directory.resolve("launcher"), command);
            // The first checkpoint publishes where the job started: it runs.
            await().atMost(Duration.ofSeconds(90)).until(() -> hasPublished(lake));

            launcher.terminate();
            boolean stopped = launcher.waitFor(Duration.ofSeconds(10));
            ChildJvm again = SluiceProcess.run("FlinkRunner", directory.resolve("again"), command);

            assertThat(stopped).isTrue();
            assertThat(launcher.output()).contains("goes on on the cluster");
            assertThat(again.exitValue()).as(again.output()).isEqualTo(2);
            assertThat(again.output()).contains("this job runs on the cluster " + cluster.restAddress() + " already");
        }
    }

    private static boolean hasPublished(Path lake) throws IOException {
        return isAFileBelow(lake.resolve("_sluice/published"), ".log");
    }

    @Test
    void aClusterThatDoesNotAnswerIsAMistake() throws Exception {
        ChildJvm job = SluiceProcess.run(
                "FlinkRunner",
                directory.resolve("job"),
                List.of(
                        "lake",
                        "--flinkMaster=127.0.0.1:1",
                        "--source=file",
                        "--files=" + generate("one", 10),
                        "--table=sense_hat",
                        "--output=" + directory.resolve("lake")));

        assertThat(job.exitValue()).isEqualTo(2);
        assertThat(job.output())
                .contains("Flink at 127.0.0.1:1 does not answer")
                .doesNotContain("\tat ");
    }

    private static boolean isPending(Path lake) throws IOException {
        return isAFileBelow(lake.resolve("_sluice/pending"), ".pending");
    }

    private static boolean isAFileBelow(Path directory, String extension) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(extension));
        }
    }

    private Path generate(String device, int records) throws IOException {
        Path file = directory.resolve(device + ".ndjson");
        ChildJvm generator = SluiceProcess.run(
                "FlinkRunner",
                directory.resolve("generate-" + device),
                List.of("generate", "--to=file", "--output=" + file, "--records=" + records, "--device=" + device));
        assertThat(generator.exitValue()).as(generator.output()).isZero();
        return file;
    }
}
