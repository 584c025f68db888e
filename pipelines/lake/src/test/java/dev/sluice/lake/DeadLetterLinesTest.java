package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.lake.DeadLetterLines.Line;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLetterLinesTest {

    private static final DeadLetter FROM_KAFKA = new DeadLetter(
            new RawRecord(
                    "kafka",
                    "readings/3",
                    Position.offset(42),
                    Instant.parse("2020-04-16T11:33:23.001Z"),
                    new byte[] {'k', 0},
                    Map.of("unit", "°C", "quote", "\"\n"),
                    new byte[] {'{', -1, 0}),
            DeadLetter.Stage.MAP,
            "cast-failed",
            "expected \"an object\"",
            Instant.parse("2020-04-16T11:33:24.123456Z"),
            "sense_hat",
            Instant.parse("2020-04-16T11:33:23.5Z"),
            "0123456789ab");

    private static final DeadLetter FROM_KINESIS = new DeadLetter(
            new RawRecord(
                    "kinesis", "shard", new Position.SequenceNumber("7"), Instant.EPOCH, null, Map.of(), new byte[0]),
            DeadLetter.Stage.WRITE,
            "refused-by-kinesis",
            "",
            Instant.EPOCH,
            "out");

    /** As it was written before letters had a fingerprint. */
    private static final String OLD = "{\"time\":\"2020-04-16T11:33:24Z\",\"table\":\"sense_hat\",\"stage\":\"decode\","
            + "\"reason\":\"malformed-json\",\"message\":\"expected \\\"an object\\\"\","
            + "\"source\":\"kafka\",\"partition\":\"readings/3\",\"position\":\"42\","
            + "\"arrival\":\"2020-04-16T11:33:23Z\",\"key\":\"aw==\","
            + "\"attributes\":{\"level\":\"1\",\"unit\":\"°C\"},\"payload\":\"e/8A\"}";

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(read(written(FROM_KAFKA, FROM_KINESIS)))
                .containsExactly(new Line(FROM_KAFKA, false), new Line(FROM_KINESIS, false));
    }

    @Test
    void aLetterFromBeforeThereWereFingerprintsIsReadAtTheTimeItFailed() throws IOException {
        Path file = Files.writeString(directory.resolve("old.ndjson"), OLD + "\n");

        assertThat(read(file))
                .containsExactly(new Line(
                        new DeadLetter(
                                new RawRecord(
                                        "kafka",
                                        "readings/3",
                                        Position.offset(42),
                                        Instant.parse("2020-04-16T11:33:23Z"),
                                        new byte[] {'k'},
                                        Map.of("level", "1", "unit", "°C"),
                                        new byte[] {'{', -1, 0}),
                                DeadLetter.Stage.DECODE,
                                "malformed-json",
                                "expected \"an object\"",
                                Instant.parse("2020-04-16T11:33:24Z"),
                                "sense_hat",
                                Instant.parse("2020-04-16T11:33:24Z"),
                                null),
                        false));
    }

    @Test
    void anotherPayloadThanWasWrittenIsMended() throws IOException {
        Path file = written(FROM_KAFKA);
        Files.writeString(file, Files.readString(file).replace("\"e/8A\"", "\"e30=\""));

        assertThat(read(file)).singleElement().satisfies(line -> {
            assertThat(line.isMended()).isTrue();
            assertThat(line.letter().record().payload()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void whatIsNoLetterIsNamedByFileAndLine() throws IOException {
        assertNoLetter("{\"time\"", "expected a dead letter in JSON");
        assertNoLetter("7", "expected a dead letter, found NUMBER");
        assertNoLetter(OLD.replace("\"source\":\"kafka\",", ""), "expected the text 'source' of a dead letter");
        assertNoLetter(OLD.replace("e/8A", "{}"), "expected base64 as 'payload'");
        assertNoLetter(OLD.replace("\"42\"", "\"many\""), "many");
        assertNoLetter(OLD.replace("\"decode\"", "\"boil\""), "BOIL");
    }

    private void assertNoLetter(String second, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("damaged.ndjson"), OLD + "\n" + second + "\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", line 2: ")
                .hasMessageContaining(message);
    }

    private static List<Line> read(Path file) throws IOException {
        List<Line> read = new ArrayList<>();
        try (DeadLetterLines lines = DeadLetterLines.of(file)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                read.add(line);
            }
        }
        return read;
    }

    private Path written(DeadLetter... letters) throws IOException {
        PendingFile pending = PendingFile.in(directory, "job", "d", ".ndjson");
        DeadLetterFile file = DeadLetterFile.open(pending);
        for (DeadLetter letter : letters) {
            file.write(letter);
        }
        file.close();
        return pending.pending();
    }
}
