/**
 * What Flink's own planner answers to the queries in {@code src-test-data/sql}: {@link dev.sluice.sql.oracle.Inputs} makes the rows, {@link
 * dev.sluice.sql.oracle.Oracle} runs every query over them and writes down its columns and rows. Both are started by {@code renew.sh}.
 */
@NullMarked
package dev.sluice.sql.oracle;

import org.jspecify.annotations.NullMarked;
