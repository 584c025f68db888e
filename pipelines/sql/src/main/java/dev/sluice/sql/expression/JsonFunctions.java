package dev.sluice.sql.expression;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonExistsErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** What is asked of text that is JSON. */
final class JsonFunctions {

    static final Map<String, Translator> FUNCTIONS = new HashMap<>(Map.of(
            "JSON_EXISTS", JsonFunctions::exists,
            "JSON_VALUE", JsonFunctions::value,
            "JSON_QUERY", JsonFunctions::query));

    static {
        kind("VALUE", value -> true);
        kind("OBJECT", value -> value instanceof Map);
        kind("ARRAY", value -> value instanceof Collection);
        kind("SCALAR", JsonPaths::isScalar);
    }

    private JsonFunctions() {}

    private interface Kind extends Predicate<@Nullable Object>, Serializable {}

    private static void kind(String name, Kind kind) {
        FUNCTIONS.put("IS JSON " + name, call -> is(call, kind, true));
        FUNCTIONS.put("IS NOT JSON " + name, call -> is(call, kind, false));
    }

    /** NULL is no JSON. */
    private static Expression is(Call call, Kind kind, boolean wanted) {
        Expression argument = call.argument(0);
        return row -> (argument.evaluate(row) instanceof String text && JsonPaths.isJson(text, kind)) == wanted;
    }

    private static Expression exists(Call call) throws UnsupportedExpressionException {
        SqlJsonExistsErrorBehavior onError =
                call.size() > 2 ? call.symbol(2, SqlJsonExistsErrorBehavior.class) : SqlJsonExistsErrorBehavior.FALSE;
        return Strict.of(call.argument(0), call.argument(1), (String json, String path) -> {
            JsonPaths.Found found = JsonPaths.find(json, path);
            if (found.error() == null) {
                return found.value() != null;
            }
            return switch (onError) {
                case TRUE -> true;
                case FALSE -> false;
                case UNKNOWN -> null;
                case ERROR -> throw new EvaluationException("JSON_EXISTS: " + found.error());
            };
        });
    }

    /** What is given where a path leads to nothing, or to something else. */
    private record Otherwise(SqlJsonValueEmptyOrErrorBehavior behavior, Expression byDefault) implements Serializable {

        @Nullable
        Object of(@Nullable Object[] row, String why) {
            return switch (behavior) {
                case NULL -> null;
                case DEFAULT -> byDefault.evaluate(row);
                case ERROR -> throw new EvaluationException("JSON_VALUE: " + why);
            };
        }
    }

    private static Expression value(Call call) throws UnsupportedExpressionException {
        Expression json = call.argument(0);
        Expression path = call.argument(1);
        Otherwise onEmpty = otherwise(call, SqlJsonEmptyOrError.EMPTY);
        Otherwise onError = otherwise(call, SqlJsonEmptyOrError.ERROR);
        Cast result = returning(call);
        return row -> {
            String text = (String) json.evaluate(row);
            String steps = (String) path.evaluate(row);
            if (text == null || steps == null) {
                return null;
            }
            JsonPaths.Found found = JsonPaths.find(text, steps);
            if (found.error() != null) {
                return onError.of(row, found.error());
            }
            if (found.value() != null && found.isScalar()) {
                return result.apply(found.value());
            }
            return found.value() != null && found.strict()
                    ? onError.of(row, "expected a scalar, found " + found.value())
                    : onEmpty.of(row, "expected a scalar, found nothing at " + steps);
        };
    }

    /** From the words behind the path: {@code DEFAULT x ON EMPTY}, {@code ERROR ON ERROR}. */
    private static Otherwise otherwise(Call call, SqlJsonEmptyOrError when) throws UnsupportedExpressionException {
        for (int i = 3; i < call.size(); i++) {
            if (word(call, i) == when) {
                return word(call, i - 1) instanceof SqlJsonValueEmptyOrErrorBehavior behavior
                        ? new Otherwise(behavior, new Constant((Object) null))
                        : new Otherwise(SqlJsonValueEmptyOrErrorBehavior.DEFAULT, byDefault(call, i - 1));
            }
        }
        return new Otherwise(SqlJsonValueEmptyOrErrorBehavior.NULL, new Constant((Object) null));
    }

    private static @Nullable Object word(Call call, int operand) {
        return call.operands().get(operand) instanceof RexLiteral literal
                        && literal.getType().getSqlTypeName() == SqlTypeName.SYMBOL
                ? literal.getValue()
                : null;
    }

    private static Expression byDefault(Call call, int operand) throws UnsupportedExpressionException {
        return Types.isText(call.kind())
                ? Strict.of(call.argument(operand), String::valueOf)
                : call.argumentAsResult(operand);
    }

    private static Cast returning(Call call) throws UnsupportedExpressionException {
        return switch (call.kind()) {
            case CHAR, VARCHAR -> String::valueOf;
            case BOOLEAN -> value -> checked(value, Boolean.class);
            case INTEGER -> value -> checked(value, Integer.class);
            case DOUBLE -> value -> checked(value, Double.class);
            default -> throw call.unsupported("RETURNING takes STRING, BOOLEAN, INTEGER and DOUBLE");
        };
    }

    private static Object checked(Object value, Class<?> type) {
        if (!type.isInstance(value)) {
            throw new EvaluationException(
                    "JSON_VALUE: expected a " + type.getSimpleName() + " to return, found " + JsonPaths.write(value));
        }
        return value;
    }

    private static Expression query(Call call) throws UnsupportedExpressionException {
        SqlJsonQueryWrapperBehavior wrapper = call.symbol(2, SqlJsonQueryWrapperBehavior.class);
        SqlJsonQueryEmptyOrErrorBehavior onEmpty = call.symbol(3, SqlJsonQueryEmptyOrErrorBehavior.class);
        SqlJsonQueryEmptyOrErrorBehavior onError = call.symbol(4, SqlJsonQueryEmptyOrErrorBehavior.class);
        return Strict.of(call.argument(0), call.argument(1), (String json, String path) -> {
            JsonPaths.Found found = JsonPaths.find(json, path);
            if (found.error() != null) {
                return otherwise(onError, found.error());
            }
            Object value = found.value() == null ? null : wrapped(found.value(), wrapper);
            if (value != null && !JsonPaths.isScalar(value)) {
                return JsonPaths.write(value);
            }
            return value != null && found.strict()
                    ? otherwise(onError, "expected an array or an object, found " + value)
                    : otherwise(onEmpty, "expected an array or an object, found nothing at " + path);
        });
    }

    private static Object wrapped(Object value, SqlJsonQueryWrapperBehavior wrapper) {
        return switch (wrapper) {
            case WITHOUT_ARRAY -> value;
            case WITH_UNCONDITIONAL_ARRAY -> List.of(value);
            case WITH_CONDITIONAL_ARRAY -> value instanceof Collection ? value : List.of(value);
        };
    }

    private static @Nullable String otherwise(SqlJsonQueryEmptyOrErrorBehavior behavior, String why) {
        return switch (behavior) {
            case NULL -> null;
            case EMPTY_ARRAY -> "[]";
            case EMPTY_OBJECT -> "{}";
            case ERROR -> throw new EvaluationException("JSON_QUERY: " + why);
        };
    }
}
