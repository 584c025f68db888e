package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What names mean where an expression stands: fields of the message, or of an item that a nested query looks at. */
final class Scope {

    private final Message message;
    private final @Nullable JsonNode item;

    private Scope(Message message, @Nullable JsonNode item) {
        this.message = message;
        this.item = item;
    }

    static Scope of(Message message) {
        return new Scope(message, null);
    }

    Scope within(JsonNode nested) {
        return new Scope(message, nested);
    }

    Message message() {
        return message;
    }

    /** The value that fields are looked up in. */
    JsonNode root() {
        return item == null ? message.json() : item;
    }
}
