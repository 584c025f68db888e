package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Makes joins of what asks a query for each row: IN and EXISTS, and tables as of a time of the row. Then moves conditions to where joins find
 * them.
 */
final class FlatJoins {

    private final RexBuilder rex;
    private final Refusals refusals;

    private FlatJoins(RexBuilder rex, Refusals refusals) {
        this.rex = rex;
        this.refusals = refusals;
    }

    static RelNode of(RelNode plan, Refusals refusals) throws InvalidScriptException {
        RelNode flat = new FlatJoins(plan.getCluster().getRexBuilder(), refusals).flat(plan);
        HepPlanner pushing = new HepPlanner(HepProgram.builder()
                .addRuleInstance(CoreRules.FILTER_INTO_JOIN)
                .addRuleInstance(CoreRules.JOIN_CONDITION_PUSH)
                .build());
        pushing.setRoot(flat);
        return pushing.findBestExp();
    }

    private RelNode flat(RelNode node) throws InvalidScriptException {
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : node.getInputs()) {
            inputs.add(flat(input));
        }
        if (node instanceof Filter filter && RexUtil.SubQueryFinder.find(filter.getCondition()) != null) {
            return filter(filter, inputs.get(0));
        }
        if (node instanceof Correlate correlate) {
            return correlate(correlate, inputs.get(0), inputs.get(1));
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    /** Each query among what a filter joins by AND becomes a join; the others stay. */
    private RelNode filter(Filter filter, RelNode input) throws InvalidScriptException {
        RelNode rows = input;
        List<RexNode> others = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(filter.getCondition())) {
            boolean not = part.getKind() == SqlKind.NOT;
            RexNode asked = not ? ((RexCall) part).operands.get(0) : part;
            if (asked instanceof RexSubQuery query
                    && (query.getKind() == SqlKind.IN || query.getKind() == SqlKind.EXISTS)) {
                rows = join(rows, query, not, filter.getVariablesSet());
            } else if (RexUtil.SubQueryFinder.find(part) == null) {
                others.add(part);
            } else {
                throw refusals.subQuery();
            }
        }
        return others.isEmpty() ? rows : LogicalFilter.create(rows, RexUtil.composeConjunction(rex, others));
    }

    private RelNode join(RelNode rows, RexSubQuery query, boolean not, Set<CorrelationId> variables)
            throws InvalidScriptException {
        CorrelationId variable =
                variables.isEmpty() ? null : variables.iterator().next();
        Uncorrelated asked = new Uncorrelating(rows, variable, refusals).of(flat(query.rel));
        List<RexNode> conditions = new ArrayList<>(asked.conditions());
        for (int i = 0; i < query.operands.size(); i++) {
            RexNode value = query.operands.get(i);
            RexNode found = asked.outputs().get(i);
            RexNode same = rex.makeCall(SqlStdOperatorTable.EQUALS, value, found);
            conditions.add(not ? orUnknown(same, value, found) : same);
        }
        return LogicalJoin.create(
                rows,
                asked.rows(),
                List.of(),
                RexUtil.composeConjunction(rex, conditions),
                Set.of(),
                not ? JoinRelType.ANTI : JoinRelType.SEMI);
    }

    /** NOT IN is TRUE only where nothing that was found could be the value: NULL could. */
    private RexNode orUnknown(RexNode same, RexNode value, RexNode found) {
        List<RexNode> either = new ArrayList<>(List.of(same));
        for (RexNode one : List.of(value, found)) {
            if (one.getType().isNullable()) {
                either.add(rex.makeCall(SqlStdOperatorTable.IS_NULL, one));
            }
        }
        return RexUtil.composeDisjunction(rex, either);
    }

    private RelNode correlate(Correlate correlate, RelNode left, RelNode right) throws InvalidScriptException {
        RelNode asks = right;
        while (asks instanceof Project project) {
            asks = project.getInput();
        }
        if (asks instanceof Uncollect) {
            throw refusals.of(asks);
        }
        Uncorrelated asked = new Uncorrelating(left, correlate.getCorrelationId(), refusals).of(right);
        RelNode join = LogicalJoin.create(
                left,
                asked.rows(),
                List.of(),
                RexUtil.composeConjunction(rex, asked.conditions()),
                Set.of(),
                correlate.getJoinType());
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < left.getRowType().getFieldCount(); i++) {
            columns.add(RexInputRef.of(i, join.getRowType()));
        }
        for (RexNode output : asked.outputs()) {
            if (output instanceof RexInputRef column) {
                columns.add(RexInputRef.of(column.getIndex(), join.getRowType()));
            } else if (correlate.getJoinType() == JoinRelType.INNER) {
                columns.add(output);
            } else {
                throw refusals.subQuery(); // it would be computed of the NULLs of a row without a partner, too
            }
        }
        return LogicalProject.create(
                join, List.of(), columns, correlate.getRowType().getFieldNames());
    }

    /**
     * A query that was asked for each row of another one.
     *
     * @param rows without what it asks of that one
     * @param conditions what it asks, over the columns of both
     * @param outputs its columns, over the columns of both
     */
    record Uncorrelated(RelNode rows, List<RexNode> conditions, List<RexNode> outputs) {}
}
