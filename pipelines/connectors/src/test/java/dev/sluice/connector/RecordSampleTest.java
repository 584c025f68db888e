package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.RawRecord;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RecordSampleTest {

    private static final ReadSettings SETTINGS = ReadSettings.of("sample");
    private static final Duration LONG = Duration.ofHours(1);

    private final MemoryStream stream = new MemoryStream("a", "b");

    @Test
    void asManyRecordsAreTakenAsAskedForAndNothingIsAcknowledged() throws IOException {
        for (int i = 0; i < 7_000; i++) {
            stream.add("a", "r" + i);
        }

        assertThat(payloads(RecordSample.of(stream, SETTINGS, 3, LONG))).containsExactly("r0", "r1", "r2");
        assertThat(RecordSample.of(stream, SETTINGS, 6_000, LONG)).hasSize(6_000);
        assertThat(stream.acknowledged).isEmpty();
    }

    @Test
    void aStreamThatEndsIsNotWaitedFor() throws IOException {
        stream.ends = true;
        stream.add("a", "x");
        stream.add("b", "y");

        assertThat(payloads(RecordSample.of(stream, SETTINGS, 1_000, LONG))).containsExactly("x", "y");
    }

    @Test
    void whereTooFewRecordsComeThoseAreTakenThatDid() throws IOException {
        assertThat(RecordSample.of(stream, SETTINGS, 10, Duration.ofMillis(1))).isEmpty();

        stream.add("a", "x");

        assertThat(payloads(RecordSample.of(stream, SETTINGS, 10, Duration.ofMillis(1))))
                .containsExactly("x");
    }

    private static List<String> payloads(List<RawRecord> records) {
        return records.stream()
                .map(r -> new String(r.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
