package dev.sluice.sql.stream;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.JoinCondition;
import dev.sluice.sql.plan.Step;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a join: the columns of the left row, then those of the right one. */
final class RowPairs implements Serializable {

    private final int leftWidth;
    private final int rightWidth;
    private final @Nullable Expression condition;

    private RowPairs(int leftWidth, int rightWidth, @Nullable Expression condition) {
        this.leftWidth = leftWidth;
        this.rightWidth = rightWidth;
        this.condition = condition;
    }

    /** Pairs of rows of these steps, of which what has to be equal is equal. */
    static RowPairs of(Step left, Step right, JoinCondition condition) {
        return new RowPairs(left.rowType().getFieldCount(), right.rowType().getFieldCount(), condition.rest());
    }

    /** The two as one row, or null where they are no pair. */
    @Nullable
    Object @Nullable [] join(@Nullable Object[] left, @Nullable Object[] right) {
        @Nullable Object[] pair = Arrays.copyOf(left, leftWidth + rightWidth);
        System.arraycopy(right, 0, pair, leftWidth, rightWidth);
        return condition == null || Boolean.TRUE.equals(condition.evaluate(pair)) ? pair : null;
    }

    /** A left row without a partner: with NULLs behind it. */
    @Nullable
    Object[] left(@Nullable Object[] row) {
        return Arrays.copyOf(row, leftWidth + rightWidth);
    }

    /** A right row without a partner: with NULLs before it. */
    @Nullable
    Object[] right(@Nullable Object[] row) {
        @Nullable Object[] pair = new Object[leftWidth + rightWidth];
        System.arraycopy(row, 0, pair, leftWidth, rightWidth);
        return pair;
    }
}
