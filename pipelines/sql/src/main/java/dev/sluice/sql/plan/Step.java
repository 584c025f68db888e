package dev.sluice.sql.plan;

import dev.sluice.sql.aggregate.AggregateCall;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.table.SqlTable;
import java.io.Serializable;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A step of a planned query, with the steps that it takes its rows from. */
public sealed interface Step {

    /** The columns of its rows. */
    RelDataType rowType();

    /** The steps that it takes rows from. */
    List<Step> inputs();

    /**
     * Reads a table.
     *
     * @param table the table
     * @param columns its columns, with what those that are computed are computed by
     * @param used which columns anything is asked of: the others may be left NULL
     */
    record Scan(SqlTable table, TableColumns columns, ImmutableBitSet used) implements Step {
        /** The same table, with what another read asks of it, too. */
        public Scan with(Scan other) {
            return new Scan(table, columns, used.union(other.used));
        }

        @Override
        public RelDataType rowType() {
            return columns.rowType();
        }

        @Override
        public List<Step> inputs() {
            return List.of();
        }
    }

    /**
     * Leaves rows out, and computes others of them.
     *
     * @param condition which rows stay: those it is TRUE of; null: all
     * @param projections what a row becomes, column by column; null: what it was
     */
    record Compute(
            Step input,
            @Nullable Expression condition,
            @Nullable List<Expression> projections,
            RelDataType rowType) implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * A row for each window that a row is in, with the window's start, end and time behind its own columns.
     *
     * @param time the column that says when a row happened
     */
    record Windows(Step input, Windowing.Sliced windowing, int time, RelDataType rowType) implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /** The rows of a table in windows that end with its rows: nothing but an aggregate can take them. */
    record Sessions(Step input, RelDataType rowType) implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * A row for each window and key.
     *
     * @param windowing which windows there are
     * @param time the column that says when a row happened; not asked where windows are given
     * @param keys the columns of the key
     * @param calls what is computed of a key's rows
     * @param output what its columns are
     */
    record Aggregate(
            Step input,
            Windowing windowing,
            int time,
            List<Integer> keys,
            List<AggregateCall> calls,
            List<Part> output,
            RelDataType rowType)
            implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * The first rows of each window and key, with their places.
     *
     * @param partition the columns of the window's start and end, and of the rest of the key
     * @param order what rows are sorted by; those that are equal stay in the order they came in
     * @param most how many rows
     * @param rank where the place of a row goes, from 1
     * @param rowType the first columns of the input
     */
    record TopN(Step input, List<Integer> partition, List<SortKey> order, int most, int rank, RelDataType rowType)
            implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input);
        }
    }

    /**
     * Rows, each beside the rows of a table that does not flow.
     *
     * @param type INNER; LEFT: with NULLs where the table has none; SEMI, ANTI: the rows alone for which it has one, or has none
     * @param condition whose left row is the table's where its columns come first
     * @param tableFirst whether the table's columns stand before the row's
     */
    record StaticJoin(
            Step input, Step table, JoinCondition condition, JoinRelType type, boolean tableFirst, RelDataType rowType)
            implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(input, table);
        }
    }

    /**
     * Pairs of rows that are in the same window.
     *
     * @param leftWindow which window a left row says it is in
     * @param rightWindow which a right row says
     * @param type whose rows without a partner are given, too; SEMI, ANTI: left rows alone
     */
    record WindowJoin(
            Step left,
            Step right,
            Windowing.Given leftWindow,
            Windowing.Given rightWindow,
            JoinCondition condition,
            JoinRelType type,
            RelDataType rowType)
            implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * Pairs of rows that happened within an interval.
     *
     * @param leftTime the column that says when a left row happened
     * @param rightTime the column that says when a right row happened
     * @param least by how many milliseconds the left row happened after the right one at least; negative: before it
     * @param most and at most
     * @param type whose rows without a partner are given, too
     */
    record IntervalJoin(
            Step left,
            Step right,
            int leftTime,
            int rightTime,
            long least,
            long most,
            JoinCondition condition,
            JoinRelType type,
            RelDataType rowType)
            implements Step {
        @Override
        public List<Step> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * A column that rows are sorted by.
     *
     * @param nullsFirst whether NULL comes before all values
     */
    record SortKey(int column, boolean descending, boolean nullsFirst) implements Serializable {}

    /** Rows that the query itself says, once. */
    record Constants(List<SqlRow> rows, RelDataType rowType) implements Step {
        public Constants {
            rows = List.copyOf(rows);
        }

        @Override
        public List<Step> inputs() {
            return List.of();
        }
    }

    /**
     * The rows of a table that are late for all windows of the queries that ask it.
     *
     * @param rowType its physical columns
     */
    record Late(SqlTable table, RelDataType rowType) implements Step {
        @Override
        public List<Step> inputs() {
            return List.of();
        }
    }

    /** All rows of all inputs. */
    record Union(List<Step> inputs, RelDataType rowType) implements Step {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What a column of a window's result is.
     *
     * @param of which
     * @param index among the keys or the calls; 0 for what the window says
     */
    record Part(Of of, int index) implements Serializable {
        /** Where a column comes from. */
        public enum Of {
            KEY,
            CALL,
            WINDOW_START,
            WINDOW_END,
            /** The last time that is in it: a millisecond before its end. */
            WINDOW_TIME
        }

        static Part key(int index) {
            return new Part(Of.KEY, index);
        }

        static Part call(int index) {
            return new Part(Of.CALL, index);
        }

        static Part window(Of of) {
            return new Part(of, 0);
        }
    }
}
