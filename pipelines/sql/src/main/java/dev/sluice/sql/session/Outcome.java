package dev.sluice.sql.session;

import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.plan.PlannedQuery;
import java.util.List;

/** What a statement comes to. */
public sealed interface Outcome {

    /**
     * Something was made, dropped or set.
     *
     * @param message which, in a sentence without a period
     * @param warnings what it says and what means nothing here
     */
    record Done(String message, List<String> warnings) implements Outcome {
        public Done {
            warnings = List.copyOf(warnings);
        }
    }

    /** Something to read: a list of tables, the columns of one, a plan. */
    record Answer(List<String> header, List<List<String>> rows) implements Outcome {
        public Answer {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    /** A query whose rows are to be shown. */
    record Rows(PlannedQuery query) implements Outcome {}

    /** Queries that are to run together, and whose rows go to tables: one, or those of a statement set. */
    record Inserts(List<PlannedInsert> inserts) implements Outcome {
        public Inserts {
            inserts = List.copyOf(inserts);
        }
    }

    /** An INSERT of a statement set that is not over. */
    record Pending() implements Outcome {}
}
