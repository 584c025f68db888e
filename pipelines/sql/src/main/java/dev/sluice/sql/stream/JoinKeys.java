package dev.sluice.sql.stream;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.plan.JoinCondition;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What has to be equal of the rows of a join, of one of its sides. */
final class JoinKeys implements Serializable {

    private final List<Expression> values = new ArrayList<>();
    private final List<Boolean> matchesNull = new ArrayList<>();

    private JoinKeys() {}

    static JoinKeys left(JoinCondition condition) {
        return new JoinKeys().and(condition, JoinCondition.Key::left);
    }

    static JoinKeys right(JoinCondition condition) {
        return new JoinKeys().and(condition, JoinCondition.Key::right);
    }

    /** The window that a row says it is in, before the rest. */
    static JoinKeys left(Windowing.Given window, JoinCondition condition) {
        return new JoinKeys().and(window).and(condition, JoinCondition.Key::left);
    }

    static JoinKeys right(Windowing.Given window, JoinCondition condition) {
        return new JoinKeys().and(window).and(condition, JoinCondition.Key::right);
    }

    private JoinKeys and(Windowing.Given window) {
        int start = window.start();
        int end = window.end();
        values.add(row -> row[start]);
        values.add(row -> row[end]);
        matchesNull.addAll(List.of(true, true)); // is never NULL
        return this;
    }

    private JoinKeys and(JoinCondition condition, Function<JoinCondition.Key, Expression> side) {
        for (JoinCondition.Key key : condition.keys()) {
            values.add(side.apply(key));
            matchesNull.add(key.matchesNull());
        }
        return this;
    }

    /** The key of a row. */
    SqlRow of(@Nullable Object[] row) {
        @Nullable Object[] key = new Object[values.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = values.get(i).evaluate(row);
        }
        return new SqlRow(key);
    }

    /** Whether there can be a partner with this key: there is none where NULL would have to be equal to something. */
    boolean canMatch(SqlRow key) {
        for (int i = 0; i < matchesNull.size(); i++) {
            if (!matchesNull.get(i) && key.value(i) == null) {
                return false;
            }
        }
        return true;
    }
}
