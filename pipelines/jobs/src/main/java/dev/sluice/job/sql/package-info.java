/**
 * {@code ./sluice sql}: a streaming SQL script as a pipeline. Its queries are planned by {@code dev.sluice.sql}; here are the
 * systems that its tables stand on.
 */
@NullMarked
package dev.sluice.job.sql;

import org.jspecify.annotations.NullMarked;
