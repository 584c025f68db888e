/** Simulated chips behind Pi4J's own I2C interface, so that everything above runs without a board. Knows nothing of Beam. Empty yet. */
@NullMarked
package dev.sluice.sensehat.emulator;

import org.jspecify.annotations.NullMarked;
