package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import org.apache.calcite.sql.SqlNode;

/** Refuses what would take the rows of windows twice, which are given again where late rows are allowed. */
final class GivenAgain {

    private GivenAgain() {}

    /** @param query as it was written */
    static void refuse(Step step, SqlNode query) throws InvalidScriptException {
        boolean passesOn =
                step instanceof Step.Compute || step instanceof Step.Union || step instanceof Step.StaticJoin;
        for (Step input : step.inputs()) {
            if (!passesOn && isGivenAgain(input)) {
                throw Mistakes.invalid(
                        query.getParserPosition(),
                        "a table of this query has 'allowed-lateness', by which a window's row may be given again: what takes the rows of"
                                + " windows, as windows over windows do, would take them twice; leave it out");
            }
            refuse(input, query);
        }
    }

    private static boolean isGivenAgain(Step step) {
        if (step instanceof Step.Aggregate || step instanceof Step.TopN) {
            return allowsLateness(step);
        }
        return step.inputs().stream().anyMatch(GivenAgain::isGivenAgain);
    }

    private static boolean allowsLateness(Step step) {
        return step instanceof Step.Scan scan
                ? !scan.table().allowedLateness().isZero()
                : step.inputs().stream().anyMatch(GivenAgain::allowsLateness);
    }
}
