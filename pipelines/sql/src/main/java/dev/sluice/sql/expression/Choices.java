package dev.sluice.sql.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CASE, COALESCE and other choices among values: what is chosen is cast to the type of the whole; what is not is not computed. */
final class Choices {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "CASE", Choices::choose,
            "IF", Choices::choose,
            "COALESCE", Choices::coalesce,
            "IFNULL", Choices::coalesce,
            "GREATEST", call -> extreme(call, ">"),
            "LEAST", call -> extreme(call, "<"));

    private Choices() {}

    /** Conditions and values in turns, and the value where no condition holds. */
    private static Expression choose(Call call) throws UnsupportedExpressionException {
        int choices = call.size() / 2;
        Expression[] conditions = new Expression[choices];
        Expression[] values = new Expression[choices];
        for (int i = 0; i < choices; i++) {
            conditions[i] = call.argument(2 * i);
            values[i] = call.argumentAsResult(2 * i + 1);
        }
        Expression otherwise = call.argumentAsResult(call.size() - 1);
        return row -> {
            for (int i = 0; i < conditions.length; i++) {
                if (Boolean.TRUE.equals(conditions[i].evaluate(row))) {
                    return values[i].evaluate(row);
                }
            }
            return otherwise.evaluate(row);
        };
    }

    private static Expression coalesce(Call call) throws UnsupportedExpressionException {
        Expression[] values = arguments(call);
        return row -> {
            for (Expression value : values) {
                Object found = value.evaluate(row);
                if (found != null) {
                    return found;
                }
            }
            return null;
        };
    }

    /** NULL where one of the values is NULL. */
    private static Expression extreme(Call call, String relation) throws UnsupportedExpressionException {
        Expression[] values = arguments(call);
        Expression better = Comparisons.ofPair(call, relation);
        return row -> {
            @Nullable Object[] pair = new @Nullable Object[2];
            for (Expression value : values) {
                pair[0] = value.evaluate(row);
                if (pair[0] == null) {
                    return null;
                }
                if (pair[1] == null || Boolean.TRUE.equals(better.evaluate(pair))) {
                    pair[1] = pair[0];
                }
            }
            return pair[1];
        };
    }

    private static Expression[] arguments(Call call) throws UnsupportedExpressionException {
        Expression[] values = new Expression[call.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = call.argumentAsResult(i);
        }
        return values;
    }
}
