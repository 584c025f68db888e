package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions of the message, and of values whatever their type. */
final class MessageFunctions {

    private MessageFunctions() {}

    static Stream<Function> all() {
        return Stream.of(
                Function.of("topic", 0, 1, MessageFunctions::topic),
                Function.of("clientid", 0, (message, arguments) -> Values.of("n/a")),
                Function.of(
                        "newuuid",
                        0,
                        (message, arguments) -> Values.of(UUID.randomUUID().toString())),
                Function.of("sql_version", 0, (message, arguments) -> Values.of("2016-03-23")),
                Function.of("get_user_properties", 1, MessageFunctions::userProperties),
                Function.of("isnull", 1, (message, arguments) -> Values.of(arguments[0].isNull())),
                Function.of("isundefined", 1, (message, arguments) -> Values.of(arguments[0].isMissingNode())),
                Function.of(
                        "nanvl",
                        2,
                        (message, arguments) ->
                                arguments[0].isMissingNode() || arguments[0].isNull() ? arguments[1] : arguments[0]),
                Function.of("get", 2, (message, arguments) -> Values.get(arguments[0], arguments[1])),
                Function.of("encode", 2, (message, arguments) -> encode(arguments))
                        .checking(1, MessageFunctions::schemeMistake),
                Function.of("decode", 2, (message, arguments) -> decode(arguments))
                        .checking(1, MessageFunctions::schemeMistake),
                Function.of("transform", 3, (message, arguments) -> transform(arguments)));
    }

    private static JsonNode topic(Message message, JsonNode[] arguments) {
        String topic = message.topic();
        if (topic == null || arguments.length == 0) {
            return Values.of(topic);
        }
        Integer level = Numbers.index(arguments[0]);
        return level == null || level < 1 ? Json.UNDEFINED : Values.of(level(topic, level));
    }

    private static @Nullable String level(String topic, int level) {
        int start = 0;
        for (int i = 1; i < level; i++) {
            start = topic.indexOf('/', start) + 1;
            if (start == 0) {
                return null;
            }
        }
        int end = topic.indexOf('/', start);
        return end < 0 ? topic.substring(start) : topic.substring(start, end);
    }

    private static JsonNode userProperties(Message message, JsonNode[] arguments) {
        ArrayNode values = Json.NODES.arrayNode();
        String name = Values.text(arguments[0]);
        String value = name == null ? null : message.userProperty(name);
        return value == null ? values : values.add(value);
    }

    private static @Nullable String schemeMistake(String scheme) {
        return scheme.equals("base64") ? null : "expected 'base64', found '" + scheme + "'";
    }

    private static JsonNode encode(JsonNode[] arguments) {
        String text = Values.text(arguments[0]);
        return text == null || !"base64".equals(arguments[1].textValue())
                ? Json.UNDEFINED
                : Values.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What JSON says, where it is some; the string otherwise; null where it is not base64. */
    private static JsonNode decode(JsonNode[] arguments) {
        String text = Values.text(arguments[0]);
        if (text == null || !"base64".equals(arguments[1].textValue())) {
            return Json.UNDEFINED;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            JsonNode json = Json.parse(bytes);
            return json.isContainerNode() ? json : Values.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Json.NODES.nullNode();
        }
    }

    /** Each object of an array, with the fields of another one. */
    private static JsonNode transform(JsonNode[] arguments) {
        if (!"enrichArray".equals(arguments[0].textValue())
                || !(arguments[1] instanceof ObjectNode fields)
                || !(arguments[2] instanceof ArrayNode items)) {
            return Json.UNDEFINED;
        }
        ArrayNode enriched = Json.NODES.arrayNode();
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode object)) {
                return Json.UNDEFINED;
            }
            ObjectNode copy = Json.NODES.objectNode();
            copy.setAll(object);
            copy.setAll(fields);
            enriched.add(copy);
        }
        return enriched;
    }
}
