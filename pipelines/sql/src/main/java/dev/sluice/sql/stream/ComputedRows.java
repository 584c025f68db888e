package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that were left in, and computed of others. */
final class ComputedRows<T> implements RowReader<T> {

    private final RowReader<T> input;
    private final @Nullable Expression condition;
    private final Expression @Nullable [] projections;

    ComputedRows(RowReader<T> input, @Nullable Expression condition, @Nullable List<Expression> projections) {
        this.input = input;
        this.condition = condition;
        this.projections = projections == null ? null : projections.toArray(Expression[]::new);
    }

    @Override
    public void open() {
        input.open();
    }

    @Override
    public void read(T element, long timestamp, Tables tables, Rows rows) {
        input.read(element, timestamp, tables, new Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                if (condition == null || Boolean.TRUE.equals(condition.evaluate(row))) {
                    rows.row(projections == null ? row : project(projections, row), millis);
                }
            }

            @Override
            public void letter(DeadLetter letter) {
                rows.letter(letter);
            }
        });
    }

    private static @Nullable Object[] project(Expression[] projections, @Nullable Object[] row) {
        @Nullable Object[] projected = new Object[projections.length];
        for (int i = 0; i < projected.length; i++) {
            projected[i] = projections[i].evaluate(row);
        }
        return projected;
    }
}
