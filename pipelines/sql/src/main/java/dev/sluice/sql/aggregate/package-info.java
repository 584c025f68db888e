/**
 * What SQL computes of the rows of a window. An {@link AggregateFunction} makes accumulators, which take rows where these are read, are merged where
 * their keys meet, and give the result when the window ends: what goes from step to step is small, however many rows there are.
 */
@NullMarked
package dev.sluice.sql.aggregate;

import org.jspecify.annotations.NullMarked;
