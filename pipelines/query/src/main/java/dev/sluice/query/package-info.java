/**
 * SQL over a lake directory, by DuckDB inside this process.
 *
 * <p>A lake is a directory of Parquet files, most of them below hour partitions. {@link dev.sluice.query.Lake} lists what is
 * published there, shows it to DuckDB as one view named {@code lake}, and shuts every other door: no network, no writing, no
 * reading outside the directory. A {@link dev.sluice.query.QueryResult} is a stream of rows that prints itself as a table,
 * as JSON or as CSV; what the user can mend comes as a {@link dev.sluice.query.QueryException} that can be shown as it is.
 *
 * <pre>{@code
 * try (Lake lake = Lake.open(Path.of("readings"));
 *         QueryResult hottest = lake.query("SELECT client_id, max(temperature) FROM lake WHERE month = 8 GROUP BY 1")) {
 *     hottest.printTo(System.out, OutputFormat.TEXT);
 * }
 * }</pre>
 */
@NullMarked
package dev.sluice.query;

import org.jspecify.annotations.NullMarked;
