/** The board as a Beam source. */
@NullMarked
package dev.sluice.sensehat.beam;

import org.jspecify.annotations.NullMarked;
