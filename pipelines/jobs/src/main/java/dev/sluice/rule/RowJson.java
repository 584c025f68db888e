package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.format.EpochTime;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of a row as values of the language. */
final class RowJson {

    private RowJson() {}

    /** How a value of this type, which is not null, is one of the language; undefined is what no number is. */
    static Function<Object, JsonNode> of(ColumnType type) {
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT, SMALLINT, INT, BIGINT -> value -> Numbers.of(((Number) value).longValue());
                case FLOAT -> RowJson::ofFloat;
                case DOUBLE -> value -> Numbers.of((double) value);
                case BOOLEAN -> value -> Values.of((boolean) value);
                case STRING, VOID -> value -> Values.of((String) value);
                case BINARY -> value -> Values.of(Base64.getEncoder().encodeToString((byte[]) value));
                case DATE -> value -> Values.of(value.toString());
                case TIMESTAMP -> value -> ofTime((Instant) value);
            };
        }
        if (type instanceof ColumnType.Decimal) {
            return value -> Numbers.of((BigDecimal) value);
        }
        if (type instanceof ColumnType.Array array) {
            return ofArray(of(array.element()));
        }
        if (type instanceof ColumnType.MapOf map) {
            return ofMap(of(map.value()));
        }
        if (type instanceof ColumnType.Struct struct) {
            return ofStruct(struct);
        }
        if (type instanceof ColumnType.Choice choice) {
            List<Function<Object, JsonNode>> each =
                    choice.types().stream().map(RowJson::of).toList();
            return value -> each.get(choice.placeOf(value)).apply(choice.chosenOf(value));
        }
        return value -> Values.of((String) value);
    }

    private static JsonNode ofFloat(Object value) {
        return Float.isFinite((float) value) ? Numbers.of(new BigDecimal(value.toString())) : Json.UNDEFINED;
    }

    private static JsonNode ofTime(Instant time) {
        long millis = time.toEpochMilli();
        return time.equals(Instant.ofEpochMilli(millis)) ? Numbers.of(millis) : Numbers.of(EpochTime.millis(time));
    }

    private static JsonNode nullable(@Nullable Object value, Function<Object, JsonNode> json) {
        return value == null ? Json.NODES.nullNode() : json.apply(value);
    }

    private static Function<Object, JsonNode> ofArray(Function<Object, JsonNode> element) {
        return value -> {
            ArrayNode array = Json.NODES.arrayNode();
            for (Object item : (List<?>) value) {
                array.add(nullable(item, element));
            }
            return array;
        };
    }

    private static Function<Object, JsonNode> ofMap(Function<Object, JsonNode> values) {
        return value -> {
            ObjectNode object = Json.NODES.objectNode();
            ((Map<?, ?>) value).forEach((key, held) -> object.set(String.valueOf(key), nullable(held, values)));
            return object;
        };
    }

    private static Function<Object, JsonNode> ofStruct(ColumnType.Struct struct) {
        List<String> names = struct.fields().stream().map(f -> f.name()).toList();
        List<Function<Object, JsonNode>> fields =
                struct.fields().stream().map(f -> of(f.type())).toList();
        return value -> {
            ObjectNode object = Json.NODES.objectNode();
            for (int i = 0; i < names.size(); i++) {
                object.set(names.get(i), nullable(struct.fieldOf(value, i), fields.get(i)));
            }
            return object;
        };
    }
}
