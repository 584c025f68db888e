package dev.sluice.sql.plan;

import dev.sluice.sql.table.SqlTable;
import java.util.List;

/**
 * A query whose rows go to a table.
 *
 * @param query its rows have the table's columns that are written, with their types
 * @param table where they go
 * @param warnings what is done to values so that they fit
 */
public record PlannedInsert(PlannedQuery query, SqlTable table, List<String> warnings) {
    public PlannedInsert {
        warnings = List.copyOf(warnings);
    }
}
