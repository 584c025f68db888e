package dev.sluice.job.rule;

import dev.sluice.connector.Outgoing;
import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import dev.sluice.rule.InvalidSqlException;
import dev.sluice.rule.Message;
import dev.sluice.rule.MessageTemplate;
import dev.sluice.rule.PayloadException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action sends of a message: the selected payload, with the key and the attributes that its templates give. */
final class RuleOutput implements Outgoing {

    private final RuleSelection selection;
    private final @Nullable MessageTemplate key;
    private final Map<String, MessageTemplate> attributes = new LinkedHashMap<>();

    private RuleOutput(@Nullable String sql, RuleAction.ToStream action) throws InvalidSqlException {
        selection = RuleSelection.of(sql);
        key = action.key() == null ? null : MessageTemplate.parse(action.key());
        for (Map.Entry<String, String> attribute : action.attributes().entrySet()) {
            attributes.put(attribute.getKey(), MessageTemplate.parse(attribute.getValue()));
        }
    }

    /**
     * The output of an action.
     *
     * @param sql the rule's statement, or null: payloads are sent as they are
     */
    static RuleOutput of(@Nullable String sql, RuleAction.ToStream action) {
        try {
            return new RuleOutput(sql, action);
        } catch (InvalidSqlException e) {
            throw new IllegalStateException("a rule that was read before cannot be read", e);
        }
    }

    @Override
    public @Nullable RawRecord of(RawRecord record, RecordSender.Refusal refusal) {
        Message message = Message.of(record);
        try {
            byte[] payload = selection.of(message);
            return payload == null ? null : output(record, message, payload);
        } catch (PayloadException e) {
            refusal.because(e);
            return null;
        }
    }

    /** A key that comes out empty is none: an empty one would bring all such records to one partition. */
    private RawRecord output(RawRecord record, Message message, byte[] payload) {
        RawRecord output = record.withPayload(payload).withAttributes(attributes(message));
        String text = key == null ? "" : key.fill(message);
        return text.isEmpty() ? output : output.withKey(text);
    }

    private Map<String, String> attributes(Message message) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> filled = new LinkedHashMap<>();
        attributes.forEach((name, value) -> filled.put(name, value.fill(message)));
        return filled;
    }
}
