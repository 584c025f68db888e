package dev.sluice.job.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.rule.InvalidSqlException;
import dev.sluice.rule.MessageTemplate;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the rule's file, read field by field. It knows which fields were asked for, so that {@link #refuseOthers}
 * can refuse the rest: what is left out of account must not change what the rule does.
 */
final class RuleObject {

    private final JsonNode node;
    private final String pointer;
    private final List<String> mistakes;
    private final Set<String> known = new LinkedHashSet<>();

    private RuleObject(JsonNode node, String pointer, List<String> mistakes) {
        this.node = node;
        this.pointer = pointer;
        this.mistakes = mistakes;
    }

    /**
     * The object at a place of the file; an empty one, and a mistake, where it is none.
     *
     * @param pointer the place, as a JSON pointer
     */
    static RuleObject of(JsonNode node, String pointer, List<String> mistakes) {
        if (!node.isObject()) {
            mistakes.add(pointer + ": expected an object, found " + describe(node));
            return new RuleObject(JsonNodeFactory.instance.objectNode(), pointer, new ArrayList<>());
        }
        return new RuleObject(node, pointer, mistakes);
    }

    String pointer() {
        return pointer;
    }

    boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    private JsonNode field(String name) {
        known.add(name);
        return node.path(name);
    }

    /** An object below this one; an empty one where there is none. */
    RuleObject object(String name) {
        JsonNode field = field(name);
        return field.isMissingNode()
                ? new RuleObject(JsonNodeFactory.instance.objectNode(), pointer + "/" + name, mistakes)
                : of(field, pointer + "/" + name, mistakes);
    }

    /** The objects of an array; none where there is no such field. */
    List<RuleObject> objects(String name) {
        JsonNode field = field(name);
        if (!field.isMissingNode() && !field.isArray()) {
            mistake(name, "expected an array, found " + describe(field));
        }
        List<RuleObject> objects = new ArrayList<>();
        for (int i = 0; field.isArray() && i < field.size(); i++) {
            objects.add(of(field.get(i), pointer + "/" + name + "/" + i, mistakes));
        }
        return objects;
    }

    /** A text; null where there is none. */
    @Nullable
    String text(String name) {
        JsonNode field = field(name);
        if (field.isMissingNode() || field.isTextual()) {
            return field.textValue();
        }
        mistake(name, "expected a text, found " + describe(field));
        return null;
    }

    /** A text that has to be there; an empty one, and a mistake, where it is not. */
    String requiredText(String name, String expected) {
        String text = text(name);
        if (text == null ? !node.has(name) : text.isBlank()) {
            mistake(name, "expected " + expected + ", found " + (text == null ? "nothing" : "an empty text"));
        }
        return text == null ? "" : text;
    }

    /** A text with places that are filled from the message; null where there is none. */
    @Nullable
    String template(String name) {
        String text = text(name);
        if (text != null) {
            var unused = parsed(name, text);
        }
        return text;
    }

    /** A template that has to be there. */
    String requiredTemplate(String name, String expected) {
        String text = requiredText(name, expected);
        var unused = parsed(name, text);
        return text;
    }

    /** A text that has to be there, and is the same for all messages. */
    String requiredConstant(String name, String expected) {
        String text = requiredText(name, expected);
        MessageTemplate template = parsed(name, text);
        if (template != null && !template.isConstant()) {
            mistake(name, "expected " + expected + ", the same for all messages, found '" + text + "'");
        }
        return text;
    }

    private @Nullable MessageTemplate parsed(String name, String text) {
        try {
            return MessageTemplate.parse(text);
        } catch (InvalidSqlException e) {
            e.mistakes().forEach(m -> mistake(name, m));
            return null;
        }
    }

    boolean flag(String name) {
        JsonNode field = field(name);
        if (!field.isMissingNode() && !field.isBoolean()) {
            mistake(name, "expected true or false, found " + describe(field));
        }
        return field.asBoolean();
    }

    /** One of several words or numbers; null where there is none. */
    @Nullable
    String oneOf(String name, List<String> values) {
        JsonNode field = field(name);
        if (field.isMissingNode() || values.contains(field.asText())) {
            return field.isMissingNode() ? null : field.asText();
        }
        mistake(name, "expected one of " + String.join(", ", values) + ", found " + describe(field));
        return null;
    }

    /** Fields that change nothing here: who may do what at AWS, what has been decided otherwise. */
    void pass(String... names) {
        known.addAll(List.of(names));
    }

    void mistake(String name, String message) {
        mistakes.add(pointer + "/" + name + ": " + message);
    }

    /** The one field of an object that says what kind it is, such as {@code kafka}; null, and a mistake, otherwise. */
    @Nullable
    String only(List<String> words) {
        Iterator<String> names = node.fieldNames();
        String name = names.hasNext() ? names.next() : null;
        if (name == null || names.hasNext()) {
            mistakes.add(pointer + ": expected one of " + String.join(", ", words) + ", found " + describe(node));
            return null;
        }
        known.addAll(words);
        refuseOthers();
        return words.contains(name) ? name : null;
    }

    /** Refuses every field that nobody asked for. */
    void refuseOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistake(
                        name,
                        "is not carried out"
                                + NearestName.of(name, known)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(", expected one of " + String.join(", ", known)));
            }
        });
    }

    private static String describe(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
