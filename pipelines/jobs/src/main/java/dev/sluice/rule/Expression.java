package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.rule.Numbers.Operator;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An expression, ready to be evaluated: what a rule does for each message is this tree. Never fails: it is undefined. */
sealed interface Expression {

    JsonNode value(Scope scope);

    /** The name its value has in an object, where none is given; null where it has none. */
    default @Nullable String name() {
        return null;
    }

    record Constant(JsonNode constant) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return constant;
        }
    }

    /** {@code *}: the payload. */
    record Payload() implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return scope.root();
        }
    }

    record Field(String name) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return scope.root().path(name);
        }
    }

    record Member(Expression of, String name) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return of.value(scope).path(name);
        }
    }

    record Element(Expression of, Expression index) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return Values.get(of.value(scope), index.value(scope));
        }
    }

    record Calculation(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode a = left.value(scope);
            JsonNode b = right.value(scope);
            return operator == Operator.PLUS && (a.isTextual() || b.isTextual())
                    ? concatenation(a, b)
                    : operator.between(a, b);
        }

        private static JsonNode concatenation(JsonNode left, JsonNode right) {
            String a = Values.text(left);
            String b = Values.text(right);
            return a == null || b == null ? Json.UNDEFINED : Values.of(a + b);
        }
    }

    record Negation(Expression of) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return Operator.MINUS.between(Numbers.of(0), of.value(scope));
        }
    }

    /** {@code <}, {@code <=}, {@code >} or {@code >=}: between numbers, and strings that say one. */
    record Comparison(IntPredicate holds, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode a = left.value(scope);
            JsonNode b = right.value(scope);
            if (Numbers.isLong(a) && Numbers.isLong(b)) {
                return Values.of(holds.test(Long.compare(a.longValue(), b.longValue())));
            }
            BigDecimal x = Numbers.decimal(a);
            BigDecimal y = Numbers.decimal(b);
            return x == null || y == null ? Json.UNDEFINED : Values.of(holds.test(x.compareTo(y)));
        }
    }

    /** {@code =}, or {@code <>} where it is the wrong answer that is asked for. */
    record Equality(boolean answer, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode a = left.value(scope);
            JsonNode b = right.value(scope);
            return a.isMissingNode() || b.isMissingNode() ? Json.UNDEFINED : Values.of(Values.same(a, b) == answer);
        }
    }

    /** {@code AND}, or {@code OR} where one true operand decides. */
    record Junction(boolean or, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            Boolean a = Values.truth(left.value(scope));
            Boolean b = Values.truth(right.value(scope));
            return a == null || b == null ? Json.UNDEFINED : Values.of(or ? a || b : a && b);
        }
    }

    record Not(Expression of) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            Boolean truth = Values.truth(of.value(scope));
            return truth == null ? Json.UNDEFINED : Values.of(!truth);
        }
    }

    /** {@code IN} a list, or an array that an expression gives. */
    record Membership(Expression of, Expression among) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode value = of.value(scope);
            JsonNode items = among.value(scope);
            if (value.isMissingNode() || !items.isArray()) {
                return Json.UNDEFINED;
            }
            for (JsonNode item : items) {
                if (Values.same(value, item)) {
                    return Values.of(true);
                }
            }
            return Values.of(false);
        }
    }

    record Case(Expression of, List<Branch> branches, Expression otherwise) implements Expression {

        record Branch(Expression when, Expression then) {}

        @Override
        public JsonNode value(Scope scope) {
            JsonNode value = of.value(scope);
            if (value.isMissingNode()) {
                return value;
            }
            for (Branch branch : branches) {
                if (Values.same(value, branch.when.value(scope))) {
                    return branch.then.value(scope);
                }
            }
            return otherwise.value(scope);
        }
    }

    /** {@code [a, b]}; what is undefined in it is null, because an array has no holes. */
    record ArrayOf(List<Expression> items) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            ArrayNode array = Json.NODES.arrayNode(items.size());
            for (Expression item : items) {
                JsonNode value = item.value(scope);
                array.add(value.isMissingNode() ? Json.NODES.nullNode() : value);
            }
            return array;
        }
    }

    /** {@code {'name': a}}; what is undefined is left out. */
    record ObjectOf(Map<String, Expression> fields) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            ObjectNode object = Json.NODES.objectNode();
            fields.forEach((name, field) -> {
                JsonNode value = field.value(scope);
                if (!value.isMissingNode()) {
                    object.set(name, value);
                }
            });
            return object;
        }
    }

    record Cast(Expression of, Values.Type type) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return type.cast(of.value(scope));
        }
    }

    /** {@code encode(*, 'base64')}: the payload's bytes, whatever they are. */
    record EncodedPayload() implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return Values.of(Base64.getEncoder().encodeToString(scope.message().payload()));
        }
    }

    record Call(Function.Body function, List<Expression> arguments) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode[] values = new JsonNode[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).value(scope);
            }
            return function.of(scope.message(), values);
        }
    }

    /** {@code (SELECT … FROM path WHERE …)}: of each item of an array, or of the one value there is. */
    record Nested(
            Selection selection, Expression from, @Nullable Expression where) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            JsonNode items = from.value(scope);
            if (!items.isArray()) {
                Scope inner = scope.within(items);
                return items.isMissingNode() || !holds(inner) ? Json.UNDEFINED : selection.value(inner);
            }
            ArrayNode selected = Json.NODES.arrayNode();
            for (JsonNode item : items) {
                Scope inner = scope.within(item);
                JsonNode value = holds(inner) ? selection.value(inner) : Json.UNDEFINED;
                if (!value.isMissingNode()) {
                    selected.add(value);
                }
            }
            return selected;
        }

        private boolean holds(Scope inner) {
            return where == null || Boolean.TRUE.equals(Values.truth(where.value(inner)));
        }
    }
}
