package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.row.SqlRow;
import java.io.Serializable;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Takes an element apart into rows, and does to each what can be done to a row alone, so that rows go from hand to hand within one step
 * of a pipeline. Holds buffers once it is open, and then belongs to one thread.
 *
 * @param <T> the element: a batch of records, or a row of a step before
 */
interface RowReader<T> extends Serializable {

    /** Called once, on the worker. */
    void open();

    /**
     * Gives the rows of an element, in their order.
     *
     * @param timestamp of the element, in milliseconds since the epoch
     * @param tables those that its rows are joined with
     */
    void read(T element, long timestamp, Tables tables, Rows rows);

    /** Gives the rows of a table that does not flow: of a side input. */
    @FunctionalInterface
    interface Tables {
        Iterable<SqlRow> rows(PCollectionView<Iterable<SqlRow>> table);
    }

    /** Takes rows. */
    interface Rows {
        /**
         * A row: shared, so leave it unchanged.
         *
         * @param millis when it happened, or its element's timestamp where it does not say
         * @throws dev.sluice.sql.expression.EvaluationException where it has no value for something that is asked of it
         */
        void row(@Nullable Object[] row, long millis);

        /** A record that has no row, or whose row has no value for something that is asked of it. */
        void letter(DeadLetter letter);
    }
}
