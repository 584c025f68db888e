/** Statements are run one after the other, and their mistakes have places. */
@NullMarked
package dev.sluice.sql.session;

import org.jspecify.annotations.NullMarked;
