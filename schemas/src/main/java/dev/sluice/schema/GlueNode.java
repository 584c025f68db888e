package dev.sluice.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object in a table definition that knows where it stands, and where mistakes are collected. */
final class GlueNode {

    private static final Pattern SECRET_NAME =
            Pattern.compile("password|passwd|passphrase|secret|private[-_. ]?key", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET_VALUE = Pattern.compile(
            // A grok pattern may look for passwords, and holds none.
            "-----BEGIN [A-Z ]*PRIVATE KEY|password\\s*=(?!\\s*%\\{)", Pattern.CASE_INSENSITIVE);

    private final JsonNode node;
    private final String pointer;
    private final List<String> mistakes;

    GlueNode(JsonNode node, String pointer, List<String> mistakes) {
        this.node = node;
        this.pointer = pointer;
        this.mistakes = mistakes;
    }

    /** A sentence about the field {@code name}; about the object itself where that is empty. */
    void mistake(String name, String sentence) {
        String where = pointer(name);
        mistakes.add((where.isEmpty() ? "/" : where) + ": " + sentence);
    }

    private String pointer(String name) {
        return name.isEmpty()
                ? pointer
                : pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether it is an element of the document's array of this name. */
    boolean isIn(String list) {
        return pointer.startsWith("/" + list + "/");
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The object in this field; an empty one where there is none. */
    GlueNode object(String name) {
        JsonNode child = node.path(name);
        if (!child.isObject()) {
            if (!child.isMissingNode() && !child.isNull()) {
                mistake(name, "expected an object, found " + kind(child));
            }
            child = JsonNodeFactory.instance.objectNode();
        }
        return new GlueNode(child, pointer(name), mistakes);
    }

    /** The objects in this field's array; none where there is no array. */
    List<GlueNode> objects(String name) {
        JsonNode child = node.path(name);
        List<GlueNode> objects = new ArrayList<>();
        if (child.isArray()) {
            for (int i = 0; i < child.size(); i++) {
                String at = pointer(name) + "/" + i;
                if (child.get(i).isObject()) {
                    objects.add(new GlueNode(child.get(i), at, mistakes));
                } else {
                    mistakes.add(at + ": expected an object, found " + kind(child.get(i)));
                }
            }
        } else if (!child.isMissingNode() && !child.isNull()) {
            mistake(name, "expected an array, found " + kind(child));
        }
        return objects;
    }

    /** The text in this field, or null, and a mistake, where there is none. */
    @Nullable
    String text(String name) {
        JsonNode child = node.path(name);
        if (child.isTextual() && !child.textValue().isBlank()) {
            return child.textValue();
        }
        mistake(name, "expected a string, found " + (child.isTextual() ? "a blank one" : kind(child)));
        return null;
    }

    /** The parameters in this field, in their order; what looks like a secret is a mistake, and not shown. */
    Map<String, String> parameters(String name) {
        Map<String, String> parameters = new LinkedHashMap<>();
        GlueNode child = object(name);
        child.forEach((key, value) -> {
            if (!value.isTextual()) {
                child.mistake(key, "expected a string, as all of Glue's parameters are, found " + kind(value));
            } else if (SECRET_NAME.matcher(key).find()
                    || SECRET_VALUE.matcher(value.textValue()).find()) {
                child.mistake(
                        key, "looks like a secret; a table holds none, put it into the file that --connection names");
            } else {
                parameters.put(key, value.textValue());
            }
        });
        return parameters;
    }

    /** Says of each field that is none of {@code known} so. */
    void only(Collection<String> known) {
        forEach((name, value) -> {
            if (!known.contains(name)) {
                mistake(
                        name,
                        "unknown field"
                                + NearestName.of(name, known)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(""));
            }
        });
    }

    /** Says of each field whose name is like one of {@code known}, and none of them, so. Others pass. */
    void nearly(Collection<String> known) {
        forEach((name, value) ->
                NearestName.meant(name, known).ifPresent(n -> mistake(name, "unknown field; did you mean " + n + "?")));
    }

    private void forEach(BiConsumer<String, JsonNode> field) {
        node.properties().forEach(e -> field.accept(e.getKey(), e.getValue()));
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : "the " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + abbreviated(node.toString());
    }

    private static String abbreviated(String json) {
        return json.length() <= 64 ? json : json.substring(0, 63) + "…";
    }
}
