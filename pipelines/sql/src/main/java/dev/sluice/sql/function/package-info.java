/** Flink's functions and types, as Calcite wants to know them. */
@NullMarked
package dev.sluice.sql.function;

import org.jspecify.annotations.NullMarked;
