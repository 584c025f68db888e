package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a value of one type becomes one of another, and when two are the same. */
final class Values {

    private Values() {}

    static JsonNode of(boolean value) {
        return BooleanNode.valueOf(value);
    }

    static JsonNode of(@Nullable String value) {
        return value == null ? Json.UNDEFINED : TextNode.valueOf(value);
    }

    /** The value as a string: arrays and objects as JSON; null where it is null or undefined. */
    static @Nullable String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER, BOOLEAN -> value.asText();
            case ARRAY, OBJECT -> Json.text(value);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    /** The value as a boolean, also of the strings "true" and "false", case apart; null where it is none. */
    static @Nullable Boolean truth(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return value.textValue().equalsIgnoreCase("true")
                    ? Boolean.TRUE
                    : value.textValue().equalsIgnoreCase("false") ? Boolean.FALSE : null;
        }
        return null;
    }

    /** The item of an array or the character of a string at an index from 0, or the field of an object. */
    static JsonNode get(JsonNode of, JsonNode at) {
        if (of.isObject()) {
            return at.isTextual() ? of.path(at.textValue()) : Json.UNDEFINED;
        }
        Integer index = Numbers.index(at);
        if (index == null || index < 0) {
            return Json.UNDEFINED;
        }
        if (of.isTextual()) {
            String text = of.textValue();
            return index < text.length() ? of(text.substring(index, index + 1)) : Json.UNDEFINED;
        }
        return of.isArray() ? of.path(index) : Json.UNDEFINED;
    }

    /** Whether two values are equal: an Int and a Decimal by their number, objects whatever the order of their fields. */
    static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            if (Numbers.isLong(left) && Numbers.isLong(right)) {
                return left.longValue() == right.longValue();
            }
            BigDecimal a = Numbers.decimal(left);
            BigDecimal b = Numbers.decimal(right);
            return (a == null || b == null) ? left.equals(right) : a.compareTo(b) == 0;
        }
        if (left.isArray() && right.isArray()) {
            return left.size() == right.size() && sameItems(left.elements(), right.elements());
        }
        if (left.isObject() && right.isObject()) {
            return left.size() == right.size() && sameFields(left.fields(), right);
        }
        return left.equals(right);
    }

    private static boolean sameItems(Iterator<JsonNode> left, Iterator<JsonNode> right) {
        while (left.hasNext()) {
            if (!same(left.next(), right.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameFields(Iterator<Map.Entry<String, JsonNode>> left, JsonNode right) {
        while (left.hasNext()) {
            Map.Entry<String, JsonNode> field = left.next();
            if (!same(field.getValue(), right.path(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** What {@code cast} makes of a value. */
    enum Type {
        STRING {
            @Override
            JsonNode cast(JsonNode value) {
                return of(text(value));
            }
        },
        INT {
            @Override
            JsonNode cast(JsonNode value) {
                if (value.isIntegralNumber()) {
                    return value;
                }
                if (value.isBoolean()) {
                    return Numbers.of(value.booleanValue() ? 1 : 0);
                }
                BigDecimal number = Numbers.decimal(value);
                return number == null ? Json.UNDEFINED : Numbers.rounded(number, RoundingMode.FLOOR);
            }
        },
        DECIMAL {
            @Override
            JsonNode cast(JsonNode value) {
                if (value.isBoolean()) {
                    return Numbers.of(value.booleanValue() ? 1.0 : 0.0);
                }
                BigDecimal number = Numbers.decimal(value);
                return number == null ? Json.UNDEFINED : Numbers.of(number);
            }
        },
        DOUBLE {
            @Override
            JsonNode cast(JsonNode value) {
                JsonNode number = DECIMAL.cast(value);
                return number.isMissingNode() ? number : Numbers.of(number.doubleValue());
            }
        },
        BOOLEAN {
            @Override
            JsonNode cast(JsonNode value) {
                if (value.isIntegralNumber()) {
                    return of(!value.bigIntegerValue().equals(BigInteger.ZERO));
                }
                if (value.isNumber()) {
                    return of(value.decimalValue().signum() != 0);
                }
                Boolean truth = truth(value);
                return truth == null ? Json.UNDEFINED : of(truth);
            }
        };

        /** By the words that may stand behind {@code AS}. */
        static final Map<String, Type> WORDS = Map.ofEntries(
                Map.entry("string", STRING),
                Map.entry("nvarchar", STRING),
                Map.entry("text", STRING),
                Map.entry("ntext", STRING),
                Map.entry("varchar", STRING),
                Map.entry("int", INT),
                Map.entry("integer", INT),
                Map.entry("double", DOUBLE),
                Map.entry("decimal", DECIMAL),
                Map.entry("bool", BOOLEAN),
                Map.entry("boolean", BOOLEAN));

        abstract JsonNode cast(JsonNode value);
    }
}
