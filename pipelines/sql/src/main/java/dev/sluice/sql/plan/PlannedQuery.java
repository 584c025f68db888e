package dev.sluice.sql.plan;

import org.apache.calcite.rel.type.RelDataType;

/**
 * A query that can be run.
 *
 * @param step its last step
 * @param plan how Calcite planned it, for EXPLAIN
 */
public record PlannedQuery(Step step, String plan) {

    /** The columns of its rows. */
    public RelDataType rowType() {
        return step.rowType();
    }
}
