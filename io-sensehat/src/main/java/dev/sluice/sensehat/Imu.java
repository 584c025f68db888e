package dev.sluice.sensehat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The LSM9DS1 and what becomes of its samples, in RTIMULib's order: mounting, gyroscope bias, compass calibration and its
 * running mean, accelerometer calibration, fusion. The compass is slower than the others, so that a field counts for
 * several samples.
 */
final class Imu {

    /** How much of a new field goes into the mean. */
    private static final double COMPASS_WEIGHT = 0.2;
    /** For so many of its periods a field of the compass may stand for the ones that did not come. */
    private static final int COMPASS_PERIODS = 5;

    private final Settings settings;
    private final BoardClock clock;
    private final long restartNanos;
    private final Chip<AccelGyro.Sample> motion;
    private final Chip<Vector3> compass;
    private final AxisRotation rotation;
    private final Fusion fusion;
    private final GyroBias bias;
    private @Nullable Vector3 field;
    private long fieldNanos;
    /** Begins with nothing, as the reference does, so that the first fields look weak; after a gap with the field. */
    private @Nullable Vector3 mean = Vector3.ZERO;

    private long before;

    /**
     * What one sample came to.
     *
     * @param nanos when it had been read, by the board's clock
     * @param gyro in rad/s, without the bias
     * @param acceleration in g, calibrated
     * @param compass in µT, calibrated, the running mean
     * @param pose null where there is no fusion
     */
    record Sample(
            long nanos,
            Vector3 gyro,
            Vector3 acceleration,
            Vector3 compass,
            @Nullable Pose pose,
            Quaternion attitude) {}

    /**
     * @param restart the time without a sample after which fusion begins anew instead of going on across the gap
     * @throws BoardException if one of the two chips is not there or cannot be used
     */
    Imu(ChipFinder finder, Settings settings, BoardClock clock, Duration restart) {
        this.settings = settings;
        this.clock = clock;
        restartNanos = restart.toNanos();
        rotation = AxisRotation.of(settings.axisRotation());
        fusion = new Fusion(settings.fusion(), settings.declination());
        bias = new GyroBias((int) Math.round(settings.motion().rate()), settings.gyroBias());
        motion = new Chip<>(
                        ChipType.MOTION,
                        finder.find(ChipType.MOTION, settings.motionAddress()),
                        new AccelGyro(settings.motion(), clock),
                        clock)
                .opened();
        compass = new Chip<>(
                        ChipType.COMPASS,
                        finder.find(ChipType.COMPASS, null),
                        new Magnetometer(settings.motion()),
                        clock)
                .opened();
        before = clock.nanoTime();
    }

    /** The next sample, or null where there is none: not yet, or a chip cannot be read. */
    @Nullable
    Sample sample() {
        AccelGyro.Sample raw = motion.poll();
        if (raw == null) {
            return null;
        }
        Vector3 now = field(clock.nanoTime());
        return now == null ? null : sample(clock.nanoTime(), raw, now);
    }

    private @Nullable Vector3 field(long nanos) {
        Vector3 latest = compass.poll();
        if (latest != null) {
            field = latest;
            fieldNanos = nanos;
        } else if (compass.isFailing()
                || nanos - fieldNanos > COMPASS_PERIODS * settings.motion().compassPeriodNanos()) {
            field = null;
        }
        return field;
    }

    private Sample sample(long nanos, AccelGyro.Sample raw, Vector3 rawField) {
        if (nanos - before > restartNanos) {
            fusion.reset();
            mean = null;
        }
        before = nanos;
        Vector3 acceleration = rotation.apply(raw.acceleration());
        Vector3 gyro = bias.remove(rotation.apply(raw.gyro()), acceleration);
        Vector3 turned = rotation.apply(rawField);
        CompassCalibration compassCalibration = settings.compass();
        Vector3 calibrated = compassCalibration == null ? turned : compassCalibration.apply(turned);
        Vector3 smooth = mean == null ? calibrated : mean.towards(calibrated, COMPASS_WEIGHT);
        mean = smooth;
        AccelerationCalibration accelerationCalibration = settings.acceleration();
        if (accelerationCalibration != null) {
            acceleration = accelerationCalibration.apply(acceleration);
        }
        fusion.add(nanos, gyro, acceleration, smooth);
        return new Sample(nanos, gyro, acceleration, smooth, fusion.pose(), fusion.attitude());
    }

    /** Which sensors have a say in the pose from now on. */
    void use(Sensors sensors) {
        fusion.use(sensors);
    }

    /** Begins the fusion anew. */
    void resetFusion() {
        fusion.reset();
    }

    /** What the gyroscope shows at rest, as learned so far, in rad/s. */
    Vector3 gyroBias() {
        return bias.value();
    }

    /** Whether one of the chips could not be read when it was last asked. */
    boolean isFailing() {
        return motion.isFailing() || compass.isFailing();
    }

    List<ChipHealth> health() {
        return List.of(motion.health(), compass.health());
    }
}
