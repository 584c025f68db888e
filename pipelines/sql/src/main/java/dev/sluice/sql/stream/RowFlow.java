package dev.sluice.sql.stream;

import org.apache.beam.sdk.values.PCollection;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Rows on their way: elements, and what takes them apart. What a row becomes by itself is added to the reader, and costs no step.
 *
 * @param <T> the elements
 * @param elements in the global window
 * @param reader gives their rows
 * @param type the columns of the rows
 */
record RowFlow<T>(PCollection<T> elements, RowReader<T> reader, RelDataType type) {

    RowFlow<T> with(RowReader<T> other, RelDataType otherType) {
        return new RowFlow<>(elements, other, otherType);
    }
}
