package dev.sluice.sensehat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a board is read.
 *
 * @param parts what has to be there; a colour sensor that is not among them is used where there is one
 * @param settings of chips and fusion
 * @param maximumAge how long a measurement may stand for the present where no newer one comes
 * @param restartAfter the time without a motion sample after which there is no orientation any more, and the fusion begins
 *     anew instead of going on across the gap
 * @param cpuHeat what is taken out of temperatures, null for nothing
 * @param clock the board's
 */
public record SenseHatOptions(
        Set<Part> parts,
        Settings settings,
        Duration maximumAge,
        Duration restartAfter,
        @Nullable CpuHeat cpuHeat,
        BoardClock clock) {

    /** What a board has. */
    public enum Part {
        /** The HTS221. */
        HUMIDITY,
        /** The LPS25H. */
        PRESSURE,
        /** Both chips of the LSM9DS1. */
        MOTION,
        /** The colour sensor of the second version. */
        COLOUR
    }

    /** A board of either version as it comes: nothing calibrated, a measurement is good for a second. */
    public static final SenseHatOptions DEFAULT = new SenseHatOptions(
            EnumSet.of(Part.HUMIDITY, Part.PRESSURE, Part.MOTION),
            Settings.DEFAULT,
            Duration.ofSeconds(1),
            Duration.ofMillis(250),
            null,
            BoardClock.system());

    public SenseHatOptions {
        parts = Set.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("expected some part of the board to read, found none");
        }
        if (maximumAge.isNegative() || maximumAge.isZero() || restartAfter.isNegative() || restartAfter.isZero()) {
            throw new IllegalArgumentException(
                    "expected ages above zero, found " + maximumAge + " and " + restartAfter);
        }
    }

    /** Only these parts are needed, and read. */
    public SenseHatOptions withParts(Set<Part> needed) {
        return new SenseHatOptions(needed, settings, maximumAge, restartAfter, cpuHeat, clock);
    }

    public SenseHatOptions withSettings(Settings other) {
        return new SenseHatOptions(parts, other, maximumAge, restartAfter, cpuHeat, clock);
    }

    public SenseHatOptions withMaximumAge(Duration age) {
        return new SenseHatOptions(parts, settings, age, restartAfter, cpuHeat, clock);
    }

    /** A board that is polled more slowly than its chip samples needs more than the default. */
    public SenseHatOptions withRestartAfter(Duration gap) {
        return new SenseHatOptions(parts, settings, maximumAge, gap, cpuHeat, clock);
    }

    public SenseHatOptions withCpuHeat(CpuHeat heat) {
        return new SenseHatOptions(parts, settings, maximumAge, restartAfter, heat, clock);
    }

    public SenseHatOptions withClock(BoardClock other) {
        return new SenseHatOptions(parts, settings, maximumAge, restartAfter, cpuHeat, other);
    }
}
