package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** The condition of a join, taken apart at its ANDs: what has to be equal of both rows, and the rest. */
final class JoinParts {

    /** Values of these are equal when their Java objects are; of doubles that is not so. */
    private static final List<SqlTypeFamily> COMPARED_AS_OBJECTS = List.of(
            SqlTypeFamily.CHARACTER,
            SqlTypeFamily.BINARY,
            SqlTypeFamily.BOOLEAN,
            SqlTypeFamily.DATE,
            SqlTypeFamily.TIME,
            SqlTypeFamily.TIMESTAMP);

    private final RelDataTypeFactory types;
    private final int leftWidth;
    private final List<RexNode> all;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<RexNode> rest = new ArrayList<>();

    /** Expressions over the left row and over the right one. */
    private record Pair(RexNode left, RexNode right, boolean matchesNull) {
        boolean isOf(int leftColumn, int rightColumn) {
            return !matchesNull
                    && left instanceof RexInputRef l
                    && l.getIndex() == leftColumn
                    && right instanceof RexInputRef r
                    && r.getIndex() == rightColumn;
        }
    }

    private JoinParts(Join join, RelDataTypeFactory types) {
        this.types = types;
        leftWidth = join.getLeft().getRowType().getFieldCount();
        all = RelOptUtil.conjunctions(join.getCondition());
        for (RexNode part : all) {
            Pair pair = pair(part);
            if (pair == null) {
                rest.add(part);
            } else {
                pairs.add(pair);
            }
        }
    }

    static JoinParts of(Join join, RelDataTypeFactory types) {
        return new JoinParts(join, types);
    }

    /** All that is joined by AND, over the columns of a pair. */
    List<RexNode> all() {
        return all;
    }

    private @Nullable Pair pair(RexNode part) {
        boolean matchesNull = part.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
        if (!(part instanceof RexCall call) || (call.getKind() != SqlKind.EQUALS && !matchesNull)) {
            return null;
        }
        RexNode a = call.operands.get(0);
        RexNode b = call.operands.get(1);
        ImmutableBitSet ofA = RelOptUtil.InputFinder.bits(a);
        ImmutableBitSet ofB = RelOptUtil.InputFinder.bits(b);
        if (isLeft(ofA) && isRight(ofB)) {
            return pair(a, b, matchesNull);
        }
        return isLeft(ofB) && isRight(ofA) ? pair(b, a, matchesNull) : null;
    }

    private boolean isLeft(ImmutableBitSet columns) {
        return !columns.isEmpty() && columns.length() <= leftWidth;
    }

    private boolean isRight(ImmutableBitSet columns) {
        return !columns.isEmpty() && columns.nth(0) >= leftWidth;
    }

    private @Nullable Pair pair(RexNode left, RexNode right, boolean matchesNull) {
        RelDataType common = common(left.getType(), right.getType());
        return common == null
                ? null
                : new Pair(as(common, left), as(common, RexUtil.shift(right, -leftWidth)), matchesNull);
    }

    /** The type in which both are equal exactly when their values are; null: there is none. */
    private @Nullable RelDataType common(RelDataType left, RelDataType right) {
        if (SqlTypeUtil.isExactNumeric(left) && SqlTypeUtil.isExactNumeric(right)) {
            return SqlTypeUtil.equalSansNullability(types, left, right) || (isWhole(left) && isWhole(right))
                    ? types.leastRestrictive(List.of(left, right))
                    : null;
        }
        SqlTypeFamily family = left.getSqlTypeName().getFamily();
        boolean same = family == right.getSqlTypeName().getFamily() && isLocal(left) == isLocal(right);
        return same && COMPARED_AS_OBJECTS.contains(family) ? left : null;
    }

    private static boolean isWhole(RelDataType type) {
        return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
    }

    private static boolean isLocal(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
                || type.getSqlTypeName() == SqlTypeName.TIME_WITH_LOCAL_TIME_ZONE;
    }

    private RexNode as(RelDataType type, RexNode value) {
        return SqlTypeUtil.isExactNumeric(type) && !SqlTypeUtil.equalSansNullability(types, type, value.getType())
                ? new RexBuilder(types).makeCast(type, value)
                : value;
    }

    /** Leaves out that a column of the left row is equal to one of the right one, and says whether that was asked for. */
    boolean take(int leftColumn, int rightColumn) {
        return pairs.removeIf(pair -> pair.isOf(leftColumn, rightColumn));
    }

    /** Whether that is asked for. */
    boolean has(int leftColumn, int rightColumn) {
        return pairs.stream().anyMatch(pair -> pair.isOf(leftColumn, rightColumn));
    }

    /** What is left of it. */
    JoinCondition compiled(StepBuilder builder) throws InvalidScriptException {
        List<JoinCondition.Key> keys = new ArrayList<>();
        for (Pair pair : pairs) {
            keys.add(new JoinCondition.Key(
                    builder.compile(List.of(pair.left)).get(0),
                    builder.compile(List.of(pair.right)).get(0),
                    pair.left.getType(),
                    pair.matchesNull));
        }
        RexNode condition = RexUtil.composeConjunction(new RexBuilder(types), rest);
        return new JoinCondition(
                keys,
                condition.isAlwaysTrue()
                        ? null
                        : builder.compile(List.of(condition)).get(0));
    }
}
