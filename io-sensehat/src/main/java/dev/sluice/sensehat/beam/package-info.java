/** The board as an unbounded Beam source. May import the chips and {@code schemas}. Empty yet. */
@NullMarked
package dev.sluice.sensehat.beam;

import org.jspecify.annotations.NullMarked;
