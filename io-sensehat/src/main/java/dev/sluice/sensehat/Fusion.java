package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * Puts rotation, gravity and magnetic field together to a pose. The first sample gives the pose that gravity and field
 * show; from then on the gyroscope leads and the measured pose corrects it, by the same small part <em>for each sample</em>,
 * so that samples have to come at the chip's rate.
 */
final class Fusion {

    /** Predicts an attitude and corrects it. */
    sealed interface Filter permits Rtqf, KalmanFilter {

        /** Forgets everything. */
        void reset();

        /**
         * The attitude one step on.
         *
         * @param rotation in rad/s, null where the gyroscope is not to be used
         * @param measured the attitude by gravity and field, null where neither is to be used
         */
        Quaternion step(Quaternion state, double seconds, @Nullable Vector3 rotation, @Nullable Quaternion measured);
    }

    private final @Nullable Filter filter;
    private final double declination;
    private Sensors sensors = Sensors.ALL;
    private boolean started;
    private long before;
    private Quaternion attitude = Quaternion.IDENTITY;
    private Pose pose = Pose.ZERO;

    /** @param declination of the magnetic field, in radians, taken off the yaw */
    Fusion(FusionType type, double declination) {
        filter = switch (type) {
            case NONE -> null;
            case KALMAN -> new KalmanFilter();
            case RTQF -> new Rtqf();
        };
        this.declination = declination;
    }

    /** Which sensors have a say from now on. */
    void use(Sensors sensors) {
        this.sensors = sensors;
    }

    /** Begins anew: the next sample is a first one. */
    void reset() {
        started = false;
        attitude = Quaternion.IDENTITY;
        pose = Pose.ZERO;
        if (filter != null) {
            filter.reset();
        }
    }

    /**
     * Takes one sample.
     *
     * @param nanos when it was taken, by a clock that never goes back; no time since the last one leaves the pose as it is
     * @param gyro in rad/s
     */
    void add(long nanos, Vector3 gyro, Vector3 acceleration, Vector3 field) {
        if (filter == null) {
            return;
        }
        double seconds = (nanos - before) / 1e9;
        before = nanos;
        if (!started) {
            pose = measure(acceleration, field);
            attitude = Quaternion.of(pose).signedAs(attitude);
            started = true;
            return;
        }
        if (seconds <= 0) {
            return;
        }
        Quaternion measured = Quaternion.of(measure(acceleration, field)).signedAs(attitude);
        attitude = filter.step(
                attitude,
                seconds,
                sensors.gyroscope() ? gyro : null,
                sensors.compass() || sensors.accelerometer() ? measured : null);
        pose = attitude.pose();
    }

    private Pose measure(Vector3 acceleration, Vector3 field) {
        double roll = pose.roll();
        double pitch = pose.pitch();
        double yaw = pose.yaw();
        if (sensors.accelerometer()) {
            Vector3 down = acceleration.direction();
            roll = Math.atan2(down.y(), down.z());
            pitch = -Math.atan2(down.x(), Math.hypot(down.y(), down.z()));
        }
        if (sensors.compass()) {
            Vector3 level = Quaternion.of(new Pose(roll, pitch, 0)).rotate(field);
            yaw = -Math.atan2(level.y(), level.x()) - declination;
        }
        return new Pose(roll, pitch, yaw);
    }

    /** The pose, or null before the first sample and where there is no fusion. */
    @Nullable
    Pose pose() {
        return started ? pose : null;
    }

    Quaternion attitude() {
        return attitude;
    }
}
