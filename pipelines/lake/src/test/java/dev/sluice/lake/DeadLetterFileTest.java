package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLetterFileTest {

    @TempDir
    Path directory;

    @Test
    void aLineHoldsTheBytesTheOriginAndTheReason() throws IOException {
        DeadLetter letter = letter(
                new RawRecord(
                        "kafka",
                        "readings/3",
                        Position.offset(42),
                        Instant.parse("2020-04-16T11:33:23Z"),
                        new byte[] {'k'},
                        Map.of("unit", "°C", "level", "1"),
                        new byte[] {'{', -1, 0}),
                "expected \"an object\"");

        // {, 0xff, 0x00 = 7b ff 00 in base64: 011110 111111 111100 000000 = e / 8 A
        assertThat(written(letter))
                .containsExactly("{\"time\":\"2020-04-16T11:33:24Z\",\"table\":\"sense_hat\","
                        + "\"fingerprint\":\"0123456789ab\",\"stage\":\"decode\","
                        + "\"reason\":\"malformed-json\",\"message\":\"expected \\\"an object\\\"\","
                        + "\"source\":\"kafka\",\"partition\":\"readings/3\",\"position\":\"42\","
                        + "\"arrival\":\"2020-04-16T11:33:23Z\",\"readAt\":\"2020-04-16T11:33:23.500Z\",\"key\":\"aw==\","
                        + "\"attributes\":{\"level\":\"1\",\"unit\":\"°C\"},\"payload\":\"e/8A\","
                        + "\"payloadCrc32c\":\"477b7f08\"}");
    }

    @Test
    void everyLetterIsALineAndAMissingKeyIsLeftOut() throws IOException {
        RawRecord record = new RawRecord(
                "kinesis", "shard", new Position.SequenceNumber("7"), Instant.EPOCH, null, Map.of(), new byte[0]);

        List<String> lines = written(letter(record, "two\nlines"), letter(record, "b"));

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"position\":\"#7\"", "\"payload\":\"\"")
                        .doesNotContain("\"key\""));
    }

    @Test
    void halfACharacterInAMessageDoesNotStopTheWriter() throws IOException {
        RawRecord record = new RawRecord(
                "kafka", "p", Position.offset(0), Instant.EPOCH, null, Map.of("a", "\udf21"), new byte[0]);

        assertThat(written(letter(record, "found \ud83d!")))
                .singleElement()
                .asString()
                .contains("\"message\":\"found \\uD83D!\"", "\"attributes\":{\"a\":\"\\uDF21\"}");
    }

    private static DeadLetter letter(RawRecord record, String message) {
        return new DeadLetter(
                record,
                DeadLetter.Stage.DECODE,
                "malformed-json",
                message,
                Instant.parse("2020-04-16T11:33:24Z"),
                "sense_hat",
                Instant.parse("2020-04-16T11:33:23.500Z"),
                "0123456789ab");
    }

    private List<String> written(DeadLetter... letters) throws IOException {
        PendingFile pending = PendingFile.in(directory, "job", "d", ".ndjson");
        DeadLetterFile file = DeadLetterFile.open(pending);
        for (DeadLetter letter : letters) {
            file.write(letter);
        }
        Publication.DataFile closed = file.close();
        assertThat(closed.rows()).isEqualTo(letters.length);
        return Files.readAllLines(pending.pending(), StandardCharsets.UTF_8);
    }
}
