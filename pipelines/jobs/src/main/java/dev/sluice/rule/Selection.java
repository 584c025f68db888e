package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between {@code SELECT} and {@code FROM}.
 *
 * @param items in their order; of two with one name the later one counts, in the place of the first
 * @param only with {@code VALUE}: the one item is the value, not a field of an object
 */
record Selection(List<Item> items, boolean only) {

    /**
     * One item of the list.
     *
     * @param path the name it has in the result, of several parts where it lies in objects; null: {@code *}, all fields
     */
    record Item(Expression expression, @Nullable List<String> path) {}

    /** Whether it is {@code *} and nothing else: the payload, as it is. */
    boolean isPayload() {
        return items.size() == 1 && items.get(0).expression() instanceof Expression.Payload;
    }

    /** Whether {@code *} stands beside other items. */
    boolean takesAllFields() {
        return !only && items.stream().anyMatch(item -> item.path() == null);
    }

    JsonNode value(Scope scope) {
        if (only) {
            return items.get(0).expression().value(scope);
        }
        ObjectNode selected = Json.NODES.objectNode();
        for (Item item : items) {
            JsonNode value = item.expression().value(scope);
            if (item.path() != null) {
                put(selected, item.path(), value);
            } else if (value instanceof ObjectNode fields) {
                selected.setAll(fields);
            }
        }
        return selected;
    }

    private static void put(ObjectNode selected, List<String> path, JsonNode value) {
        if (value.isMissingNode()) {
            return;
        }
        ObjectNode parent = selected;
        for (String name : path.subList(0, path.size() - 1)) {
            // Not written into: it may be the message's own.
            ObjectNode inner = Json.NODES.objectNode();
            if (parent.get(name) instanceof ObjectNode known) {
                inner.setAll(known);
            }
            parent.set(name, inner);
            parent = inner;
        }
        parent.set(path.get(path.size() - 1), value);
    }
}
