package dev.sluice.sensehat;

/**
 * Learns what the gyroscope shows at rest, while the board is at rest: when the acceleration has hardly changed since the
 * sample before and the rotation is slow. Quickly in the first five seconds of rest, slowly from then on. The constants
 * are RTIMULib's.
 */
final class GyroBias {

    private static final double STILL_G = 0.05;
    private static final double STILL_RADIANS_PER_SECOND = 0.20;
    private static final double FAST = 2;
    private static final double SLOW = 0.01;

    private final int rate;
    private final int fastSamples;
    private Vector3 bias;
    private Vector3 before = Vector3.ZERO;
    private int learned;

    /**
     * @param rate samples a second
     * @param initial what was learned before, in rad/s
     */
    GyroBias(int rate, Vector3 initial) {
        this.rate = rate;
        fastSamples = 5 * rate;
        bias = initial;
    }

    /** The rotation without the bias, which this sample may have moved. */
    Vector3 remove(Vector3 gyro, Vector3 acceleration) {
        double change = acceleration.minus(before).length();
        before = acceleration;
        if (change < STILL_G && gyro.length() < STILL_RADIANS_PER_SECOND) {
            double weight = (learned < fastSamples ? FAST : SLOW) / rate;
            learned = Math.min(learned + 1, fastSamples);
            bias = bias.towards(gyro, weight);
        }
        return gyro.minus(bias);
    }

    /** What has been learned so far, in rad/s. */
    Vector3 value() {
        return bias;
    }
}
