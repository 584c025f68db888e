package dev.sluice.sensehat;

import dev.sluice.sensehat.SenseHatOptions.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The chips of one board and what they showed last. Somebody has to {@linkplain #poll poll} it, at the rate of the motion
 * chip, since each of its samples moves the fusion. Thread-safe.
 */
final class Board {

    private static final long ENVIRONMENT_NANOS = 40_000_000L;
    /** Where a sample is late, it is asked for again this soon. */
    private static final long LATE_NANOS = 1_000_000L;

    private final SenseHatOptions options;
    private final BoardClock clock;
    private final @Nullable Chip<Hts221.Sample> humidityChip;
    private final @Nullable Chip<Lps25h.Sample> pressureChip;
    private final @Nullable Imu imu;
    private final @Nullable Chip<Colour> colourChip;
    private final Held<Double> humidity;
    private final Held<Double> humidityCelsius;
    private final Held<Double> pressure;
    private final Held<Double> pressureCelsius;
    private final Held<Imu.Sample> motion;
    private final Held<Colour> colour;
    private final long motionNanos;
    private long motionDue;
    private long environmentDue;

    /** @throws BoardException if what is needed is not there or cannot be used; all of it in one message */
    Board(I2cBus bus, SenseHatOptions options) {
        this.options = options;
        clock = options.clock();
        long age = options.maximumAge().toNanos();
        humidity = new Held<>(age);
        humidityCelsius = new Held<>(age);
        pressure = new Held<>(age);
        pressureCelsius = new Held<>(age);
        // A pose goes out of date as soon as a gap is too long to be stepped across.
        motion = new Held<>(Math.min(age, options.restartAfter().toNanos()));
        colour = new Held<>(age);
        motionNanos = (long) (1e9 / options.settings().motion().rate());
        ChipFinder finder = new ChipFinder(bus);
        Settings settings = options.settings();
        List<BoardException> wrong = new ArrayList<>();
        humidityChip = part(
                Part.HUMIDITY, wrong, () -> chip(finder, ChipType.HUMIDITY, settings.humidityAddress(), new Hts221()));
        pressureChip = part(
                Part.PRESSURE, wrong, () -> chip(finder, ChipType.PRESSURE, settings.pressureAddress(), new Lps25h()));
        imu = part(Part.MOTION, wrong, () -> new Imu(finder, settings, clock, options.restartAfter()));
        colourChip = colour(finder, wrong);
        if (!wrong.isEmpty()) {
            throw together(wrong);
        }
        motionDue = clock.nanoTime();
        environmentDue = motionDue;
    }

    private <T> @Nullable T part(Part part, List<BoardException> wrong, Supplier<T> open) {
        if (!options.parts().contains(part)) {
            return null;
        }
        try {
            return open.get();
        } catch (BoardException e) {
            wrong.add(e);
            return null;
        }
    }

    private <S> Chip<S> chip(ChipFinder finder, ChipType type, @Nullable Integer address, ChipDriver<S> driver) {
        return new Chip<>(type, finder.find(type, address), driver, clock).opened();
    }

    /** Boards of the first version have none, and two kinds are built in. */
    private @Nullable Chip<Colour> colour(ChipFinder finder, List<BoardException> wrong) {
        List<BoardException> missing = new ArrayList<>();
        for (ChipType type : List.of(ChipType.TCS3400, ChipType.TCS3472)) {
            try {
                return chip(finder, type, null, new ColourSensor(type, clock));
            } catch (BoardException e) {
                missing.add(e);
            }
        }
        if (options.parts().contains(Part.COLOUR)) {
            wrong.addAll(missing);
        }
        return null;
    }

    private static BoardException together(List<BoardException> wrong) {
        String message = String.join(
                "\n", wrong.stream().map(BoardException::getMessage).distinct().toList());
        return new BoardException(message, wrong.get(0));
    }

    /**
     * Reads what is due.
     *
     * @return how many nanoseconds until something is due again
     */
    synchronized long poll() {
        long now = clock.nanoTime();
        if (imu != null && now - motionDue >= 0) {
            Imu.Sample sample = imu.sample();
            motion.offer(sample, now);
            // A little early, so that the chip's clock, which is not ours, cannot run away.
            motionDue = clock.nanoTime() + (sample == null ? LATE_NANOS : motionNanos * 15 / 16);
        }
        if (now - environmentDue >= 0) {
            pollEnvironment(now);
            environmentDue = now + ENVIRONMENT_NANOS;
        }
        long due = imu == null ? environmentDue : Math.min(motionDue, environmentDue);
        return Math.max(0, due - clock.nanoTime());
    }

    private void pollEnvironment(long now) {
        if (humidityChip != null) {
            Hts221.Sample sample = humidityChip.poll();
            if (sample != null) {
                humidity.offer(sample.humidity(), now);
                humidityCelsius.offer(sample.celsius(), now);
            }
        }
        if (pressureChip != null) {
            Lps25h.Sample sample = pressureChip.poll();
            if (sample != null) {
                pressure.offer(sample.hectopascal(), now);
                pressureCelsius.offer(sample.celsius(), now);
            }
        }
        if (colourChip != null) {
            colour.offer(colourChip.poll(), now);
        }
    }

    /** What the board shows now, as far as it was polled. */
    synchronized Reading reading() {
        long now = clock.nanoTime();
        boolean humid = humidityChip != null && !humidityChip.isFailing();
        boolean pressed = pressureChip != null && !pressureChip.isFailing();
        Imu.Sample moved = imu != null && !imu.isFailing() ? motion.at(now) : null;
        Pose pose = moved == null ? null : moved.pose();
        return new Reading(
                clock.now(),
                humid ? humidity.at(now) : null,
                temperature(humid ? humidityCelsius.at(now) : null),
                temperature(pressed ? pressureCelsius.at(now) : null),
                pressed ? pressure.at(now) : null,
                pose == null ? null : Orientation.of(pose),
                moved == null ? null : moved.acceleration(),
                moved == null ? null : moved.gyro(),
                moved == null ? null : moved.compass(),
                colourChip != null && !colourChip.isFailing() ? colour.at(now) : null);
    }

    private @Nullable Double temperature(@Nullable Double celsius) {
        CpuHeat heat = options.cpuHeat();
        return heat == null ? celsius : heat.remove(celsius);
    }

    synchronized void use(Sensors sensors) {
        if (imu != null) {
            imu.use(sensors);
        }
    }

    synchronized Vector3 gyroBias() {
        return imu == null ? options.settings().gyroBias() : imu.gyroBias();
    }

    synchronized List<ChipHealth> health() {
        List<ChipHealth> health = new ArrayList<>();
        if (humidityChip != null) {
            health.add(humidityChip.health());
        }
        if (pressureChip != null) {
            health.add(pressureChip.health());
        }
        if (imu != null) {
            health.addAll(imu.health());
        }
        if (colourChip != null) {
            health.add(colourChip.health());
        }
        return List.copyOf(health);
    }
}
