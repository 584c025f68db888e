package dev.sluice.sql.expression;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The same value for every row. */
record Constant(@Nullable Serializable value) implements Expression {

    private static final @Nullable Object[] NO_COLUMNS = {};

    Constant(@Nullable Object value) {
        this((Serializable) value);
    }

    /** The value of an expression that reads no column; one that has none is left, to say so where a row wants it. */
    static Expression of(Expression expression) {
        try {
            return new Constant(expression.evaluate(NO_COLUMNS));
        } catch (EvaluationException noValue) {
            return expression;
        }
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row) {
        return value;
    }
}
