package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.AggregateCall;
import dev.sluice.sql.expression.Column;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out steps that do nothing but choose columns, where the step before or behind can choose for itself: such a step makes an array for each
 * record.
 */
final class Choices {

    private Choices() {}

    /** The same aggregate of rows as they were before columns were chosen. */
    static Step.Aggregate without(Step.Aggregate aggregate) {
        Optional<int[]> choice = aggregate.input() instanceof Step.Compute input && input.condition() == null
                ? columns(input.projections())
                : Optional.empty();
        return choice.map(columns -> without(aggregate, ((Step.Compute) aggregate.input()).input(), columns))
                .orElse(aggregate);
    }

    private static Step.Aggregate without(Step.Aggregate aggregate, Step input, int[] columns) {
        Windowing windowing = aggregate.windowing() instanceof Windowing.Given given
                ? new Windowing.Given(columns[given.start()], columns[given.end()])
                : aggregate.windowing();
        List<AggregateCall> calls =
                aggregate.calls().stream().map(call -> call.of(columns)).toList();
        return without(new Step.Aggregate(
                input,
                windowing,
                windowing instanceof Windowing.Given ? aggregate.time() : columns[aggregate.time()],
                aggregate.keys().stream().map(key -> columns[key]).toList(),
                calls,
                aggregate.output(),
                aggregate.rowType()));
    }

    /** The same step, with the one before in it where this one only chooses of what that computes. */
    static Step.Compute merged(Step.Compute compute) {
        if (compute.condition() != null || !(compute.input() instanceof Step.Compute before)) {
            return compute;
        }
        Optional<int[]> columns = columns(compute.projections());
        List<Expression> computed = before.projections();
        if (columns.isEmpty()) {
            return compute;
        }
        List<Expression> chosen = computed == null
                ? compute.projections()
                : Objects.requireNonNull(compute.projections()).stream()
                        .map(column -> computed.get(((Column) column).index()))
                        .toList();
        return merged(new Step.Compute(before.input(), before.condition(), chosen, compute.rowType()));
    }

    private static Optional<int[]> columns(@Nullable List<Expression> projections) {
        return projections != null && projections.stream().allMatch(Column.class::isInstance)
                ? Optional.of(projections.stream()
                        .mapToInt(column -> ((Column) column).index())
                        .toArray())
                : Optional.empty();
    }
}
