package dev.sluice.sql.plan;

import java.util.ArrayList;
import java.util.List;
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

    /** The reads it begins with. */
    public List<Step.Scan> scans() {
        List<Step.Scan> scans = new ArrayList<>();
        collect(step, scans);
        return scans;
    }

    private static void collect(Step step, List<Step.Scan> scans) {
        if (step instanceof Step.Scan scan) {
            scans.add(scan);
        }
        step.inputs().forEach(input -> collect(input, scans));
    }
}
