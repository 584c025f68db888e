package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Expression;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a join takes for a pair.
 *
 * @param keys what has to be equal
 * @param rest what else has to be TRUE of a pair, whose columns are those of the left row and then those of the right one; null: nothing
 */
public record JoinCondition(List<Key> keys, @Nullable Expression rest) {

    public JoinCondition {
        keys = List.copyOf(keys);
    }

    /**
     * Two values that have to be equal.
     *
     * @param left of the left row
     * @param right of the right row
     * @param type of both
     * @param matchesNull whether NULL is equal to NULL, as by IS NOT DISTINCT FROM
     */
    public record Key(Expression left, Expression right, RelDataType type, boolean matchesNull) {}
}
