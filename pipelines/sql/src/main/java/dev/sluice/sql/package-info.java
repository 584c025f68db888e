/**
 * Streaming SQL: a script becomes Beam transforms. May import {@code schemas}, Flink's SQL parser and Calcite, and is given its
 * connectors.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
