/** What SQL computes of the rows of a window. */
@NullMarked
package dev.sluice.sql.aggregate;

import org.jspecify.annotations.NullMarked;
