package dev.sluice.sql.expression;

import org.jspecify.annotations.Nullable;

/** The value of a column. */
public record Column(int index) implements Expression {

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row) {
        return row[index];
    }
}
