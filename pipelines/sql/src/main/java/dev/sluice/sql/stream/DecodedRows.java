package dev.sluice.sql.stream;

import java.util.List;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a payload was decoded to.
 *
 * @param columns which columns of the table they have; the others are NULL
 * @param rows of all columns of the table: shared, so leave them unchanged
 */
record DecodedRows(ImmutableBitSet columns, List<@Nullable Object[]> rows) {}
