package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on either runner, through the command, in a JVM of its own. */
class RunnersIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void aFileIsInTheLakeExactlyAndARunAgainAddsNothing(String runner) throws Exception {
        Path messages = generate("pi", 20_000);
        Path lake = directory.resolve("lake");
        List<String> command = List.of(
                "lake",
                "--source=file",
                "--files=" + messages,
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--output=" + lake);

        ChildJvm first = SluiceProcess.run(runner, directory.resolve("first"), command);
        ChildJvm again = SluiceProcess.run(runner, directory.resolve("again"), command);

        assertThat(first.output()).contains("20,000 records published as 20,000 rows");
        assertThat(again.output()).contains("0 records published as 0 rows");
        assertThat(first.exitValue() + again.exitValue()).isZero();
        assertThat(LakeCheck.lake(lake)).isEqualTo(LakeCheck.source(messages));
        assertThat(LakeCheck.hours(lake)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void aJobStoppedBySigtermGoesOnWithTheSameCommand(String runner) throws Exception {
        Path lake = directory.resolve("lake");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"))) {
            kafka.createTopic("readings", 4);
            for (String device : List.of("a", "b", "c", "d", "e")) {
                send(kafka, device, 4_000);
            }
            List<String> command = kafkaToLake(kafka, lake);

            ChildJvm stopped = SluiceProcess.start(runner, directory.resolve("stopped"), command);
            await().atMost(Duration.ofSeconds(90)).until(() -> !published(lake).isEmpty());
            send(kafka, "f", 4_000);
            stopped.terminate();
            assertThat(stopped.waitFor(Duration.ofSeconds(10))).isTrue();
            LakeCheck.Figures soFar = LakeCheck.lake(lake);
            send(kafka, "g", 4_000);
            ChildJvm resumed = SluiceProcess.run(runner, directory.resolve("resumed"), toTheEnd(command));

            assertThat(stopped.exitValue()).isEqualTo(143);
            assertThat(soFar.rows()).isPositive();
            assertThat(resumed.exitValue()).as(resumed.output()).isZero();
            assertThat(LakeCheck.lake(lake).rows()).isEqualTo(28000);
            assertThat(LakeCheck.lake(lake).distinct()).isEqualTo(28000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void everyMistakeIsInOneMessageAndNothingIsWritten(String runner) throws Exception {
        Path lake = directory.resolve("lake");

        ChildJvm job = SluiceProcess.run(
                runner,
                directory.resolve("mistakes"),
                List.of("lake", "--tabel=sense_hat", "--source=file", "--windowSize=soon", "--output=" + lake));

        assertThat(job.exitValue()).isEqualTo(2);
        assertThat(job.output())
                .contains("--tabel", "did you mean --table", "--windowSize", "--table is missing")
                .doesNotContain("\tat ", "Exception");
        assertThat(lake).doesNotExist();
    }

    @Test
    void aFlinkWorkerWithoutItsFlagsFailsOnceAndNamesThem() throws Exception {
        ChildJvm job = SluiceProcess.runWithoutFlags(
                directory.resolve("flags"),
                List.of(
                        "lake",
                        "--source=file",
                        "--files=" + generate("pi", 10),
                        "--table=sense_hat",
                        "--output=" + directory.resolve("lake")));

        assertThat(job.exitValue()).isEqualTo(1);
        assertThat(job.output())
                .contains("a worker's JVM lacks the flags --add-opens=java.base/java.util=ALL-UNNAMED")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void theDemoEndsByItselfWithEverythingEqual(String runner) throws Exception {
        ChildJvm demo = SluiceProcess.run(
                runner, directory.resolve("demo"), List.of("demo", "--output=" + directory.resolve("demo-lake")));

        assertThat(demo.exitValue()).as(demo.output()).isZero();
    }

    private Path generate(String device, int records) throws IOException {
        Path file = directory.resolve(device + ".ndjson");
        ChildJvm generator = SluiceProcess.run(
                "DirectRunner",
                directory.resolve("generate-" + device),
                List.of(
                        "generate",
                        "--to=file",
                        "--output=" + file,
                        "--records=" + records,
                        "--device=" + device,
                        "--start=2020-04-16T11:33:23Z"));
        assertThat(generator.exitValue()).as(generator.output()).isZero();
        return file;
    }

    private static List<String> kafkaToLake(KafkaServer kafka, Path lake) {
        return List.of(
                "lake",
                "--source=kafka",
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--topic=readings",
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--startingPosition=EARLIEST",
                "--windowSize=PT1S",
                "--output=" + lake);
    }

    private static List<String> toTheEnd(List<String> command) {
        List<String> ending = new ArrayList<>(command);
        ending.add("--endingPosition=LATEST");
        return ending;
    }

    private void send(KafkaServer kafka, String device, int records) throws IOException {
        ChildJvm generator = SluiceProcess.run(
                "DirectRunner",
                directory.resolve("send-" + device),
                List.of(
                        "generate",
                        "--to=kafka",
                        "--bootstrapServers=" + kafka.bootstrapServers(),
                        "--topic=readings",
                        "--records=" + records,
                        "--device=" + device,
                        "--start=2020-04-16T11:33:23Z"));
        assertThat(generator.exitValue()).as(generator.output()).isZero();
    }

    private static List<Path> published(Path lake) {
        if (!Files.isDirectory(lake)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(f -> f.toString().endsWith(".parquet")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
