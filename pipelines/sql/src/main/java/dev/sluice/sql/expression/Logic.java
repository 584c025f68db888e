package dev.sluice.sql.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AND, OR, NOT and the questions about truth, in three values: NULL is "unknown". */
final class Logic {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("AND", Logic::and),
            Map.entry("OR", Logic::or),
            Map.entry("NOT", Strict.one((Boolean a) -> !a)),
            Map.entry("IS TRUE", call -> is(call, Boolean.TRUE, true)),
            Map.entry("IS NOT TRUE", call -> is(call, Boolean.TRUE, false)),
            Map.entry("IS FALSE", call -> is(call, Boolean.FALSE, true)),
            Map.entry("IS NOT FALSE", call -> is(call, Boolean.FALSE, false)),
            Map.entry("IS NULL", call -> is(call, null, true)),
            Map.entry("IS NOT NULL", call -> is(call, null, false)),
            Map.entry("IS UNKNOWN", call -> is(call, null, true)),
            Map.entry("IS NOT UNKNOWN", call -> is(call, null, false)));

    private Logic() {}

    private static Expression and(Call call) {
        return junction(call, Boolean.FALSE);
    }

    private static Expression or(Call call) {
        return junction(call, Boolean.TRUE);
    }

    /** The decisive value where an operand has it, whatever the others are; else NULL where one is NULL. */
    private static Expression junction(Call call, Boolean decisive) {
        Expression[] operands = call.arguments().toArray(Expression[]::new);
        return row -> {
            boolean unknown = false;
            for (Expression operand : operands) {
                Object value = operand.evaluate(row);
                if (decisive.equals(value)) {
                    return decisive;
                }
                unknown |= value == null;
            }
            return unknown ? null : !decisive;
        };
    }

    private static Expression is(Call call, @Nullable Boolean value, boolean wanted) {
        Expression operand = call.argument(0);
        if (value == null) {
            return row -> (operand.evaluate(row) == null) == wanted;
        }
        return row -> value.equals(operand.evaluate(row)) == wanted;
    }
}
