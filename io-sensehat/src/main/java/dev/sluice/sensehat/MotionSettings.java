package dev.sluice.sensehat;

/**
 * How fast and how far the LSM9DS1 measures, by the codes that {@code RTIMULib.ini} has for it.
 *
 * @param gyroRate 0 to 5: 14.9, 59.5, 119, 238, 476, 952 samples a second, for the accelerometer as well
 * @param gyroBandwidth 0 to 3
 * @param gyroHighPass 0 to 9
 * @param gyroRange 0 to 2: 245, 500, 2000 degrees a second
 * @param accelerationRate 1 to 6; counts only while the gyroscope is off
 * @param accelerationRange 0 to 3: 2, 16, 4, 8 g
 * @param accelerationLowPass 0 to 3
 * @param compassRate 0 to 5: 0.625, 1.25, 2.5, 5, 10, 20 samples a second
 * @param compassRange 0 to 3: 400, 800, 1200, 1600 µT
 */
public record MotionSettings(
        int gyroRate,
        int gyroBandwidth,
        int gyroHighPass,
        int gyroRange,
        int accelerationRate,
        int accelerationRange,
        int accelerationLowPass,
        int compassRate,
        int compassRange) {

    private static final double[] RATES = {14.9, 59.5, 119, 238, 476, 952};
    private static final int[] GYRO_RANGE_BITS = {0b00, 0b01, 0b11};
    private static final double[] DEGREES_PER_SECOND = {0.00875, 0.0175, 0.07};
    private static final double[] G = {0.000061, 0.000732, 0.000122, 0.000244};
    private static final double[] MICROTESLA = {0.014, 0.029, 0.043, 0.058};

    /** What RTIMULib sets: 119 Hz, ±500 °/s, ±8 g, 20 Hz, ±400 µT. */
    public static final MotionSettings DEFAULT = new MotionSettings(2, 1, 4, 1, 3, 3, 3, 5, 0);

    public MotionSettings {
        check("LSM9DS1GyroSampleRate", gyroRate, 0, 5);
        check("LSM9DS1GyroBW", gyroBandwidth, 0, 3);
        check("LSM9DS1GyroHpf", gyroHighPass, 0, 9);
        check("LSM9DS1GyroFsr", gyroRange, 0, 2);
        check("LSM9DS1AccelSampleRate", accelerationRate, 1, 6);
        check("LSM9DS1AccelFsr", accelerationRange, 0, 3);
        check("LSM9DS1AccelLpf", accelerationLowPass, 0, 3);
        check("LSM9DS1CompassSampleRate", compassRate, 0, 5);
        check("LSM9DS1CompassFsr", compassRange, 0, 3);
    }

    private static void check(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "expected " + key + " from " + least + " to " + most + ", found " + value);
        }
    }

    /** Samples of gyroscope and accelerometer a second. */
    double rate() {
        return RATES[gyroRate];
    }

    long compassPeriodNanos() {
        return 1_600_000_000L >> compassRate;
    }

    int gyroControl() {
        return (gyroRate + 1) << 5 | GYRO_RANGE_BITS[gyroRange] << 3 | gyroBandwidth;
    }

    int gyroHighPassControl() {
        return 0x40 | gyroHighPass;
    }

    int accelerationControl() {
        return accelerationRate << 5 | accelerationRange << 3 | accelerationLowPass;
    }

    int compassRateControl() {
        return compassRate << 2;
    }

    int compassRangeControl() {
        return compassRange << 5;
    }

    double radiansPerSecond() {
        return Math.toRadians(DEGREES_PER_SECOND[gyroRange]);
    }

    double g() {
        return G[accelerationRange];
    }

    double microtesla() {
        return MICROTESLA[compassRange];
    }
}
