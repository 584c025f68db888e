package dev.sluice.sql.stream;

import dev.sluice.sql.row.SqlRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Rows on their way: elements, and what takes them apart. What a row becomes by itself is added to the reader, and costs no step.
 *
 * @param <T> the elements
 * @param elements in the global window
 * @param reader gives their rows
 * @param type the columns of the rows
 * @param tables what the reader needs beside an element: side inputs of the step that reads
 */
record RowFlow<T>(
        PCollection<T> elements,
        RowReader<T> reader,
        RelDataType type,
        List<PCollectionView<Iterable<SqlRow>>> tables) {

    RowFlow {
        tables = List.copyOf(tables);
    }

    RowFlow(PCollection<T> elements, RowReader<T> reader, RelDataType type) {
        this(elements, reader, type, List.of());
    }

    RowFlow<T> with(RowReader<T> other, RelDataType otherType) {
        return new RowFlow<>(elements, other, otherType, tables);
    }

    RowFlow<T> with(RowReader<T> other, RelDataType otherType, PCollectionView<Iterable<SqlRow>> table) {
        List<PCollectionView<Iterable<SqlRow>>> all = new ArrayList<>(tables);
        all.add(table);
        return new RowFlow<>(elements, other, otherType, all);
    }
}
