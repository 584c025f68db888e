package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.Scenario;
import dev.sluice.sensehat.emulator.Truth;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults at random: whatever happens on the bus, what the board shows is right or missing, and when it is over everything is
 * there again. A schedule is its seed.
 */
final class FaultScheduleTest {

    private static final Scenario AROUND = Scenario.named("slow-turn");
    private static final int[] CHIPS = {
        EmulatedBoard.HUMIDITY, EmulatedBoard.PRESSURE, EmulatedBoard.MOTION, EmulatedBoard.COMPASS
    };
    private static final long SNAPSHOT_NANOS = 50_000_000L;
    private static final Duration LENGTH = Duration.ofMillis(6500);

    /** What the snapshots of some schedules came to. */
    private long snapshots;

    private long values;
    private long missing;

    /** The chip was reset between two of its settings: switched on, but measuring by another range. */
    @Test
    void aResetWhileAChipIsSetIsNotTakenForASetting() {
        run(2754L);
        assertThat(missing).isPositive();
    }

    @Test
    void twoHundredSchedulesEndInReadingsThatAreRightOrMissing() {
        runAll(200);
    }

    @Test
    @Tag("long")
    void tenThousandSchedulesEndInReadingsThatAreRightOrMissing() {
        runAll(10_000);
    }

    private void runAll(int schedules) {
        for (long seed = 1; seed <= schedules; seed++) {
            run(seed);
        }
        System.out.printf(
                "%,d schedules, %,d snapshots: %,d values right, %,d missing%n", schedules, snapshots, values, missing);
        assertThat(missing).as("faults have been felt").isPositive();
    }

    private void run(long seed) {
        VirtualClock clock = VirtualClock.at(Instant.EPOCH);
        EmulatedBoard chips = EmulatedBoard.of(AROUND, clock, seed);
        List<Fault> faults = faults(new SplittableRandom(seed));
        String schedule = "seed " + seed + ": " + faults;
        try (I2cBus bus = chips.bus()) {
            Board board = new Board(bus, SenseHatOptions.DEFAULT.withClock(clock));
            faults.forEach(chips::inject);
            long snapshot = clock.nanoTime() + SNAPSHOT_NANOS;
            while (clock.nanoTime() < LENGTH.toNanos()) {
                clock.advance(Math.max(1, Math.min(board.poll(), snapshot - clock.nanoTime())));
                if (clock.nanoTime() >= snapshot) {
                    snapshot += SNAPSHOT_NANOS;
                    check(schedule, board.reading(), AROUND.at(clock.nanoTime()), clock.nanoTime());
                }
            }
            assertThat(board.reading())
                    .as("recovered, %s, %s", schedule, board.health())
                    .hasNoNullFieldsOrPropertiesExcept("colour");
        }
    }

    /** The board is opened in order; from 0.3 s on anything may happen until 4.5 s. */
    private static List<Fault> faults(SplittableRandom random) {
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            int chip = CHIPS[random.nextInt(CHIPS.length)];
            long transaction = random.nextLong(200, 3500);
            long from = random.nextLong(300, 3000);
            Fault.Window window =
                    new Fault.Window(Duration.ofMillis(from), Duration.ofMillis(from + random.nextLong(5, 1500)));
            switch (random.nextInt(8)) {
                case 0 -> {
                    // Also as a burst, so that trying again does not help.
                    int length = random.nextInt(1, 12);
                    for (int n = 0; n < length; n++) {
                        faults.add(new Fault.NotAcknowledged(transaction + n));
                    }
                }
                case 1 -> faults.add(new Fault.ShortRead(transaction));
                case 2 -> faults.add(new Fault.Reset(chip, transaction));
                case 3 -> faults.add(new Fault.Gone(chip, window));
                case 4 -> faults.add(new Fault.NotReady(chip, window));
                case 5 -> {
                    faults.add(new Fault.WrongId(chip, random.nextInt(256), window));
                    faults.add(new Fault.Reset(chip, transaction));
                }
                case 6 -> faults.add(new Fault.Torn(chip, window));
                default -> faults.add(new Fault.Busy(chip, window));
            }
        }
        return faults;
    }

    private void check(String schedule, Reading reading, Truth truth, long nanos) {
        snapshots++;
        number(schedule, nanos, "humidity", truth.humidity(), reading.humidity(), 0.3);
        number(schedule, nanos, "humidity's temperature", truth.celsius(), reading.temperatureFromHumidity(), 0.2);
        number(schedule, nanos, "pressure's temperature", truth.celsius(), reading.temperatureFromPressure(), 0.2);
        number(schedule, nanos, "pressure", truth.hectopascal(), reading.pressure(), 0.05);
        Orientation real = Orientation.of(truth.pose());
        Orientation shown = reading.orientation();
        angle(schedule, nanos, "pitch", real.pitch(), shown == null ? null : shown.pitch(), 2);
        angle(schedule, nanos, "roll", real.roll(), shown == null ? null : shown.roll(), 2);
        angle(schedule, nanos, "yaw", real.yaw(), shown == null ? null : shown.yaw(), 3);
        Vector3 gravity = Quaternion.of(truth.pose()).conjugate().rotate(new Vector3(0, 0, 1));
        Vector3 acceleration = reading.accelerometer();
        number(
                schedule,
                nanos,
                "acceleration",
                0,
                acceleration == null ? null : acceleration.minus(gravity).length(),
                0.03);
        Vector3 gyro = reading.gyroscope();
        number(
                schedule,
                nanos,
                "rotation",
                0,
                gyro == null ? null : gyro.minus(truth.rotation()).length(),
                0.05);
        Vector3 north = Quaternion.of(truth.pose())
                .conjugate()
                .rotate(new Vector3(20, 0, 44))
                .direction();
        Vector3 field = reading.compass();
        number(
                schedule,
                nanos,
                "field",
                0,
                field == null ? null : field.direction().minus(north).length(),
                0.03);
    }

    private void number(
            String schedule, long nanos, String what, double right, @Nullable Double shown, double tolerance) {
        if (shown == null) {
            missing++;
            return;
        }
        values++;
        // Not by assertThat: it would build its message each of some million times.
        if (!(Math.abs(shown - right) <= tolerance)) {
            throw new AssertionError(String.format(
                    "expected %s %s within %s or nothing at %.3f s, found %s; %s",
                    what, right, tolerance, nanos / 1e9, shown, schedule));
        }
    }

    private void angle(
            String schedule, long nanos, String what, double right, @Nullable Double shown, double tolerance) {
        number(
                schedule,
                nanos,
                what,
                0,
                shown == null ? null : (Double) Math.abs(Math.IEEEremainder(shown - right, 360)),
                tolerance);
    }
}
