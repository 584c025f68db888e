package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table as a query sees them.
 *
 * @param rowType their names and types, in the order in which the table declares them
 * @param computed by column, what it is computed by from a row whose other columns are there; null where it is not computed
 * @param rowtime the column that says when a row happened, or -1
 */
public record TableColumns(RelDataType rowType, List<@Nullable Expression> computed, int rowtime) {

    public TableColumns {
        computed = Collections.unmodifiableList(new ArrayList<>(computed));
    }
}
