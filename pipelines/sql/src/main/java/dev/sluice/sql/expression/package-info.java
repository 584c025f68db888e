/** What SQL computes of one row. */
@NullMarked
package dev.sluice.sql.expression;

import org.jspecify.annotations.NullMarked;
