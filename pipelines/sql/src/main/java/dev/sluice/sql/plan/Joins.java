package dev.sluice.sql.plan;

import dev.sluice.sql.plan.Relation.Unfolded;
import dev.sluice.sql.plan.Relation.WindowColumns;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Plans joins: with a table that does not flow, of windows, and of what happened within an interval. */
final class Joins {

    private final StepBuilder builder;
    private final RelDataTypeFactory types;
    private final Refusals refusals;

    Joins(StepBuilder builder, RelDataTypeFactory types, Refusals refusals) {
        this.builder = builder;
        this.types = types;
        this.refusals = refusals;
    }

    /** @param used which of its columns anything is asked of */
    Relation join(Join join, ImmutableBitSet used) throws InvalidScriptException {
        int leftWidth = join.getLeft().getRowType().getFieldCount();
        int width = leftWidth + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet asked = used.union(RelOptUtil.InputFinder.bits(join.getCondition()));
        ImmutableBitSet leftUsed = asked.intersect(ImmutableBitSet.range(leftWidth));
        ImmutableBitSet rightUsed =
                asked.intersect(ImmutableBitSet.range(leftWidth, width)).shift(-leftWidth);
        Relation left = visible(join.getLeft(), builder.build(join.getLeft(), leftUsed));
        Relation right = visible(join.getRight(), builder.build(join.getRight(), rightUsed));
        JoinParts parts = JoinParts.of(join, types);
        JoinRelType type = join.getJoinType();
        Snapshot snapshot = snapshot(join.getRight());
        if (snapshot != null) {
            check(snapshot, left, right);
        }
        if (isStatic(right.step()) && type != JoinRelType.RIGHT && type != JoinRelType.FULL) {
            return withTable(join, left, right, parts, false);
        }
        if (isStatic(left.step()) && (type == JoinRelType.INNER || type == JoinRelType.RIGHT)) {
            return withTable(join, right, left, parts, true);
        }
        if (isStatic(left.step()) || isStatic(right.step())) {
            throw refusals.unmatchedTable(right.step());
        }
        WindowColumns leftWindow = left.window();
        WindowColumns rightWindow = right.window();
        if (leftWindow != null
                && rightWindow != null
                && parts.has(leftWindow.start(), rightWindow.start())
                && parts.has(leftWindow.end(), rightWindow.end())) {
            return ofWindows(join, left, right, parts, used);
        }
        Optional<TimeBounds> bounds = TimeBounds.of(parts.all(), left, right, leftWidth);
        if (bounds.isEmpty() || !type.projectsRight()) {
            throw refusals.join(join, right.step());
        }
        return withinInterval(join, left, right, parts, bounds.get());
    }

    /** Rows of the columns that a query knows of, without those of a group's window. */
    private Relation visible(RelNode node, Relation relation) throws InvalidScriptException {
        WindowColumns window = relation.window();
        RelDataType known = node.getRowType();
        if (window == null || !window.hidden()) {
            return relation;
        }
        return Relation.of(
                new Step.Compute(
                        relation.step(),
                        null,
                        builder.compile(IntStream.range(0, known.getFieldCount())
                                .mapToObj(i -> RexInputRef.of(i, known))
                                .toList()),
                        known),
                relation.times());
    }

    /** Whether all its rows are there when the job begins. */
    private static boolean isStatic(Step step) {
        return step instanceof Step.Scan scan
                ? scan.table().isStatic()
                : step.inputs().stream().allMatch(Joins::isStatic);
    }

    private static @Nullable Snapshot snapshot(RelNode node) {
        if (node instanceof Filter || node instanceof Project) {
            return snapshot(node.getInput(0));
        }
        return node instanceof Snapshot snapshot ? snapshot : null;
    }

    /** {@code FOR SYSTEM_TIME AS OF} a clock: the table as it is when a row is looked at. */
    private void check(Snapshot snapshot, Relation left, Relation table) throws InvalidScriptException {
        RexInputRef column = column(snapshot.getPeriod());
        if (column == null
                || left.isTime(column.getIndex())
                || !isStatic(table.step())
                || column.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
            throw refusals.systemTime();
        }
    }

