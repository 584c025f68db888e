package dev.sluice.sql.plan;

import dev.sluice.sql.plan.FlatJoins.Uncorrelated;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Takes out of a query what it asks of the row that it is asked for, as long as it asks in WHERE and ON. */
final class Uncorrelating {

    private final RelNode outer;
    private final @Nullable CorrelationId variable;
    private final Refusals refusals;
    private final RexBuilder rex;
    private final int width;

    /** @param variable what the row is called in the query, or null where it asks nothing of it */
    Uncorrelating(RelNode outer, @Nullable CorrelationId variable, Refusals refusals) {
        this.outer = outer;
        this.variable = variable;
        this.refusals = refusals;
        rex = outer.getCluster().getRexBuilder();
        width = outer.getRowType().getFieldCount();
    }

    Uncorrelated of(RelNode query) throws InvalidScriptException {
        Uncorrelated found = parts(query);
        if (!RelOptUtil.getVariablesUsed(found.rows()).isEmpty()
                || found.conditions().stream().anyMatch(RexUtil::containsCorrelation)) {
            throw refusals.subQuery();
        }
        return found;
    }

    private Uncorrelated parts(RelNode query) throws InvalidScriptException {
        if (query instanceof Filter filter) {
            return filter(filter);
        }
        if (query instanceof Project project) {
            Uncorrelated input = parts(project.getInput());
            if (input.conditions().isEmpty() && input.rows() == project.getInput()) {
                return whole(project);
            }
            List<RexNode> outputs = new ArrayList<>();
            for (RexNode expression : project.getProjects()) {
                outputs.add(over(input, expression));
            }
            return new Uncorrelated(input.rows(), input.conditions(), outputs);
        }
        if (query instanceof Snapshot snapshot) {
            RexNode time = snapshot.getPeriod().accept(new Outer());
            return whole(snapshot.copy(snapshot.getTraitSet(), snapshot.getInput(), time));
        }
        return whole(query);
    }

    /** What is asked of the query alone stays in it. */
    private Uncorrelated filter(Filter filter) throws InvalidScriptException {
        Uncorrelated input = parts(filter.getInput());
        List<RexNode> conditions = new ArrayList<>(input.conditions());
        List<RexNode> own = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(filter.getCondition())) {
            RexNode asked = over(input, part);
            if (RelOptUtil.InputFinder.bits(asked).nextSetBit(0) >= width) {
                own.add(RexUtil.shift(asked, -width));
            } else {
                conditions.add(asked);
            }
        }
        if (conditions.isEmpty() && input.rows() == filter.getInput()) {
            return whole(filter);
        }
        RelNode rows =
                own.isEmpty() ? input.rows() : LogicalFilter.create(input.rows(), RexUtil.composeConjunction(rex, own));
        return new Uncorrelated(rows, conditions, input.outputs());
    }

    private Uncorrelated whole(RelNode rows) {
        List<RexNode> outputs = new ArrayList<>();
        rows.getRowType()
                .getFieldList()
                .forEach(field -> outputs.add(new RexInputRef(width + field.getIndex(), field.getType())));
        return new Uncorrelated(rows, List.of(), outputs);
    }

    /** An expression over the columns of {@code input} and the outer row's, as one over both. */
    private RexNode over(Uncorrelated input, RexNode expression) {
        return expression.accept(new Outer() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
                return input.outputs().get(column.getIndex());
            }
        });
    }

    /** Columns of the outer row, wherever they are asked for. */
    private class Outer extends RexShuttle {
        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            return access.getReferenceExpr() instanceof RexCorrelVariable of && of.id.equals(variable)
                    ? RexInputRef.of(access.getField().getIndex(), outer.getRowType())
                    : super.visitFieldAccess(access);
        }
    }
}
