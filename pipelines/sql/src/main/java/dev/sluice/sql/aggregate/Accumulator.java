package dev.sluice.sql.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * What an aggregate function knows of the rows it has seen: it takes rows, takes in what another one knows, and says the
 * result. Belongs to one thread.
 */
public interface Accumulator {

    /**
     * Takes a row.
     *
     * @param arguments the columns of the function's operands, in their order; none for {@code COUNT(*)}
     * @param order when the row came, among all: larger is later
     */
    void add(@Nullable Object[] row, int[] arguments, long order);

    /** Takes in what {@code other}, which is of the same function, knows. That one stays as it is. */
    void merge(Accumulator other);

    /** The result, null where it is NULL. */
    @Nullable
    Object result();
}
