package dev.sluice.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/**
 * How the rows of a windowed query follow each other: those of one key in window after window, so that the newest of them stands for it.
 *
 * @param columns those that tell a key from others; at least one
 * @param window one that says which window a row is of, or -1 where none does
 */
public record LatestKey(List<Integer> columns, int window) {
    public LatestKey {
        columns = List.copyOf(columns);
    }

    /** What a column says. */
    private enum Says {
        KEY,
        WINDOW,
        VALUE
    }

    /** Empty where the query has no windows, no key beside them, or does not select the whole key. */
    static Optional<LatestKey> of(RelNode query) {
        return says(query)
                .map(columns -> new LatestKey(
                        IntStream.range(0, columns.size())
                                .filter(i -> columns.get(i) == Says.KEY)
                                .boxed()
                                .toList(),
                        columns.indexOf(Says.WINDOW)))
                .filter(latest -> !latest.columns().isEmpty());
    }

    private static Optional<List<Says>> says(RelNode node) {
        if (node instanceof Filter filter) {
            return says(filter.getInput());
        }
        if (node instanceof Project project) {
            return says(project.getInput()).flatMap(input -> selected(project.getProjects(), input));
        }
        return node instanceof Aggregate aggregate ? grouped(aggregate) : Optional.empty();
    }

    private static Optional<List<Says>> selected(List<RexNode> expressions, List<Says> input) {
        List<Says> columns = new ArrayList<>();
        List<Integer> keys = new ArrayList<>();
        for (RexNode expression : expressions) {
            if (expression instanceof RexInputRef column) {
                columns.add(input.get(column.getIndex()));
                keys.add(column.getIndex());
            } else {
                columns.add(isOfWindow(expression) ? Says.WINDOW : Says.VALUE);
            }
        }
        for (int i = 0; i < input.size(); i++) {
            if (input.get(i) == Says.KEY && !keys.contains(i)) {
                return Optional.empty();
            }
        }
        return Optional.of(columns);
    }

    private static Optional<List<Says>> grouped(Aggregate aggregate) {
        List<Says> columns = new ArrayList<>();
        for (int column : aggregate.getGroupSet()) {
            columns.add(isWindow(aggregate.getInput(), column) ? Says.WINDOW : Says.KEY);
        }
        if (!columns.contains(Says.WINDOW)) {
            return Optional.empty();
        }
        aggregate.getAggCallList().forEach(call -> columns.add(Says.VALUE));
        return Optional.of(columns);
    }

    private static boolean isWindow(RelNode node, int column) {
        if (node instanceof Filter filter) {
            return isWindow(filter.getInput(), column);
        }
        if (node instanceof Project project) {
            RexNode expression = project.getProjects().get(column);
            return expression instanceof RexInputRef input
                    ? isWindow(project.getInput(), input.getIndex())
                    : isOfWindow(expression);
        }
        if (node instanceof Aggregate aggregate) {
            return column < aggregate.getGroupCount()
                    && isWindow(aggregate.getInput(), aggregate.getGroupSet().nth(column));
        }
        // Its last three columns are a window's start, end and time.
        return node instanceof TableFunctionScan && column >= node.getRowType().getFieldCount() - 3;
    }

    private static boolean isOfWindow(RexNode expression) {
        return expression instanceof RexCall call
                && (GroupWindow.of(call.getOperator()).isPresent()
                        || GroupWindow.Property.of(call.getOperator()).isPresent());
    }
}
