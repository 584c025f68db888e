package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.expression.ExpressionCompiler;
import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.plan.Relation.Unfolded;
import dev.sluice.sql.plan.Relation.WindowColumns;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Makes steps of a plan of Calcite's, from its leaves up, and keeps account of what columns say of time. */
final class StepBuilder {

    private final RelDataTypeFactory types;
    private final Refusals refusals;

    StepBuilder(RelDataTypeFactory types, Refusals refusals) {
        this.types = types;
        this.refusals = refusals;
    }

    /** The steps of a whole query. */
    Step build(RelNode query) throws InvalidScriptException {
        Step step = build(query, all(query)).step();
        if (givesSessions(step)) {
            throw refusals.sessions();
        }
        return step;
    }

    private static boolean givesSessions(Step step) {
        return step instanceof Step.Sessions || step.inputs().stream().anyMatch(StepBuilder::givesSessions);
    }

    private static ImmutableBitSet all(RelNode node) {
        return ImmutableBitSet.range(node.getRowType().getFieldCount());
    }

    /** @param used which of its columns anything is asked of */
    Relation build(RelNode node, ImmutableBitSet used) throws InvalidScriptException {
        if (node instanceof TableScan scan) {
            return scan(scan, used);
        }
        if (node instanceof Project project) {
            return project(project);
        }
        if (node instanceof Filter filter) {
            return filter(filter, used);
        }
        if (node instanceof TableFunctionScan function) {
            return new WindowTables(this, refusals).windows(function, used);
        }
        if (node instanceof Aggregate aggregate) {
            return new WindowAggregates(this, types, refusals).aggregate(aggregate);
        }
        if (node instanceof Union union) {
            return union(union);
        }
        if (node instanceof Join join) {
            return new Joins(this, types, refusals).join(join, used);
        }
        if (node instanceof Snapshot snapshot) {
            if (Joins.column(snapshot.getPeriod()) == null) {
                throw refusals.systemTime();
            }
            return build(snapshot.getInput(), used);
        }
        if (node instanceof Values values) {
            return constants(values);
        }
        throw refusals.of(node);
    }

    private static Relation scan(TableScan scan, ImmutableBitSet used) {
        PlannedTable table = scan.getTable().unwrapOrThrow(PlannedTable.class);
        int rowtime = table.columns().rowtime();
        return Relation.of(
                new Step.Scan(table.table(), table.columns(), used),
                rowtime < 0 ? ImmutableBitSet.of() : ImmutableBitSet.of(rowtime));
    }

    private Relation constants(Values values) throws InvalidScriptException {
        List<SqlRow> rows = new ArrayList<>();
        for (List<RexLiteral> literals : values.getTuples()) {
            List<RexNode> columns = new ArrayList<>();
            for (int i = 0; i < literals.size(); i++) {
                RelDataType type = values.getRowType().getFieldList().get(i).getType();
                columns.add(new RexBuilder(types).makeAbstractCast(type, literals.get(i)));
            }
            rows.add(new SqlRow(compile(columns).stream()
                    .map(column -> column.evaluate(new Object[0]))
                    .toArray()));
        }
        return Relation.of(new Step.Constants(rows, values.getRowType()), ImmutableBitSet.of());
    }

    private Relation project(Project project) throws InvalidScriptException {
        if (RexOver.containsOver(project.getProjects(), null)) {
            throw refusals.over();
        }
        Relation input = build(project.getInput(), used(project.getProjects()));
        return project(input, project.getProjects(), project.getRowType());
    }

    /** What is selected of {@code input}. */
    Relation project(Relation input, List<RexNode> selected, RelDataType rowType) throws InvalidScriptException {
        List<RexNode> expressions = hiddenWindow(input, selected);
        Relation columns = columns(input, expressions);
        List<Expression> compiled = compile(expressions);
        Step step = new Step.Compute(input.step(), null, compiled, rowType);
        WindowColumns window = columns.window();
        Unfolded unfolded = input.unfolded();
        return new Relation(
                step,
                columns.times(),
                window,
                window != null && unfolded != null && passesWindows(expressions, input.window())
                        ? new Unfolded(
                                new Step.Compute(unfolded.step(), null, compiled, rowType),
                                unfolded.windowing(),
                                unfolded.keys().stream()
                                        .map(key -> place(key, expressions))
                                        .toList())
                        : null);
    }

    /** What columns that are made by these expressions say of time; null is one that says nothing. */
    Relation columns(Relation input, List<@Nullable RexNode> expressions) {
        ImmutableBitSet.Builder times = ImmutableBitSet.builder();
        int[] window = {-1, -1, -1};
        for (int i = 0; i < expressions.size(); i++) {
            if (!(expressions.get(i) instanceof RexInputRef column)) {
                continue;
            }
            WindowColumns of = input.window();
            if (input.isTime(column.getIndex())) {
                times.set(i);
            }
            if (of != null && of.has(column.getIndex())) {
                int which = column.getIndex() == of.start() ? 0 : column.getIndex() == of.end() ? 1 : 2;
                window[which] = window[which] < 0 ? i : window[which];
            }
        }
        boolean windowed = window[0] >= 0 && window[1] >= 0;
        return new Relation(
                input.step(),
                times.build(),
                windowed ? new WindowColumns(window[0], window[1], window[2], false) : null,
                null);
    }

