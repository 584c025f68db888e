package dev.sluice.sensehat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the board shows at one moment. What is missing is null, and never 0: not measured yet, a chip that cannot be read, or
 * a measurement too old to stand for now.
 *
 * @param time of the snapshot, by the wall's clock
 * @param humidity in %RH, as the chip gives it: its line may leave 0 to 100
 * @param temperatureFromHumidity in °C, of the humidity chip: what Python's {@code get_temperature} gives
 * @param temperatureFromPressure in °C, of the pressure chip
 * @param pressure in hPa
 * @param orientation in degrees
 * @param accelerometer in g; (0, 0, 1) when the board lies level
 * @param gyroscope in rad/s, without the learned bias
 * @param compass in µT, calibrated, the running mean
 * @param colour null on boards of the first version, too
 */
public record Reading(
        Instant time,
        @Nullable Double humidity,
        @Nullable Double temperatureFromHumidity,
        @Nullable Double temperatureFromPressure,
        @Nullable Double pressure,
        @Nullable Orientation orientation,
        @Nullable Vector3 accelerometer,
        @Nullable Vector3 gyroscope,
        @Nullable Vector3 compass,
        @Nullable Colour colour) {}
