/** The steps of a plan as Beam transforms. */
@NullMarked
package dev.sluice.sql.stream;

import org.jspecify.annotations.NullMarked;
