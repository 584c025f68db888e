package dev.sluice.sensehat.emulator;

/** An HTS221: humidity and temperature, with a calibration that a real part could have. */
final class EmulatedHts221 extends EmulatedChip {

    private static final int AV_CONF = 0x10;
    private static final int CTRL_REG1 = 0x20;
    private static final int CTRL_REG2 = 0x21;
    private static final int STATUS_REG = 0x27;
    private static final int HUMIDITY_OUT = 0x28;
    private static final int TEMP_OUT = 0x2A;
    private static final int CALIBRATION = 0x30;
    private static final long[] PERIODS = {0, 1_000_000_000L, 142_857_143L, 80_000_000L};

    /** 30 %RH is 100, 80 %RH is -9900; 16 °C is 30, 36 °C is 710; the upper half of 0x35 is junk, as on real parts. */
    private static final String FACTORY = "3ca0802000c46400000054d91e00c602";

    private final Noise noise;
    private byte[] calibration = new byte[0];

    EmulatedHts221(long seed) {
        super(0x0F);
        noise = new Noise(seed);
        output(HUMIDITY_OUT, 2, STATUS_REG, 0b10);
        output(TEMP_OUT, 2, STATUS_REG, 0b01);
        lay(CALIBRATION, FACTORY);
    }

    @Override
    void reset() {
        calibration = new byte[16];
        for (int i = 0; i < calibration.length; i++) {
            calibration[i] = (byte) get(CALIBRATION + i);
        }
        clear();
        lay(CALIBRATION, calibration);
        set(0x0F, 0xBC);
        set(AV_CONF, 0x1B);
    }

    @Override
    void written(int register, int value) {
        switch (register) {
            case AV_CONF, CTRL_REG1, 0x22 -> set(register, value);
            // BOOT and ONE_SHOT are done at once, and clear themselves.
            case CTRL_REG2 -> set(register, value & 0x02);
            default -> {}
        }
    }

    @Override
    boolean countsUp(int subAddress) {
        return (subAddress & 0x80) != 0;
    }

    @Override
    long periodNanos() {
        return (get(CTRL_REG1) & 0x80) == 0 ? 0 : PERIODS[get(CTRL_REG1) & 0b11];
    }

    @Override
    boolean blockUpdate() {
        return (get(CTRL_REG1) & 0x04) != 0;
    }

    @Override
    void convert(Truth truth) {
        put(HUMIDITY_OUT, counts(100 + (truth.humidity() + noise.next(0.03) - 30) / 50 * -10_000));
        put(TEMP_OUT, counts(30 + (truth.celsius() + noise.next(0.02) - 16) / 20 * 680));
    }
}
