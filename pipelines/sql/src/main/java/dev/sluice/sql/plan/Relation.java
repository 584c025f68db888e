package dev.sluice.sql.plan;

import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A step, and what its columns say of time.
 *
 * @param step the step
 * @param times its columns that are event times, under a watermark
 * @param window the columns that say which window a row is of, or null
 * @param unfolded the same rows before they were put into windows, or null
 */
record Relation(
        Step step,
        ImmutableBitSet times,
        @Nullable WindowColumns window,
        @Nullable Unfolded unfolded) {

    /** Rows that are in no windows. */
    static Relation of(Step step, ImmutableBitSet times) {
        return new Relation(step, times, null, null);
    }

    /** Whether a column is an event time, as the last time in a window is one. */
    boolean isTime(int column) {
        return times.get(column) || (window != null && column == window.time());
    }

    /**
     * Columns that say which window a row is of.
     *
     * @param start the window's start
     * @param end its end
     * @param time the last time in it, or -1 where that is not selected
     * @param hidden whether the query does not know the last two: they stand behind its columns, the start in place of the group's window
     */
    record WindowColumns(int start, int end, int time, boolean hidden) {
        boolean has(int column) {
            return column == start || column == end || column == time;
        }
    }

    /**
     * Rows that would be the same in each of their windows: an aggregate need not have them once for each.
     *
     * @param step gives them with their time in place of the window's start
     * @param windowing which windows they are to be put in
     * @param keys the columns whose rows have windows of their own, as sessions have; -1 is one that is not selected
     */
    record Unfolded(Step step, Windowing windowing, List<Integer> keys) {
        Unfolded {
            keys = List.copyOf(keys);
        }

        /** The same rows after another step. */
        Unfolded after(Step next) {
            return new Unfolded(next, windowing, keys);
        }
    }
}
