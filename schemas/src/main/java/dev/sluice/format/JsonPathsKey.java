package dev.sluice.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.record.RecordKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The key of a JSON object that no table describes: the values at some paths, as JSON has them. Safe for several threads. */
final class JsonPathsKey implements RecordKey {

    private static final ObjectMapper JSON = new ObjectMapper(JsonInput.FACTORY);

    private final List<String> paths;

    JsonPathsKey(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    @Override
    public String name() {
        return String.join(", ", paths);
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public byte @Nullable [] of(byte[] payload) {
        try {
            JsonNode root = JSON.readTree(payload);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
            DataOutputStream out = new DataOutputStream(bytes);
            boolean hasValue = false;
            for (String path : paths) {
                Object value = value(find(root, path));
                ValueBytes.write(value, out);
                hasValue |= value != null;
            }
            return hasValue ? bytes.toByteArray() : null;
        } catch (IOException e) {
            return null; // no JSON
        }
    }

    private static JsonNode find(JsonNode root, String path) {
        JsonNode node = root;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(value(element)));
            return elements;
        }
        if (node.isObject()) {
            Map<String, @Nullable Object> fields = new TreeMap<>();
            for (Iterator<Map.Entry<String, JsonNode>> each = node.fields(); each.hasNext(); ) {
                Map.Entry<String, JsonNode> field = each.next();
                fields.put(field.getKey(), value(field.getValue()));
            }
            return fields;
        }
        return node.isTextual() ? node.textValue() : null;
    }
}
