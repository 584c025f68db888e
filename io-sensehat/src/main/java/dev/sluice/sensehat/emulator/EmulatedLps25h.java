package dev.sluice.sensehat.emulator;

/** An LPS25H: pressure and temperature, with its FIFO as a moving mean of the pressure. */
final class EmulatedLps25h extends EmulatedChip {

    private static final int RES_CONF = 0x10;
    private static final int CTRL_REG1 = 0x20;
    private static final int CTRL_REG2 = 0x21;
    private static final int STATUS_REG = 0x27;
    private static final int PRESS_OUT = 0x28;
    private static final int TEMP_OUT = 0x2B;
    private static final int FIFO_CTRL = 0x2E;
    private static final int FIFO_MEAN = 0b110;
    private static final long[] PERIODS = {0, 1_000_000_000L, 142_857_143L, 80_000_000L, 40_000_000L, 0, 0, 0};

    private final Noise noise;
    private final double[] fifo = new double[32];
    private int filled;

    EmulatedLps25h(long seed) {
        super(0x0F);
        noise = new Noise(seed);
        output(PRESS_OUT, 3, STATUS_REG, 0b10);
        output(TEMP_OUT, 2, STATUS_REG, 0b01);
    }

    @Override
    void reset() {
        clear();
        filled = 0;
        set(0x0F, 0xBD);
        set(RES_CONF, 0x05);
    }

    @Override
    void written(int register, int value) {
        if (register == CTRL_REG2 && (value & 0x04) != 0) {
            reset();
        } else if (register == CTRL_REG2) {
            // BOOT and ONE_SHOT are done at once, and clear themselves.
            set(register, value & 0x7A);
        } else if (register == RES_CONF
                || register == CTRL_REG1
                || between(register, 0x22, 0x24)
                || register == FIFO_CTRL) {
            set(register, value);
        }
    }

    @Override
    boolean countsUp(int subAddress) {
        return (subAddress & 0x80) != 0;
    }

    @Override
    int next(int register) {
        return usesFifo() && register == PRESS_OUT + 2 ? PRESS_OUT : register + 1;
    }

    private boolean usesFifo() {
        return (get(CTRL_REG2) & 0x40) != 0;
    }

    @Override
    long periodNanos() {
        return (get(CTRL_REG1) & 0x80) == 0 ? 0 : PERIODS[get(CTRL_REG1) >> 4 & 0b111];
    }

    @Override
    boolean blockUpdate() {
        return (get(CTRL_REG1) & 0x04) != 0;
    }

    @Override
    void convert(Truth truth) {
        // A number that nobody has read is overrun.
        set(STATUS_REG, get(STATUS_REG) | (get(STATUS_REG) & 0b11) << 4);
        double hectopascal = truth.hectopascal() + noise.next(0.01);
        System.arraycopy(fifo, 0, fifo, 1, fifo.length - 1);
        fifo[0] = hectopascal;
        filled = Math.min(filled + 1, fifo.length);
        put(PRESS_OUT, Math.round(shown() * 4096) & 0xFFFFFF);
        put(TEMP_OUT, counts((truth.celsius() + noise.next(0.02) - 42.5) * 480));
    }

    private double shown() {
        boolean mean = usesFifo() && get(FIFO_CTRL) >> 5 == FIFO_MEAN;
        int size = mean ? Math.min(filled, (get(FIFO_CTRL) & 0x1F) + 1) : 1;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += fifo[i];
        }
        return sum / size;
    }
}
