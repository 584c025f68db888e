package dev.sluice.sql.aggregate;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An aggregate function over columns of a row. */
public final class AggregateCall implements Serializable {

    private final AggregateFunction function;
    private final int[] arguments;
    private final int filter;

    /**
     * A call.
     *
     * @param arguments the columns of the function's operands
     * @param filter the boolean column that says which rows count, or -1: all
     */
    public AggregateCall(AggregateFunction function, int[] arguments, int filter) {
        this.function = function;
        this.arguments = arguments.clone();
        this.filter = filter;
    }

    /** The same call, of rows of which column i is what {@code columns[i]} is of others. */
    public AggregateCall of(int[] columns) {
        return new AggregateCall(
                function,
                Arrays.stream(arguments).map(i -> columns[i]).toArray(),
                filter < 0 ? filter : columns[filter]);
    }

    public AggregateFunction function() {
        return function;
    }

    /** Gives {@code accumulator} the row, unless the filter says no. */
    public void add(Accumulator accumulator, @Nullable Object[] row, long order) {
        if (filter < 0 || Boolean.TRUE.equals(row[filter])) {
            accumulator.add(row, arguments, order);
        }
    }

    @Override
    public String toString() {
        return function + Arrays.toString(arguments) + (filter < 0 ? "" : " where " + filter);
    }
}
