package dev.sluice.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A query that can be run.
 *
 * @param step its last step
 * @param plan how Calcite planned it, for EXPLAIN
 * @param limit after how many rows whoever shows them is to end; null: never
 * @param latestKey of a windowed query, which row stands in for one of a window before; null where none does
 */
public record PlannedQuery(
        Step step,
        String plan,
        @Nullable Long limit,
        @Nullable LatestKey latestKey) {

    /** A query all of whose rows are taken. */
    public PlannedQuery(Step step, String plan) {
        this(step, plan, null, null);
    }

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
