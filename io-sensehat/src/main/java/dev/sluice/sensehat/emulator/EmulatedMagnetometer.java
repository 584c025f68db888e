package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.Vector3;

/** The magnetometer of an LSM9DS1. */
final class EmulatedMagnetometer extends EmulatedChip {

    private static final int CTRL_REG1_M = 0x20;
    private static final int CTRL_REG2_M = 0x21;
    private static final int CTRL_REG3_M = 0x22;
    private static final int CTRL_REG5_M = 0x24;
    private static final int STATUS_REG_M = 0x27;
    private static final int OUT_M = 0x28;
    private static final double[] MICROTESLA = {0.014, 0.029, 0.043, 0.058};

    private final Noise noise;
    private Vector3 hardIron = new Vector3(0, 0, 0);
    private Vector3 softIron = new Vector3(1, 1, 1);

    EmulatedMagnetometer(long seed) {
        super(0x0F);
        noise = new Noise(seed);
        output(OUT_M, 2, STATUS_REG_M, 0b0001);
        output(OUT_M + 2, 2, STATUS_REG_M, 0b0010);
        output(OUT_M + 4, 2, STATUS_REG_M, 0b1100);
    }

    /** See {@link EmulatedBoard#putIronNearby}. */
    void putIronNearby(Vector3 hard, Vector3 soft) {
        hardIron = hard;
        softIron = soft;
    }

    @Override
    void reset() {
        clear();
        set(0x0F, 0x3D);
        set(CTRL_REG1_M, 0x10);
        set(CTRL_REG3_M, 0x03);
    }

    @Override
    void written(int register, int value) {
        if (register == CTRL_REG2_M && (value & 0x04) != 0) {
            reset();
        } else if (between(register, 0x05, 0x0A) || between(register, CTRL_REG1_M, CTRL_REG5_M)) {
            set(register, register == CTRL_REG2_M ? value & 0x60 : value);
        }
    }

    @Override
    boolean countsUp(int subAddress) {
        return (subAddress & 0x80) != 0;
    }

    @Override
    int next(int register) {
        return register == OUT_M + 5 ? OUT_M : register + 1;
    }

    @Override
    long periodNanos() {
        boolean continuous = (get(CTRL_REG3_M) & 0b11) == 0;
        return continuous ? 1_600_000_000L >> (get(CTRL_REG1_M) >> 2 & 0b111) : 0;
    }

    @Override
    boolean blockUpdate() {
        return (get(CTRL_REG5_M) & 0x40) != 0;
    }

    @Override
    void convert(Truth truth) {
        double lsb = MICROTESLA[get(CTRL_REG2_M) >> 5 & 0b11];
        Vector3 earth = truth.field();
        Vector3 field = new Vector3(
                softIron.x() * earth.x() + hardIron.x(),
                softIron.y() * earth.y() + hardIron.y(),
                softIron.z() * earth.z() + hardIron.z());
        put(OUT_M, counts((-field.x() + noise.next(0.1)) / lsb));
        put(OUT_M + 2, counts((field.y() + noise.next(0.1)) / lsb));
        put(OUT_M + 4, counts((-field.z() + noise.next(0.1)) / lsb));
    }
}
