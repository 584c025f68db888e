package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.job.generate.DeviceMessages;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.KafkaServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A lake job in one JVM, killed at random moments and started again with the same command, until it is left to come to its
 * end.
 */
final class KilledJob {

    private static final List<Moment> PASSED = List.of(Moment.RECORDED, Moment.RENAMED, Moment.FILE_CLOSED);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int ROUND_RECORDS = 6_000;
    private static final int FILE_RECORDS = 150_000;
    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23Z");

    private final String runner;
    private final Path directory;
    private final Path lake;
    private final Faults faults;
    private int starts;

    private KilledJob(String runner, Path directory, Faults faults) throws IOException {
        this.runner = runner;
        this.directory = Files.createDirectories(directory);
        this.lake = directory.resolve("lake");
        this.faults = faults;
    }

    static KilledJob on(String runner, Path directory, Faults faults) throws IOException {
        return new KilledJob(runner, directory, faults);
    }

    /** Devices go on sending, whatever happens to the job. */
    void fromKafka(int kills) throws Exception {
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
                Production production = Production.to(kafka, "readings", 4, 4, directory.resolve("sent.ndjson"));
                LakeWatch watch = LakeWatch.of(lake)) {
            List<String> command = List.of(
                    "lake",
                    "--source=kafka",
                    "--bootstrapServers=" + kafka.bootstrapServers(),
                    "--topic=readings",
                    "--table=sense_hat",
                    "--partitionBy=timestamp",
                    "--startingPosition=EARLIEST",
                    "--windowSize=PT1S",
                    "--output=" + lake);
            for (int kill = 0; kill < kills; kill++) {
                CompletableFuture<Void> sending = production.send(ROUND_RECORDS, ROUND);
                String what = kill(kill, command, watch);
                sending.join();
                faults.add(Verdict.between(what, lake, production.file(), watch));
            }
            List<String> toTheEnd = new ArrayList<>(command);
            toTheEnd.add("--endingPosition=LATEST");
            leave(toTheEnd);
            faults.add(Verdict.of(runner + " came to its end", lake, production.file(), watch, directory));
        }
    }

    /** Each time it is started there is one more file to read. */
    void fromFiles(int kills) throws Exception {
        Path messages = Files.createDirectories(directory.resolve("messages"));
        List<String> command = List.of(
                "lake",
                "--source=file",
                "--files=" + messages + "/*.ndjson",
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--windowSize=PT1S",
                "--output=" + lake);
        try (LakeWatch watch = LakeWatch.of(lake)) {
            for (int kill = 0; kill < kills; kill++) {
                write(messages, "device" + kill);
                String what = kill(kill, command, watch);
                faults.add(Verdict.between(what, lake, messages.resolve("*.ndjson"), watch));
            }
            leave(command);
            faults.add(Verdict.of(runner + " came to its end", lake, messages.resolve("*.ndjson"), watch, directory));
        }
    }

    /** Kills it in turn at any moment, at one when it has just published, and at each of those it passes on its way. */
    private String kill(int kill, List<String> command, LakeWatch watch) throws Exception {
        return switch (kill % 3) {
            case 0 -> killAfter(start(command), Duration.ofSeconds(5), "at work");
            case 1 -> {
                long before = watch.rows();
                ChildJvm job = start(command);
                await("something new").atMost(PATIENCE).until(() -> !job.isAlive() || watch.rows() > before);
                yield killAfter(job, Duration.ofMillis(1_500), "of publishing");
            }
            default -> killAt(PASSED.get(kill / 3 % PASSED.size()), command);
        };
    }

    private ChildJvm start(List<String> command) throws IOException {
        ChildJvm job = SluiceProcess.start(runner, directory.resolve("job-" + starts++), command);
        await("the job to start")
                .atMost(PATIENCE)
                .until(() -> !job.isAlive() || job.output().contains("checkpoint  "));
        return job;
    }

    private String killAfter(ChildJvm job, Duration atMost, String what) throws InterruptedException {
        long millis = faults.random().nextLong(atMost.toMillis());
        TimeUnit.MILLISECONDS.sleep(millis);
        boolean ended = !job.isAlive();
        job.kill();
        return runner + (ended ? " ended before it was killed" : " killed after " + millis + " ms " + what);
    }

    private String killAt(Moment moment, List<String> command) throws IOException {
        int hit = 1 + faults.random().nextInt(3);
        KillPoint point = KillPoint.start(
                flag -> SluiceProcess.start(runner, directory.resolve("job-" + starts++), command, flag));
        point.arm(moment, hit, () -> true);
        boolean ended = point.process().waitFor(PATIENCE);
        point.process().kill();
        return runner + (ended ? " killed: " + moment + ", time " + hit : " never came to: " + moment);
    }

    private void leave(List<String> command) throws IOException {
        ChildJvm job = SluiceProcess.run(runner, directory.resolve("job-" + starts++), command);
        assertThat(job.exitValue()).as(job.output()).isZero();
    }

    private static void write(Path directory, String device) throws IOException {
        Path file = directory.resolve(device + ".ndjson");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            DeviceMessages messages = new DeviceMessages(device, FIRST, FILE_RECORDS, device.hashCode());
            while (messages.hasNext()) {
                out.write(messages.next());
                out.write('\n');
            }
        }
    }
}
