package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Scenario;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A board that is read for long, in virtual time, with iron near its compass, which is calibrated for it: a snapshot a second, each
 * whole, and the yaw where it is.
 */
final class DayLongTest {

    private static final Scenario AROUND = Scenario.named("slow-turn");

    /** In µT; the earth's is 20 to the north and 44 down. */
    private static final Vector3 HARD_IRON = new Vector3(18, -25, 9);

    private static final Vector3 SOFT_IRON = new Vector3(1.15, 0.9, 1.05);
    private static final Vector3 EXTREME = SOFT_IRON.times(Math.hypot(20, 44));
    private static final CompassCalibration CALIBRATED =
            new CompassCalibration(HARD_IRON.minus(EXTREME), HARD_IRON.minus(EXTREME.times(-1)), null);

    @Test
    void fiveMinutes() {
        run(Duration.ofMinutes(5));
    }

    @Test
    @Tag("long")
    void aDay() {
        run(Duration.ofHours(24));
    }

    private static void run(Duration length) {
        VirtualClock clock = VirtualClock.at(Instant.parse("2020-04-16T11:33:23Z"));
        EmulatedBoard chips = EmulatedBoard.of(AROUND, clock);
        chips.putIronNearby(HARD_IRON, SOFT_IRON);
        try (I2cBus bus = chips.bus()) {
            Board board = new Board(
                    bus,
                    SenseHatOptions.DEFAULT.withClock(clock).withSettings(Settings.DEFAULT.withCompass(CALIBRATED)));
            long seconds = length.toSeconds();
            double worst = 0;
            long usedAtFirst = 0;
            for (long second = 1; second <= seconds; second++) {
                while (clock.nanoTime() < second * 1_000_000_000L) {
                    clock.advance(Math.max(1, Math.min(board.poll(), second * 1_000_000_000L - clock.nanoTime())));
                }
                Reading reading = board.reading();
                if (reading.humidity() == null || reading.pressure() == null || reading.orientation() == null) {
                    throw new AssertionError("second " + second + ": expected a whole snapshot, found " + reading);
                }
                double truth =
                        Orientation.of(AROUND.at(clock.nanoTime()).pose()).yaw();
                worst = Math.max(
                        worst, Math.abs(Math.IEEEremainder(reading.orientation().yaw() - truth, 360)));
                if (second == seconds / 10) {
                    usedAtFirst = used();
                }
            }
            long grown = used() - usedAtFirst;
            long samples = board.health().stream()
                    .filter(chip -> chip.address() == EmulatedBoard.MOTION)
                    .mapToLong(ChipHealth::samples)
                    .sum();
            System.out.printf(
                    "%s: %,d snapshots, %,d motion samples, yaw off by %.2f° at most, heap %+,d KiB since the first tenth%n",
                    length, seconds, samples, worst, grown / 1024);
            assertThat(worst).as("yaw, in degrees").isLessThan(2);
            assertThat((double) samples / seconds).as("motion samples a second").isBetween(117.0, 120.0);
            assertThat(grown).as("bytes of heap").isLessThan(4 << 20);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
