package dev.sluice.sql.plan;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * How far apart two rows of a join may have happened.
 *
 * @param leftTime the left row's column that says when it happened
 * @param rightTime the right row's
 * @param least by how many milliseconds the left time is behind the right one at least; negative: before it
 * @param most and at most
 */
record TimeBounds(int leftTime, int rightTime, long least, long most) {

    private static final long UNBOUNDED = Long.MAX_VALUE;

    /** A time, and milliseconds that are added to it. */
    private record Moment(int column, long offset) {}

    private record Columns(int left, int right) {}

    /**
     * What the parts of a condition say together of two event times; empty where they leave them unbounded to a side.
     *
     * @param leftWidth how many columns of a pair are the left row's
     */
    static Optional<TimeBounds> of(List<RexNode> parts, Relation left, Relation right, int leftWidth) {
        Map<Columns, TimeBounds> all = new LinkedHashMap<>();
        for (RexNode part : parts) {
            TimeBounds one = bounds(part, left, right, leftWidth);
            if (one != null) {
                all.merge(new Columns(one.leftTime, one.rightTime), one, TimeBounds::and);
            }
        }
        return all.values().stream()
                .filter(bounds -> bounds.least > -UNBOUNDED && bounds.most < UNBOUNDED)
                .findFirst();
    }

    private TimeBounds and(TimeBounds other) {
        return new TimeBounds(leftTime, rightTime, Math.max(least, other.least), Math.min(most, other.most));
    }

    private static @Nullable TimeBounds bounds(RexNode part, Relation left, Relation right, int leftWidth) {
        if (!(part instanceof RexCall call) || call.operands.size() != 2) {
            return null;
        }
        Moment a = moment(call.operands.get(0));
        Moment b = moment(call.operands.get(1));
        if (a == null || b == null) {
            return null;
        }
        boolean turned = a.column >= leftWidth;
        Moment l = turned ? b : a;
        Moment r = turned ? a : b;
        if (l.column >= leftWidth
                || r.column < leftWidth
                || !left.isTime(l.column)
                || !right.isTime(r.column - leftWidth)) {
            return null;
        }
        long apart = r.offset - l.offset;
        SqlKind kind = turned ? call.getKind().reverse() : call.getKind();
        int rightTime = r.column - leftWidth;
        return switch (kind) {
            case EQUALS -> new TimeBounds(l.column, rightTime, apart, apart);
            case GREATER_THAN -> new TimeBounds(l.column, rightTime, apart + 1, UNBOUNDED);
            case GREATER_THAN_OR_EQUAL -> new TimeBounds(l.column, rightTime, apart, UNBOUNDED);
            case LESS_THAN -> new TimeBounds(l.column, rightTime, -UNBOUNDED, apart - 1);
            case LESS_THAN_OR_EQUAL -> new TimeBounds(l.column, rightTime, -UNBOUNDED, apart);
            default -> null;
        };
    }

    private static @Nullable Moment moment(RexNode node) {
        if (node instanceof RexInputRef column) {
            return new Moment(column.getIndex(), 0);
        }
        if (!(node instanceof RexCall call)) {
            return null;
        }
        if (call.getKind() == SqlKind.CAST
                && isSame(call.getType(), call.operands.get(0).getType())) {
            return moment(call.operands.get(0));
        }
        if ((call.getKind() != SqlKind.PLUS && call.getKind() != SqlKind.MINUS) || call.operands.size() != 2) {
            return null;
        }
        boolean intervalFirst = call.operands.get(0) instanceof RexLiteral && call.getKind() == SqlKind.PLUS;
        Moment time = moment(call.operands.get(intervalFirst ? 1 : 0));
        Long millis = millis(call.operands.get(intervalFirst ? 0 : 1));
        return time == null || millis == null
                ? null
                : new Moment(time.column, time.offset + (call.getKind() == SqlKind.MINUS ? -millis : millis));
    }

    /** Whether a cast leaves a time, which has milliseconds, as it is. */
    private static boolean isSame(RelDataType to, RelDataType from) {
        return to.getSqlTypeName() == from.getSqlTypeName() && to.getPrecision() >= 3;
    }

    private static @Nullable Long millis(RexNode interval) {
        if (interval instanceof RexLiteral literal
                && SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())) {
            BigDecimal value = literal.getValueAs(BigDecimal.class);
            return value == null ? null : value.longValue();
        }
        return null;
    }
}
