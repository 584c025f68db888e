/**
 * The chips of the Sense HAT and the fusion of their readings, over Pi4J. Knows nothing of Beam.
 *
 * <p>{@link dev.sluice.sensehat.SenseHat} samples in a thread of its own and gives snapshots. Below it a
 * {@code Board} holds a {@code Chip} for each part, which retries, notices resets and says what is missing; a
 * {@code ChipDriver} knows one part's registers. What the motion chips give goes through the {@code Imu}: mounting, bias,
 * calibration, {@code Fusion}.
 *
 * <pre>{@code
 * try (SenseHat hat = SenseHat.open(I2cBus.linux(1), SenseHatOptions.DEFAULT)) {
 *     Reading reading = hat.read();
 *     Double celsius = reading.temperatureFromHumidity(); // null while there is none
 * }
 * }</pre>
 */
@NullMarked
package dev.sluice.sensehat;

import org.jspecify.annotations.NullMarked;