    /** The first of the expressions that is just this column, or -1. */
    private static int place(int column, List<RexNode> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            if (expressions.get(i) instanceof RexInputRef ref && ref.getIndex() == column) {
                return i;
            }
        }
        return -1;
    }

    private Relation filter(Filter filter, ImmutableBitSet used) throws InvalidScriptException {
        RexNode condition = filter.getCondition();
        if (filter.getInput() instanceof Project ranked && RexOver.containsOver(ranked.getProjects(), null)) {
            return new WindowTopN(this, types, refusals).topN(filter, ranked);
        }
        Relation input = build(filter.getInput(), used.union(RelOptUtil.InputFinder.bits(condition)));
        List<RexNode> rewritten = hiddenWindow(input, List.of(condition));
        Expression compiled = compile(rewritten).get(0);
        Unfolded unfolded = input.unfolded();
        return new Relation(
                new Step.Compute(input.step(), compiled, null, input.step().rowType()),
                input.times(),
                input.window(),
                unfolded != null && !asksOfWindows(rewritten.get(0), input.window())
                        ? unfolded.after(new Step.Compute(
                                unfolded.step(), compiled, null, unfolded.step().rowType()))
                        : null);
    }

    private Relation union(Union union) throws InvalidScriptException {
        if (!union.all) {
            throw refusals.of(union);
        }
        List<Step> inputs = new ArrayList<>();
        ImmutableBitSet times = all(union);
        WindowColumns window = null;
        for (RelNode each : union.getInputs()) {
            Relation input = as(union.getRowType(), build(each, all(each)));
            times = times.intersect(input.times());
            window =
                    inputs.isEmpty() || input.window() == null || input.window().equals(window) ? input.window() : null;
            inputs.add(input.step());
        }
        return new Relation(new Step.Union(inputs, union.getRowType()), times, window, null);
    }

    /** The rows with types of other columns, where theirs are not the same but for NULL. */
    private Relation as(RelDataType rowType, Relation input) throws InvalidScriptException {
        List<RelDataTypeField> from = input.step().rowType().getFieldList();
        List<RexNode> columns = new ArrayList<>();
        boolean same = true;
        for (RelDataTypeField to : rowType.getFieldList()) {
            RexNode column = RexInputRef.of(to.getIndex(), from);
            boolean casts = !SqlTypeUtil.equalSansNullability(types, column.getType(), to.getType());
            columns.add(casts ? new RexBuilder(types).makeCast(to.getType(), column) : column);
            same &= !casts;
        }
        return same ? input : project(input, columns, rowType);
    }

    /** Looks at columns that rows are grouped or sorted by. */
    void checkKeys(RelDataType rowType, Iterable<Integer> keys) throws InvalidScriptException {
        for (int key : keys) {
            RelDataType type = rowType.getFieldList().get(key).getType();
            if (isUnordered(type)) {
                throw refusals.key(type);
            }
        }
    }

    /** Whether equal values may be written in different ways. */
    private static boolean isUnordered(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case MAP, MULTISET -> true;
            case ARRAY -> type.getComponentType() != null && isUnordered(type.getComponentType());
            case ROW -> type.getFieldList().stream().anyMatch(field -> isUnordered(field.getType()));
            default -> false;
        };
    }

    /** Which columns of their input expressions ask for. */
    static ImmutableBitSet used(List<RexNode> expressions) {
        return RelOptUtil.InputFinder.bits(expressions, null);
    }

    /** A timestamp of a window: to the millisecond. */
    RelDataType windowTime() {
        return types.createTypeWithNullability(types.createSqlType(SqlTypeName.TIMESTAMP, 3), false);
    }

    List<Expression> compile(List<? extends RexNode> expressions) throws InvalidScriptException {
        List<Expression> compiled = new ArrayList<>(expressions.size());
        for (RexNode expression : expressions) {
            try {
                compiled.add(ExpressionCompiler.compile(expression));
            } catch (UnsupportedExpressionException e) {
                throw RexUtil.SubQueryFinder.find(expression) == null ? refusals.expression(e) : refusals.subQuery();
            }
        }
        return compiled;
    }

    /** Whether expressions take columns of windows as they are or not at all. */
    private static boolean passesWindows(List<RexNode> expressions, @Nullable WindowColumns window) {
        return expressions.stream().allMatch(e -> e instanceof RexInputRef || !asksOfWindows(e, window));
    }

    private static boolean asksOfWindows(RexNode expression, @Nullable WindowColumns window) {
        return window != null && used(List.of(expression)).asList().stream().anyMatch(window::has);
    }

    /** Expressions that ask a group's window for its start, end or time, as columns. */
    List<RexNode> hiddenWindow(Relation input, List<RexNode> expressions) {
        WindowColumns window = input.window();
        if (window == null || !window.hidden()) {
            return expressions;
        }
        HiddenWindow columns = new HiddenWindow(window, windowTime());
        return expressions.stream().map(e -> e.accept(columns)).toList();
    }

    private static final class HiddenWindow extends RexShuttle {

        private final WindowColumns window;
        private final RelDataType type;

        HiddenWindow(WindowColumns window, RelDataType type) {
            this.window = window;
            this.type = type;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            return GroupWindow.Property.of(call.getOperator())
                    .<RexNode>map(property -> new RexInputRef(
                            switch (property) {
                                case START -> window.start();
                                case END -> window.end();
                                case ROWTIME -> window.time();
                            },
                            type))
                    .orElseGet(() -> super.visitCall(call));
        }
    }
}
