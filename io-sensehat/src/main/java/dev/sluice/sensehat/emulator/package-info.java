/**
 * Emulated chips behind Pi4J's own I2C interface, so that everything above runs without a board and cannot tell. Knows nothing
 * of Beam.
 *
 * <p>A {@link dev.sluice.sensehat.emulator.Scenario} says what is true around the board, a chip measures it into its registers as
 * time passes, and {@linkplain dev.sluice.sensehat.emulator.Fault faults} come between.
 *
 * <pre>{@code
 * VirtualClock clock = VirtualClock.at(Instant.EPOCH);
 * EmulatedBoard board = EmulatedBoard.of(Scenario.named("slow-turn"), clock);
 * board.inject(new Fault.Gone(EmulatedBoard.HUMIDITY, new Fault.Window(Duration.ofSeconds(5), Duration.ofSeconds(9))));
 * SenseHat hat = SenseHat.open(board.bus(), SenseHatOptions.DEFAULT.withClock(clock));
 * }</pre>
 */
@NullMarked
package dev.sluice.sensehat.emulator;

import org.jspecify.annotations.NullMarked;
