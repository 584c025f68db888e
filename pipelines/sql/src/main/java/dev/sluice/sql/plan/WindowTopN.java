package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Relation.WindowColumns;
import dev.sluice.sql.script.InvalidScriptException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;

/**
 * Plans the first rows of each window: {@code SELECT … FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, … ORDER BY …) AS n
 * FROM …) WHERE n <= 3}.
 */
final class WindowTopN {

    /** More rows than these are no first rows, and would be held in memory. */
    private static final long MOST = 10_000;

    private final StepBuilder builder;
    private final RelDataTypeFactory types;
    private final Refusals refusals;

    WindowTopN(StepBuilder builder, RelDataTypeFactory types, Refusals refusals) {
        this.builder = builder;
        this.types = types;
        this.refusals = refusals;
    }

    Relation topN(Filter filter, Project project) throws InvalidScriptException {
        int rank = rank(project);
        RexOver over = (RexOver) project.getProjects().get(rank);
        OptionalLong most = most(filter.getCondition(), rank);
        if (over.getOperator().getKind() != SqlKind.ROW_NUMBER || most.isEmpty() || most.getAsLong() > MOST) {
            throw refusals.over();
        }
        List<RexNode> expressions = new ArrayList<>(project.getProjects());
        expressions.set(rank, null);
        List<RexNode> asked = new ArrayList<>();
        expressions.stream().filter(e -> e != null).forEach(asked::add);
        asked.addAll(over.getWindow().partitionKeys);
        over.getWindow().orderKeys.forEach(key -> asked.add(key.left));
        Relation input = builder.build(project.getInput(), StepBuilder.used(asked));
        WindowColumns window = input.window();
        if (window == null || window.hidden() || !hasWindow(over, window)) {
            throw refusals.over();
        }

        // Behind the selected columns: the window, the rest of the partition, what is sorted by.
        int width = expressions.size();
        List<Expression> projections = new ArrayList<>();
        RelDataTypeFactory.Builder rowType =
                types.builder().addAll(project.getRowType().getFieldList());
        for (RexNode expression : expressions) {
            projections.add(
                    expression == null
                            ? row -> null
                            : builder.compile(List.of(expression)).get(0));
        }
        List<RexNode> behind = new ArrayList<>(List.of(ref(project, window.start()), ref(project, window.end())));
        over.getWindow().partitionKeys.stream()
                .filter(key -> !(key instanceof RexInputRef column && window.has(column.getIndex())))
                .forEach(behind::add);
        int keys = behind.size();
        List<Step.SortKey> order = new ArrayList<>();
        for (RexFieldCollation key : over.getWindow().orderKeys) {
            order.add(new Step.SortKey(
                    width + behind.size(),
                    key.getDirection() == RelFieldCollation.Direction.DESCENDING,
                    areNullsFirst(key)));
            behind.add(key.left);
        }
        for (RexNode expression : behind) {
            rowType.add("behind" + projections.size(), expression.getType());
        }
        projections.addAll(builder.compile(behind));
        RelDataType built = rowType.build();
        builder.checkKeys(
                built, IntStream.range(width, projections.size()).boxed().toList());
        Step keyed = new Step.Compute(input.step(), null, projections, built);
        List<Integer> partition = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            partition.add(width + i);
        }
        Step first = new Step.TopN(keyed, partition, order, (int) most.getAsLong(), rank, project.getRowType());
        Relation columns = builder.columns(input, expressions);
        Step filtered = new Step.Compute(
                first, builder.compile(List.of(filter.getCondition())).get(0), null, first.rowType());
        return new Relation(filtered, columns.times(), columns.window(), null);
    }

    /** NULL is the lowest value where nothing is said of it. */
    private static boolean areNullsFirst(RexFieldCollation key) {
        return key.right.contains(SqlKind.NULLS_FIRST)
                || (!key.right.contains(SqlKind.NULLS_LAST)
                        && key.getDirection() != RelFieldCollation.Direction.DESCENDING);
    }

    private static RexNode ref(Project project, int column) {
        RelDataType input = project.getInput().getRowType();
        return new RexInputRef(column, input.getFieldList().get(column).getType());
    }

    private int rank(Project project) throws InvalidScriptException {
        int rank = -1;
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode expression = project.getProjects().get(i);
            if (expression instanceof RexOver && rank < 0) {
                rank = i;
            } else if (RexOver.containsOver(List.of(expression), null)) {
                throw refusals.over();
            }
        }
        if (rank < 0) {
            throw refusals.over();
        }
        return rank;
    }

    private static boolean hasWindow(RexOver over, WindowColumns window) {
        List<Integer> columns = over.getWindow().partitionKeys.stream()
                .filter(RexInputRef.class::isInstance)
                .map(key -> ((RexInputRef) key).getIndex())
                .toList();
        return columns.contains(window.start()) && columns.contains(window.end());
    }

    /** How many rows the condition lets through at most: by {@code n <= 3}, {@code n < 4}, {@code n = 1} among what it joins by AND. */
    private static OptionalLong most(RexNode condition, int rank) {
        OptionalLong most = OptionalLong.empty();
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            if (part instanceof RexCall call
                    && call.operands.size() == 2
                    && call.operands.get(0) instanceof RexInputRef column
                    && column.getIndex() == rank
                    && call.operands.get(1) instanceof RexLiteral literal) {
                BigDecimal value = literal.getValueAs(BigDecimal.class);
                if (value == null) {
                    continue;
                }
                long bound = value.longValue();
                switch (call.getKind()) {
                    case LESS_THAN_OR_EQUAL, EQUALS -> most = OptionalLong.of(bound);
                    case LESS_THAN -> most = OptionalLong.of(bound - 1);
                    default -> {}
                }
            } else if (part.getKind() == SqlKind.SEARCH) {
                return searched(part, rank);
            }
        }
        return most;
    }

    /** {@code n BETWEEN 2 AND 4} comes as a search. */
    private static OptionalLong searched(RexNode search, int rank) {
        RexCall call = (RexCall) search;
        if (!(call.operands.get(0) instanceof RexInputRef column)
                || column.getIndex() != rank
                || !(call.operands.get(1) instanceof RexLiteral literal)) {
            return OptionalLong.empty();
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        org.apache.calcite.util.Sarg<BigDecimal> sarg = literal.getValueAs(org.apache.calcite.util.Sarg.class);
        if (sarg == null || sarg.rangeSet.isEmpty() || !sarg.rangeSet.span().hasUpperBound()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sarg.rangeSet.span().upperEndpoint().longValue());
    }
}
