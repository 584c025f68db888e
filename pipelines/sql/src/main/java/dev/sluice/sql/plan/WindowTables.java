package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Column;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.Relation.Unfolded;
import dev.sluice.sql.plan.Relation.WindowColumns;
import dev.sluice.sql.script.InvalidScriptException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/** Plans windows as table functions: {@code TABLE(HOP(TABLE t, DESCRIPTOR(ts), …))}. */
final class WindowTables {

    private final StepBuilder builder;
    private final Refusals refusals;

    WindowTables(StepBuilder builder, Refusals refusals) {
        this.builder = builder;
        this.refusals = refusals;
    }

    Relation windows(TableFunctionScan scan, ImmutableBitSet used) throws InvalidScriptException {
        RexCall call = (RexCall) scan.getCall();
        if (!(call.getOperator() instanceof WindowTableFunction)) {
            throw refusals.of(scan);
        }
        RelNode input = scan.getInput(0);
        int columns = input.getRowType().getFieldCount();
        List<Integer> described = ((RexCall) call.operands.get(WindowTableFunction.TIME))
                .operands.stream()
                        .map(column -> ((RexInputRef) column).getIndex())
                        .toList();
        int time = described.get(0);
        List<Integer> keys = described.subList(1, described.size());
        Relation rows = builder.build(
                input, used.intersect(ImmutableBitSet.range(columns)).union(ImmutableBitSet.of(described)));
        if (!rows.times().get(time)) {
            throw refusals.noEventTime(
                    call.getOperator().getName(),
                    input.getRowType().getFieldNames().get(time));
        }
        Windowing windowing = windowing(
                call.getOperator().getName(),
                call.operands.subList(WindowTableFunction.INTERVALS, call.operands.size()),
                refusals);
        WindowColumns window = new WindowColumns(columns, columns + 1, columns + 2, false);
        Step folded = windowing instanceof Windowing.Sliced sliced
                ? new Step.Windows(rows.step(), sliced, time, scan.getRowType())
                : new Step.Sessions(rows.step(), scan.getRowType());
        return new Relation(
                folded,
                ImmutableBitSet.of(window.time()),
                window,
                new Unfolded(beforeWindows(rows.step(), columns, time, scan), windowing, keys));
    }

    /** The rows with their time in place of the window's start, end and time, of which the start alone is asked for. */
    private static Step beforeWindows(Step rows, int columns, int time, TableFunctionScan scan) {
        List<Expression> projections = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            projections.add(new Column(i));
        }
        projections.addAll(Collections.nCopies(3, new Column(time)));
        return new Step.Compute(rows, null, projections, scan.getRowType());
    }

    /** @param intervals the operands of the window, behind its time */
    static Windowing windowing(String name, List<RexNode> intervals, Refusals refusals) throws InvalidScriptException {
        long[] millis = new long[intervals.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = millis(intervals.get(i), name, refusals);
        }
        try {
            return switch (name) {
                case WindowOperators.TUMBLE -> new Windowing.Tumble(millis[0], offset(millis, 1));
                case WindowOperators.HOP -> new Windowing.Hop(millis[0], millis[1], offset(millis, 2));
                case WindowOperators.CUMULATE -> new Windowing.Cumulate(millis[0], millis[1], offset(millis, 2));
                case WindowOperators.SESSION -> new Windowing.Session(millis[0]);
                default -> throw new IllegalArgumentException("there is no window " + name);
            };
        } catch (IllegalArgumentException e) {
            throw refusals.window(name, String.valueOf(e.getMessage()));
        }
    }

    private static long offset(long[] millis, int index) {
        return millis.length > index ? millis[index] : 0;
    }

    private static long millis(RexNode interval, String name, Refusals refusals) throws InvalidScriptException {
        if (interval instanceof RexLiteral literal
                && SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())) {
            BigDecimal value = literal.getValueAs(BigDecimal.class);
            if (value != null) {
                return value.longValue();
            }
        }
        throw refusals.window(
                name,
                "expected intervals of days, hours, minutes and seconds, such as INTERVAL '10' SECOND, found "
                        + interval);
    }
}
