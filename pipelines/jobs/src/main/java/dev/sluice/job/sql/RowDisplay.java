package dev.sluice.job.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the rows of one query. Called by one thread at a time. */
interface RowDisplay {

    /**
     * Shows a row.
     *
     * @param cells the text of each value, null where it is NULL
     */
    void show(List<@Nullable String> cells);

    /** Called when no row follows. */
    default void end() {}
}