    /** The column that a system time is, cast or not, or null where it is something else. */
    static @Nullable RexInputRef column(RexNode time) {
        RexNode uncast = time.getKind() == SqlKind.CAST ? ((RexCall) time).operands.get(0) : time;
        return uncast instanceof RexInputRef column ? column : null;
    }

    private Relation withTable(Join join, Relation rows, Relation table, JoinParts parts, boolean tableFirst)
            throws InvalidScriptException {
        JoinCondition condition = parts.compiled(builder);
        int shift = tableFirst ? table.step().rowType().getFieldCount() : 0;
        RelDataType rowType = join.getRowType();
        JoinRelType type =
                tableFirst && join.getJoinType() == JoinRelType.RIGHT ? JoinRelType.LEFT : join.getJoinType();
        Step step = new Step.StaticJoin(rows.step(), table.step(), condition, type, tableFirst, rowType);
        WindowColumns window = shifted(rows.window(), shift);
        Unfolded unfolded = rows.unfolded();
        boolean asksOfWindow = window != null
                && RelOptUtil.InputFinder.bits(join.getCondition()).asList().stream()
                        .anyMatch(window::has);
        return new Relation(
                step,
                rows.times().shift(shift),
                window,
                unfolded == null || asksOfWindow
                        ? null
                        : new Unfolded(
                                new Step.StaticJoin(
                                        unfolded.step(), table.step(), condition, type, tableFirst, rowType),
                                unfolded.windowing(),
                                unfolded.keys().stream()
                                        .map(key -> key < 0 ? key : key + shift)
                                        .toList()));
    }

    /** Rows are given when their window has ended, and have its last time: event times of their own would be late. */
    private Relation ofWindows(Join join, Relation left, Relation right, JoinParts parts, ImmutableBitSet used)
            throws InvalidScriptException {
        WindowColumns leftWindow = Objects.requireNonNull(left.window());
        WindowColumns rightWindow = Objects.requireNonNull(right.window());
        parts.take(leftWindow.start(), rightWindow.start());
        parts.take(leftWindow.end(), rightWindow.end());
        JoinRelType type = join.getJoinType();
        Step step = new Step.WindowJoin(
                left.step(),
                right.step(),
                new Windowing.Given(leftWindow.start(), leftWindow.end()),
                new Windowing.Given(rightWindow.start(), rightWindow.end()),
                parts.compiled(builder),
                type,
                join.getRowType());
        WindowColumns behind = shifted(rightWindow, left.step().rowType().getFieldCount());
        WindowColumns window = switch (type) {
            case LEFT, SEMI, ANTI -> leftWindow;
            case RIGHT -> behind;
            case FULL -> null; // either may be NULL
            case INNER -> used.get(leftWindow.start()) && used.get(leftWindow.end()) ? leftWindow : behind;
        };
        return new Relation(step, ImmutableBitSet.of(), window, null);
    }

    /** Both times that were compared stay event times, but for one that is NULL where a row has no partner. */
    private Relation withinInterval(Join join, Relation left, Relation right, JoinParts parts, TimeBounds bounds)
            throws InvalidScriptException {
        JoinRelType type = join.getJoinType();
        Step step = new Step.IntervalJoin(
                left.step(),
                right.step(),
                bounds.leftTime(),
                bounds.rightTime(),
                bounds.least(),
                bounds.most(),
                parts.compiled(builder),
                type,
                join.getRowType());
        ImmutableBitSet.Builder times = ImmutableBitSet.builder();
        if (!type.generatesNullsOnLeft()) {
            times.set(bounds.leftTime());
        }
        if (!type.generatesNullsOnRight()) {
            times.set(left.step().rowType().getFieldCount() + bounds.rightTime());
        }
        return Relation.of(step, times.build());
    }

    private static @Nullable WindowColumns shifted(@Nullable WindowColumns window, int by) {
        return window == null
                ? null
                : new WindowColumns(
                        window.start() + by, window.end() + by, window.time() < 0 ? -1 : window.time() + by, false);
    }
}
