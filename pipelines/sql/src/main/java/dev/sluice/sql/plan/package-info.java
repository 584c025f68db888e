/**
 * A query, validated and planned: which steps it takes, each with its expressions. Calcite's plan is taken from its leaves up, with account of which columns are
 * event times and which say a row's window; what is not run on streams is refused at its place in the script.
 *
 * <pre>{@code
 * Planner planner = new Planner();
 * planner.add(table);
 * PlannedQuery query = planner.plan(statement.node());
 * }</pre>
 */
@NullMarked
package dev.sluice.sql.plan;

import org.jspecify.annotations.NullMarked;
