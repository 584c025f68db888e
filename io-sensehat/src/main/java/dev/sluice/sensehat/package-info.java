/** The chips of the Sense HAT. */
@NullMarked
package dev.sluice.sensehat;

import org.jspecify.annotations.NullMarked;
