package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.Vector3;

/** Accelerometer and gyroscope of an LSM9DS1. The gyroscope shows a little when it lies still. */
final class EmulatedAccelGyro extends EmulatedChip {

    private static final int CTRL_REG1_G = 0x10;
    private static final int STATUS_REG = 0x17;
    private static final int OUT_G = 0x18;
    private static final int CTRL_REG6_XL = 0x20;
    private static final int CTRL_REG8 = 0x22;
    private static final int OUT_XL = 0x28;
    private static final double[] RATES_G = {0, 14.9, 59.5, 119, 238, 476, 952, 0};
    private static final double[] RATES_XL = {0, 10, 50, 119, 238, 476, 952, 0};
    private static final double[] DEGREES_PER_SECOND = {0.00875, 0.0175, 0.0175, 0.07};
    private static final double[] G = {0.000061, 0.000732, 0.000122, 0.000244};

    /** In rad/s, along the chip's axes. */
    private static final Vector3 BIAS = new Vector3(0.012, -0.008, 0.005);

    private final Noise noise;

    EmulatedAccelGyro(long seed) {
        super(0x0F);
        noise = new Noise(seed);
        for (int axis = 0; axis < 3; axis++) {
            output(OUT_G + 2 * axis, 2, STATUS_REG, 0b10);
            output(OUT_XL + 2 * axis, 2, STATUS_REG, 0b01);
        }
    }

    @Override
    void reset() {
        clear();
        set(0x0F, 0x68);
        set(0x1E, 0x38);
        set(0x1F, 0x38);
        set(CTRL_REG8, 0x04);
    }

    @Override
    void written(int register, int value) {
        if (register == CTRL_REG8 && (value & 0x01) != 0) {
            reset();
        } else if (register == CTRL_REG8) {
            // BOOT clears itself.
            set(register, value & 0x7E);
        } else if (between(register, 0x04, 0x0D)
                || between(register, CTRL_REG1_G, 0x13)
                || between(register, 0x1E, 0x24)
                || between(register, 0x2E, 0x37)) {
            set(register, value);
        }
    }

    @Override
    boolean countsUp(int subAddress) {
        return (get(CTRL_REG8) & 0x04) != 0;
    }

    @Override
    long periodNanos() {
        double gyro = RATES_G[get(CTRL_REG1_G) >> 5];
        double rate = gyro == 0 ? RATES_XL[get(CTRL_REG6_XL) >> 5] : gyro;
        return rate == 0 ? 0 : (long) (1e9 / rate);
    }

    @Override
    boolean blockUpdate() {
        return (get(CTRL_REG8) & 0x40) != 0;
    }

    @Override
    void convert(Truth truth) {
        if (get(CTRL_REG1_G) >> 5 != 0) {
            double lsb = Math.toRadians(DEGREES_PER_SECOND[get(CTRL_REG1_G) >> 3 & 0b11]);
            Vector3 rotation = truth.rotation();
            put(OUT_G, counts((rotation.x() + BIAS.x() + noise.next(0.002)) / lsb));
            put(OUT_G + 2, counts((rotation.y() + BIAS.y() + noise.next(0.002)) / lsb));
            put(OUT_G + 4, counts((-rotation.z() + BIAS.z() + noise.next(0.002)) / lsb));
        }
        double lsb = G[get(CTRL_REG6_XL) >> 3 & 0b11];
        Vector3 acceleration = truth.acceleration();
        put(OUT_XL, counts((-acceleration.x() + noise.next(0.003)) / lsb));
        put(OUT_XL + 2, counts((-acceleration.y() + noise.next(0.003)) / lsb));
        put(OUT_XL + 4, counts((acceleration.z() + noise.next(0.003)) / lsb));
    }
}
