/** Simulated chips. */
@NullMarked
package dev.sluice.sensehat.emulator;

import org.jspecify.annotations.NullMarked;
