/**
 * The steps of a plan as Beam transforms. What looks at one row alone is added to the reader that takes an element apart; rows meet by key and slice, then by key and
 * window.
 *
 * <pre>{@code
 * SqlPipeline queries = SqlPipeline.of(pipeline, scan -> connector.read(scan.table().definition(), reading));
 * PCollection<SqlRow> rows = queries.rows("SELECT 1", query);
 * PCollection<DeadLetter> letters = queries.letters();
 * }</pre>
 */
@NullMarked
package dev.sluice.sql.stream;

import org.jspecify.annotations.NullMarked;
