/** The chips of the Sense HAT and the fusion of their readings, over Pi4J. Knows nothing of Beam. Empty yet. */
@NullMarked
package dev.sluice.sensehat;

import org.jspecify.annotations.NullMarked;
