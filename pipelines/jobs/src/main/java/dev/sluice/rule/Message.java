package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.record.RawRecord;
import org.jspecify.annotations.Nullable;

/** A message that a rule looks at. Its payload is parsed once, when something asks for a field. Not thread-safe. */
public final class Message {

    private static final String PROPERTY = "property.";

    private final @Nullable RawRecord record;
    private @Nullable JsonNode json;

    private Message(@Nullable RawRecord record, @Nullable JsonNode json) {
        this.record = record;
        this.json = json;
    }

    /** The message in a record of an MQTT source: the topic and the user properties are its attributes. */
    public static Message of(RawRecord record) {
        return new Message(record, null);
    }

    /** What stands in place of a message where an expression looks at a row: it has fields and nothing else. */
    static Message ofRow(JsonNode row) {
        return new Message(null, row);
    }

    private RawRecord record() {
        if (record == null) {
            throw new IllegalStateException("a row has fields and nothing else of a message");
        }
        return record;
    }

    /** Its bytes, as they came: leave them unchanged. */
    public byte[] payload() {
        return record().payload();
    }

    /** The payload as a value; undefined where it is not JSON. */
    JsonNode json() {
        JsonNode parsed = json;
        if (parsed == null) {
            parsed = Json.parse(payload());
            json = parsed;
        }
        return parsed;
    }

    /** The topic, or null where the message came by none. */
    @Nullable
    String topic() {
        return record().attributes().get("topic");
    }

    /** The value of an MQTT 5 user property, or null where it has none of this name. */
    @Nullable
    String userProperty(String name) {
        return record().attributes().get(PROPERTY + name);
    }

    /** When it arrived, in milliseconds since the epoch. */
    long arrival() {
        return record().arrival().toEpochMilli();
    }
}
