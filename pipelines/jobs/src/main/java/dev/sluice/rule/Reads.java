package dev.sluice.rule;

import java.util.ArrayList;
import java.util.List;

/** What an expression looks at, collected while it is read. What a nested query names are fields of its items. */
final class Reads {

    private final List<Path> fields = new ArrayList<>();
    private final List<Token> ofMessage;
    private boolean payload;

    Reads() {
        this(new ArrayList<>());
    }

    private Reads(List<Token> ofMessage) {
        this.ofMessage = ofMessage;
    }

    /** A field, and what is looked up in it. */
    record Path(Place place, List<String> names) {}

    /** Of a nested query: its fields are others, but the message is the same. */
    Reads within() {
        return new Reads(ofMessage);
    }

    void field(Place place, List<String> names) {
        fields.add(new Path(place, List.copyOf(names)));
    }

    /** A function that asks the message for more than fields, or {@code *}. */
    void ofMessage(Token token) {
        ofMessage.add(token);
    }

    void payload() {
        payload = true;
    }

    List<Path> fields() {
        return List.copyOf(fields);
    }

    List<Token> ofMessage() {
        return List.copyOf(ofMessage);
    }

    /** Whether it needs the payload as JSON. */
    boolean needsJson() {
        return payload || !fields.isEmpty();
    }
}
