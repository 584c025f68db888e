package dev.sluice.query;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drawing of {@code EXPLAIN}, which a table with one wide cell would spoil. */
final class PlanPrinter implements RowPrinter {
    @Override
    public void print(QueryResult result, Writer out) throws IOException, QueryException {
        for (List<@Nullable Object> row = result.nextRow(); row != null; row = result.nextRow()) {
            out.write(String.valueOf(row.get(1)).stripTrailing());
            out.write('\n');
        }
    }
}
