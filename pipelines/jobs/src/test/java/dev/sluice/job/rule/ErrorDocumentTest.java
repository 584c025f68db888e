package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ErrorDocumentTest {

    @Test
    void aDocumentSaysWhatFailedAndStandsWhereTheMessageStood() throws Exception {
        RawRecord message = new RawRecord(
                "mqtt",
                "session",
                Position.offset(7),
                Instant.EPOCH,
                null,
                Map.of("topic", "a/b"),
                "{\"message\":1}".getBytes(StandardCharsets.UTF_8));
        DeadLetter letter = new DeadLetter(
                message, DeadLetter.Stage.WRITE, "refused-by-mqtt", "too large", Instant.ofEpochSecond(9), "c/d");
        RuleAction.ToStream action =
                new RuleAction.ToStream("republish", "mqtt", Map.of(), "c/d", Map.of(), "c/${topic(2)}");

        RecordBatch batch = ErrorDocument.of(letter, "mine", action);

        assertThat(batch.payload(0))
                .asString()
                .isEqualTo("{\"ruleName\":\"mine\",\"topic\":\"a/b\",\"clientId\":\"n/a\","
                        + "\"base64OriginalPayload\":\"eyJtZXNzYWdlIjoxfQ==\",\"failures\":[{\"failedAction\":"
                        + "\"RepublishAction\",\"failedResource\":\"c/${topic(2)}\",\"errorMessage\":\"too large\"}]}");
        assertThat(batch.ranges()).containsExactly(PartitionRange.ofOne("session", new Position.Offset(7)));
        assertThat(batch.record(0).attributes()).isEqualTo(message.attributes());
    }
}
