/** Our answers to the queries of {@code src-test-data/sql}, compared with those of Flink's own planner. */
@NullMarked
package dev.sluice.sql.oracle;

import org.jspecify.annotations.NullMarked;
