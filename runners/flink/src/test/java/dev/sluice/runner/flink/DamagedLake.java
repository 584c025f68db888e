package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.generate.DeviceMessages;
import dev.sluice.lake.LakeAudit;
import dev.sluice.server.ChildJvm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lake of a device's messages, some of which say their time otherwise than the table {@code sense_hat} expects; the table
 * {@code sense_hat_2} reads them, too.
 */
final class DamagedLake {

    static final int RECORDS = 60_000;
    /** One in three is damaged. */
    static final int LETTERS = RECORDS / 3;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SHIPPED = "\"yyyy-MM-dd HH:mm:ss\"";

    private final String runner;
    private final Path directory;
    private final Path lake;
    private final Path good;
    private final Path damaged;
    private int starts;

    private DamagedLake(String runner, Path directory) throws IOException {
        this.runner = runner;
        this.directory = directory;
        lake = directory.resolve("lake");
        good = directory.resolve("good.ndjson");
        damaged = directory.resolve("damaged.ndjson");
        writeMessages();
        writeTable();
    }

    static DamagedLake on(String runner, Path directory) throws IOException {
        return new DamagedLake(runner, directory);
    }

    private void writeMessages() throws IOException {
        DeviceMessages messages = new DeviceMessages("pi", Instant.parse("2020-04-16T11:33:23Z"), RECORDS, 1);
        try (BufferedWriter whole = Files.newBufferedWriter(good);
                BufferedWriter torn = Files.newBufferedWriter(damaged)) {
            for (int i = 0; messages.hasNext(); i++) {
                String message = new String(messages.next(), StandardCharsets.UTF_8);
                whole.write(message + "\n");
                torn.write(
                        (i % 3 == 1 ? message.replaceFirst("\"(\\d+)-(\\d+)-(\\d+) ", "\"$3.$2.$1 ") : message) + "\n");
            }
        }
    }

    private void writeTable() throws IOException {
        String shipped = Files.readString(Path.of("../../schemas/tables/sense_hat.json"));
        assertThat(shipped).contains(SHIPPED);
        Files.writeString(
                directory.resolve("sense_hat_2.json"),
                shipped.replace(SHIPPED, "\"yyyy-MM-dd HH:mm:ss, dd.MM.yyyy HH:mm:ss\"")
                        .replace("\"sense_hat\"", "\"sense_hat_2\""));
    }

    /** Writes the lake. */
    ChildJvm write(String... more) throws IOException {
        List<String> command = command("lake", "sense_hat", more);
        command.add("--source=file");
        command.add("--files=" + damaged);
        return SluiceProcess.run(runner, log(), command);
    }

    ChildJvm replay() throws IOException {
        return SluiceProcess.run(runner, log(), command("replay", "sense_hat_2"));
    }

    /** A replay that is killed when it comes to the moment for so many times; whether it did. */
    boolean replayKilledAt(Moment moment, int time) throws IOException {
        KillPoint point =
                KillPoint.start(flag -> SluiceProcess.start(runner, log(), command("replay", "sense_hat_2"), flag));
        point.arm(moment, time, () -> true);
        assertThat(point.process().waitFor(PATIENCE))
                .as(point.process().output())
                .isTrue();
        return point.process().exitValue() != 0;
    }

    private List<String> command(String job, String table, String... more) {
        List<String> command = new ArrayList<>(List.of(
                job,
                "--catalog=" + directory,
                "--table=" + table,
                "--partitionBy=timestamp",
                "--windowSize=PT0.2S",
                "--output=" + lake));
        command.addAll(List.of(more));
        return command;
    }

    private Path log() {
        return directory.resolve("job-" + starts++);
    }

    Path path() {
        return lake;
    }

    LakeAudit.Report audit() throws IOException {
        return LakeAudit.of(lake, true);
    }

    /** The figures of what was sent, before it was damaged. */
    LakeCheck.Figures source() throws Exception {
        return LakeCheck.source(good);
    }

    /** All that is in the lake, its logs among it. */
    List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> lake.relativize(file) + " " + size(file))
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
