/** A row between two steps of a query, and how it is written down. */
@NullMarked
package dev.sluice.sql.row;

import org.jspecify.annotations.NullMarked;
