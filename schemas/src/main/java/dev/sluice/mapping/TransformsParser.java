package dev.sluice.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.format.Snippet;
import dev.sluice.mapping.ResolveChoice.Action;
import dev.sluice.mapping.ResolveChoice.Spec;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a list of transforms: a JSON array of objects with one field each, its name Glue's word, its value the arguments. */
final class TransformsParser {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The words there are, each with its arguments. */
    private static final Map<String, List<String>> WORDS = new TreeMap<>(Map.of(
            "ApplyMapping", List.of("mappings"),
            "DropFields", List.of("paths"),
            "DropNullFields", List.of(),
            "Filter", List.of("expression"),
            "RenameField", List.of("old_name", "new_name"),
            "ResolveChoice", List.of("specs", "choice"),
            "SelectFields", List.of("paths")));

    private final String where;
    private final Mapping.Conditions conditions;
    private final List<String> mistakes = new ArrayList<>();

    TransformsParser(String where, Mapping.Conditions conditions) {
        this.where = where;
        this.conditions = conditions;
    }

    Mapping parse(String text) throws InvalidMappingException {
        JsonNode root = read(text);
        if (!root.isArray() || root.isEmpty()) {
            throw new InvalidMappingException(List.of(where + ": expected a JSON array of transforms, found "
                    + (root.isMissingNode() ? "nothing" : Snippet.of(root.toString()))));
        }
        Mapping mapping = Mapping.identity();
        for (int i = 0; i < root.size(); i++) {
            JsonNode node = root.get(i);
            String word = node.isTextual()
                    ? node.textValue()
                    : node.isObject() && node.size() == 1 ? node.fieldNames().next() : null;
            if (word == null) {
                mistake(
                        "/" + i,
                        "expected an object with one transform such as {\"DropFields\": {\"paths\": […]}}",
                        node);
                continue;
            }
            String pointer = "/" + i + "/" + word;
            Transform transform = transform(pointer, word, node.isTextual() ? JSON.createObjectNode() : node.get(word));
            if (transform != null) {
                mapping = mapping.then(transform, where + ": " + pointer);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingException(mistakes, mapping);
        }
        return mapping;
    }

    private JsonNode read(String text) throws InvalidMappingException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new InvalidMappingException(
                    List.of(where + ": " + at + "expected JSON: " + e.getOriginalMessage()), e);
        }
    }

    private void mistake(String pointer, String expected, JsonNode found) {
        mistakes.add(where + ": " + pointer + ": " + expected + ", found "
                + (found.isMissingNode() ? "none" : Snippet.of(found.toString())));
    }

    private @Nullable Transform transform(String pointer, String word, JsonNode arguments) {
        List<String> names = WORDS.get(word);
        if (names == null) {
            mistakes.add(where + ": " + pointer + ": there is no transform " + word
                    + NearestName.of(word, WORDS.keySet())
                            .map(n -> "; did you mean " + n + "?")
                            .orElse(", expected one of " + String.join(", ", WORDS.keySet())));
            return null;
        }
        if (!arguments.isObject()) {
            mistake(pointer, "expected an object with " + (names.isEmpty() ? "nothing in it" : names), arguments);
            return null;
        }
        int before = mistakes.size();
        arguments.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                mistakes.add(where + ": " + pointer + ": there is no argument '" + name + "', expected "
                        + (names.isEmpty() ? "none" : String.join(" and ", names)));
            }
        });
        Transform transform = switch (word) {
            case "ApplyMapping" -> new Transform.ApplyMapping(mappings(pointer, arguments));
            case "DropFields" -> new Transform.DropFields(paths(pointer, arguments));
            case "SelectFields" -> new Transform.SelectFields(paths(pointer, arguments));
            case "RenameField" ->
                new Transform.RenameField(text(pointer, arguments, "old_name"), text(pointer, arguments, "new_name"));
            case "Filter" -> filter(pointer, arguments);
            case "ResolveChoice" -> resolveChoice(pointer, arguments);
            default -> new Transform.DropNullFields();
        };
        return mistakes.size() == before ? transform : null;
    }

    private String text(String pointer, JsonNode arguments, String name) {
        JsonNode node = arguments.path(name);
        if (!node.isTextual()) {
            mistake(pointer + "/" + name, "expected a string", node);
            return "";
        }
        return node.textValue();
    }

    /** Glue takes one path for a list of one. */
    private List<String> paths(String pointer, JsonNode arguments) {
        JsonNode node = arguments.path("paths");
        return node.isTextual()
                ? List.of(node.textValue())
                : strings(pointer + "/paths", node, "expected a list of paths");
    }

    private List<String> strings(String pointer, JsonNode node, String expected) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        if (!node.isArray() || texts.size() != node.size()) {
            mistake(pointer, expected, node);
            return List.of();
        }
        return texts;
    }

    private List<FieldMapping> mappings(String pointer, JsonNode arguments) {
        JsonNode node = arguments.path("mappings");
        List<FieldMapping> mappings = new ArrayList<>();
        if (!node.isArray()) {
            mistake(pointer + "/mappings", "expected a list of mappings", node);
        }
        for (int i = 0; i < node.size(); i++) {
            String expected = "expected a mapping of two to four strings, " + MappingParser.TUPLE;
            List<String> texts = strings(pointer + "/mappings/" + i, node.get(i), expected);
            if (texts.size() >= 2 && texts.size() <= 4) {
                mappings.add(MappingParser.field(texts));
            } else if (!texts.isEmpty() || node.get(i).isEmpty()) {
                mistake(pointer + "/mappings/" + i, expected, node.get(i));
            }
        }
        return mappings;
    }

    private @Nullable Transform filter(String pointer, JsonNode arguments) {
        String expression = text(pointer, arguments, "expression");
        try {
            return arguments.path("expression").isTextual() ? new Transform.Filter(conditions.parse(expression)) : null;
        } catch (InvalidMappingException e) {
            e.mistakes().forEach(m -> mistakes.add(where + ": " + pointer + "/expression: " + m));
            return null;
        }
    }

    private Transform resolveChoice(String pointer, JsonNode arguments) {
        JsonNode specs = arguments.path("specs");
        JsonNode choice = arguments.path("choice");
        List<Spec> read = new ArrayList<>();
        Action all = choice.isMissingNode() ? null : action(pointer + "/choice", text(pointer, arguments, "choice"));
        if (specs.isMissingNode() == choice.isMissingNode()) {
            mistake(pointer, "expected specs or choice", arguments);
        } else if (!specs.isMissingNode() && !specs.isArray()) {
            mistake(pointer + "/specs", "expected a list of [path, action]", specs);
        }
        for (int i = 0; i < specs.size(); i++) {
            String here = pointer + "/specs/" + i;
            List<String> texts = strings(here, specs.get(i), "expected [path, action]");
            Action action = texts.size() == 2 ? action(here, texts.get(1)) : null;
            if (action != null) {
                read.add(new Spec(texts.get(0), action));
            } else if (texts.size() != 2 && !texts.isEmpty()) {
                mistake(here, "expected [path, action]", specs.get(i));
            }
        }
        return new ResolveChoice(read, all, List.of());
    }

    private @Nullable Action action(String pointer, String text) {
        try {
            return text.isEmpty() ? null : Action.parse(text);
        } catch (IllegalArgumentException e) {
            mistakes.add(where + ": " + pointer + ": " + e.getMessage());
            return null;
        }
    }
}
