package dev.sluice.job.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;

/** What a rule's error action is given of a message that an action failed with, as AWS IoT writes it. */
final class ErrorDocument {

    private static final JsonFactory JSON = new JsonFactory();

    private ErrorDocument() {}

    /**
     * The document of a letter, as a batch that stands where the message stood.
     *
     * @param rule the rule's name
     * @param action the action that failed
     */
    static RecordBatch of(DeadLetter letter, String rule, RuleAction.ToStream action) throws IOException {
        RawRecord message = letter.record();
        RecordBatch.Builder batch = RecordBatch.Builder.of(message.source(), false);
        batch.add(
                message.partition(),
                message.position() instanceof Position.Offset offset ? Position.offset(offset.value() - 1) : null,
                message.position(),
                message.arrival().toEpochMilli(),
                message.key(),
                message.attributes(),
                json(letter, rule, action),
                null);
        return batch.build(letter.time(), letter.time());
    }

    private static byte[] json(DeadLetter letter, String rule, RuleAction.ToStream action) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("ruleName", rule);
            json.writeStringField("topic", letter.record().attributes().get("topic"));
            json.writeStringField("clientId", "n/a");
            json.writeBinaryField("base64OriginalPayload", letter.record().payload());
            json.writeArrayFieldStart("failures");
            json.writeStartObject();
            json.writeStringField("failedAction", name(action));
            json.writeStringField("failedResource", action.resource());
            json.writeStringField("errorMessage", letter.message());
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** AWS's name of an action: {@code KafkaAction}. */
    private static String name(RuleAction.ToStream action) {
        return action.word().substring(0, 1).toUpperCase(Locale.ROOT)
                + action.word().substring(1) + "Action";
    }
}
