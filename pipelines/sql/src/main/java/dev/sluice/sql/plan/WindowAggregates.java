package dev.sluice.sql.plan;

import dev.sluice.sql.aggregate.AggregateCall;
import dev.sluice.sql.aggregate.AggregateFunction;
import dev.sluice.sql.aggregate.AggregateFunctions;
import dev.sluice.sql.plan.Relation.Unfolded;
import dev.sluice.sql.plan.Relation.WindowColumns;
import dev.sluice.sql.plan.Step.Part;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Plans aggregates: of a window among the group's keys, or of rows that say which window they are in. */
final class WindowAggregates {

    private final StepBuilder builder;
    private final RelDataTypeFactory types;
    private final Refusals refusals;

    WindowAggregates(StepBuilder builder, RelDataTypeFactory types, Refusals refusals) {
        this.builder = builder;
        this.types = types;
        this.refusals = refusals;
    }

    Relation aggregate(Aggregate aggregate) throws InvalidScriptException {
        if (!aggregate.getGroupType().equals(Aggregate.Group.SIMPLE)) {
            throw refusals.groupingSets();
        }
        if (aggregate.getInput() instanceof Project project) {
            int window = groupWindow(project.getProjects(), aggregate.getGroupSet());
            if (window >= 0) {
                return overGroupWindow(aggregate, project, window);
            }
        }
        RelNode input = aggregate.getInput();
        Relation rows =
                builder.build(input, ImmutableBitSet.range(input.getRowType().getFieldCount()));
        WindowColumns window = rows.window();
        if (window == null
                || window.hidden()
                || !aggregate.getGroupSet().get(window.start())
                || !aggregate.getGroupSet().get(window.end())) {
            throw refusals.unwindowed();
        }
        return overGivenWindows(aggregate, rows, window);
    }

    private static int groupWindow(List<RexNode> keys, ImmutableBitSet group) {
        for (int key : group) {
            if (keys.get(key) instanceof RexCall call
                    && GroupWindow.of(call.getOperator()).isPresent()) {
                return key;
            }
        }
        return -1;
    }

    /** {@code GROUP BY HOP(ts, …), key}: the time stands where the window stood, and behind the columns its end and its last time. */
    private Relation overGroupWindow(Aggregate aggregate, Project project, int window) throws InvalidScriptException {
        RexCall call = (RexCall) project.getProjects().get(window);
        GroupWindow kind = GroupWindow.of(call.getOperator()).orElseThrow();
        Refusals here = refusals.at(line(call, kind.operands()), line(call, kind.operands() + 1));
        List<RexNode> expressions = new ArrayList<>(project.getProjects());
        expressions.set(window, call.operands.get(0));
        Relation rows = builder.build(project.getInput(), StepBuilder.used(expressions));
        RexNode time = builder.hiddenWindow(rows, expressions).get(window);
        if (!(time instanceof RexInputRef column) || !rows.isTime(column.getIndex())) {
            throw here.noEventTime(kind.name(), name(time, project.getInput()));
        }
        Windowing windowing = WindowTables.windowing(kind.name(), call.operands.subList(1, kind.operands()), here);
        Step input = builder.project(rows, expressions, project.getRowType()).step();

        List<Integer> keys = aggregate.getGroupSet().clear(window).asList();
        builder.checkKeys(project.getRowType(), keys);
        List<Part> output = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            output.add(key == window ? Part.window(Part.Of.WINDOW_START) : Part.key(keys.indexOf(key)));
        }
        int start = output.indexOf(Part.window(Part.Of.WINDOW_START));
        addCalls(aggregate, output);
        int end = output.size();
        output.add(Part.window(Part.Of.WINDOW_END));
        output.add(Part.window(Part.Of.WINDOW_TIME));
        RelDataType rowType = types.builder()
                .addAll(aggregate.getRowType().getFieldList())
                .add("window_end", builder.windowTime())
                .add("window_time", builder.windowTime())
                .build();
        Step step = new Step.Aggregate(input, windowing, window, keys, calls(aggregate), output, rowType);
        return new Relation(step, ImmutableBitSet.of(), new WindowColumns(start, end, end + 1, true), null);
    }

    /** {@code GROUP BY window_start, window_end, key}. */
    private Relation overGivenWindows(Aggregate aggregate, Relation rows, WindowColumns window)
            throws InvalidScriptException {
        Unfolded unfolded = rows.unfolded();
        if (unfolded == null && rows.step() instanceof Step.Sessions) {
            throw refusals.sessions();
        }
        List<Integer> keys = new ArrayList<>();
        List<Part> output = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            if (key == window.start()) {
                output.add(Part.window(Part.Of.WINDOW_START));
            } else if (key == window.end()) {
                output.add(Part.window(Part.Of.WINDOW_END));
            } else if (key == window.time()) {
                output.add(Part.window(Part.Of.WINDOW_TIME));
            } else {
                output.add(Part.key(keys.size()));
                keys.add(key);
            }
        }
        builder.checkKeys(aggregate.getInput().getRowType(), keys);
        if (unfolded != null
                && unfolded.windowing() instanceof Windowing.Session
                && !Set.copyOf(keys).equals(Set.copyOf(unfolded.keys()))) {
            throw refusals.sessionKeys();
        }
        WindowColumns result = new WindowColumns(
                output.indexOf(Part.window(Part.Of.WINDOW_START)),
                output.indexOf(Part.window(Part.Of.WINDOW_END)),
                output.indexOf(Part.window(Part.Of.WINDOW_TIME)),
                false);
        addCalls(aggregate, output);
        Step step = new Step.Aggregate(
                unfolded == null ? rows.step() : unfolded.step(),
                unfolded == null ? new Windowing.Given(window.start(), window.end()) : unfolded.windowing(),
                window.start(),
                keys,
                calls(aggregate),
                output,
                aggregate.getRowType());
        return new Relation(
                step, result.time() < 0 ? ImmutableBitSet.of() : ImmutableBitSet.of(result.time()), result, null);
    }

    private static void addCalls(Aggregate aggregate, List<Part> output) {
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            output.add(Part.call(i));
        }
    }

    private List<AggregateCall> calls(Aggregate aggregate) throws InvalidScriptException {
        List<AggregateCall> calls = new ArrayList<>();
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            List<RelDataType> operands = call.getArgList().stream()
                    .map(i -> aggregate
                            .getInput()
                            .getRowType()
                            .getFieldList()
                            .get(i)
                            .getType())
                    .toList();
            String name = call.getAggregation().getName();
            Optional<AggregateFunction> function =
                    AggregateFunctions.of(name, call.isDistinct(), operands, call.getType());
            if (function.isEmpty() || !call.getCollation().getFieldCollations().isEmpty()) {
                throw refusals.aggregate(name);
            }
            calls.add(new AggregateCall(
                    function.get(),
                    call.getArgList().stream().mapToInt(Integer::intValue).toArray(),
                    call.filterArg));
        }
        return calls;
    }

    private static int line(RexCall call, int operand) {
        Integer value = ((RexLiteral) call.operands.get(operand)).getValueAs(Integer.class);
        return value == null ? 0 : value;
    }

    private static String name(RexNode time, RelNode input) {
        return time instanceof RexInputRef column
                ? input.getRowType().getFieldNames().get(column.getIndex())
                : String.valueOf(time);
    }
}
