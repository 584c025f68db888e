package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions of strings. Lengths and indexes count UTF-16 units, from 0. */
final class TextFunctions {

    private static final int MOST_BLANKS = 1_000;

    private static final Map<String, String> HASHES = Map.of(
            "md2", "MD2",
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha224", "SHA-224",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512");

    private TextFunctions() {}

    static Stream<Function> all() {
        return Stream.concat(
                Stream.of(
                        Function.ofText("upper", text -> Values.of(text.toUpperCase(Locale.ROOT))),
                        Function.ofText("lower", text -> Values.of(text.toLowerCase(Locale.ROOT))),
                        Function.ofText("length", text -> Numbers.of(text.length())),
                        Function.ofText("numbytes", text -> Numbers.of(text.getBytes(StandardCharsets.UTF_8).length)),
                        Function.ofText("trim", text -> Values.of(text.strip())),
                        Function.ofText("ltrim", text -> Values.of(text.stripLeading())),
                        Function.ofText("rtrim", text -> Values.of(text.stripTrailing())),
                        Function.ofTexts("startswith", (text, start) -> Values.of(text.startsWith(start))),
                        Function.ofTexts("endswith", (text, end) -> Values.of(text.endsWith(end))),
                        Function.ofTexts("indexof", (text, part) -> Numbers.of(text.indexOf(part))),
                        Function.of("replace", 3, (message, arguments) -> replace(arguments)),
                        Function.of("substring", 2, 3, (message, arguments) -> substring(arguments)),
                        Function.of("lpad", 2, (message, arguments) -> padded(arguments, true)),
                        Function.of("rpad", 2, (message, arguments) -> padded(arguments, false)),
                        Function.of("concat", 0, Function.ANY, (message, arguments) -> concat(arguments)),
                        Function.of("chr", 1, (message, arguments) -> chr(arguments[0]))),
                HASHES.entrySet().stream()
                        .map(hash -> Function.ofText(hash.getKey(), text -> Values.of(hashed(hash.getValue(), text)))));
    }

    private static JsonNode replace(JsonNode[] arguments) {
        String text = Values.text(arguments[0]);
        String part = Values.text(arguments[1]);
        String other = Values.text(arguments[2]);
        return text == null || part == null || other == null ? Json.UNDEFINED : Values.of(text.replace(part, other));
    }

    /** Indexes beyond the ends mean the ends. */
    private static JsonNode substring(JsonNode[] arguments) {
        String text = Values.text(arguments[0]);
        Integer from = Numbers.index(arguments[1]);
        Integer to = arguments.length == 2 ? Integer.valueOf(Integer.MAX_VALUE) : Numbers.index(arguments[2]);
        if (text == null || from == null || to == null) {
            return Json.UNDEFINED;
        }
        int start = Math.max(0, Math.min(text.length(), from));
        int end = Math.max(start, Math.min(text.length(), to));
        return Values.of(text.substring(start, end));
    }

    private static JsonNode padded(JsonNode[] arguments, boolean left) {
        String text = Values.text(arguments[0]);
        Integer count = Numbers.index(arguments[1]);
        if (text == null || count == null) {
            return Json.UNDEFINED;
        }
        String blanks = " ".repeat(Math.max(0, Math.min(MOST_BLANKS, count)));
        return Values.of(left ? blanks + text : text + blanks);
    }

    /** One argument is given back; with an array among them the result is an array, a string otherwise. */
    private static JsonNode concat(JsonNode[] arguments) {
        if (arguments.length < 2) {
            return arguments.length == 0 ? Json.UNDEFINED : arguments[0];
        }
        return List.of(arguments).stream().anyMatch(JsonNode::isArray) ? joined(arguments) : joinedText(arguments);
    }

    private static JsonNode joined(JsonNode[] arguments) {
        ArrayNode joined = Json.NODES.arrayNode();
        for (JsonNode argument : arguments) {
            if (argument instanceof ArrayNode items) {
                joined.addAll(items);
            } else if (!argument.isMissingNode()) {
                joined.add(argument);
            }
        }
        return joined;
    }

    private static JsonNode joinedText(JsonNode[] arguments) {
        StringBuilder joined = new StringBuilder();
        for (JsonNode argument : arguments) {
            String text = Values.text(argument);
            if (text == null) {
                return Json.UNDEFINED;
            }
            joined.append(text);
        }
        return Values.of(joined.toString());
    }

    private static JsonNode chr(JsonNode code) {
        Integer character = Numbers.index(code);
        return character == null || character < 0 || character > 127
                ? Json.UNDEFINED
                : Values.of(Character.toString(character));
    }

    private static @Nullable String hashed(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            return null; // a JDK may leave an old one out
        }
    }
}
