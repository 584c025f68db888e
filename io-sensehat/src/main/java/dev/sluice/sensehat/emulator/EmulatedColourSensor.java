package dev.sluice.sensehat.emulator;

/**
 * The colour sensor of the second version. The TCS3472 takes a command byte, in which one bit says that the pointer counts
 * up; to the TCS3400 the same byte is a register's address, and it always counts up.
 */
final class EmulatedColourSensor extends EmulatedChip {

    /** Which of the two. */
    public enum Kind {
        TCS3400,
        TCS3472
    }

    private static final int ENABLE = 0x80;
    private static final int ATIME = 0x81;
    private static final int CONTROL = 0x8F;
    private static final int ID = 0x92;
    private static final int STATUS = 0x93;
    private static final int DATA = 0x94;
    private static final long CYCLE_3400 = 2_780_000L;
    private static final long CYCLE_3472 = 2_400_000L;

    private final Kind kind;

    EmulatedColourSensor(Kind kind) {
        super(ID);
        this.kind = kind;
        for (int channel = 0; channel < 4; channel++) {
            output(DATA + 2 * channel, 2, STATUS, channel == 3 ? 0x01 : 0);
        }
    }

    @Override
    void reset() {
        clear();
        set(ATIME, 0xFF);
        set(ID, kind == Kind.TCS3400 ? 0x90 : 0x44);
    }

    @Override
    int register(int subAddress) {
        return kind == Kind.TCS3400 ? subAddress : 0x80 | (subAddress & 0x1F);
    }

    @Override
    void written(int register, int value) {
        if (register >= ENABLE && register <= CONTROL) {
            set(register, value);
        }
    }

    @Override
    boolean countsUp(int subAddress) {
        return kind == Kind.TCS3400 || (subAddress & 0x60) == 0x20;
    }

    @Override
    long periodNanos() {
        long cycle = kind == Kind.TCS3400 ? CYCLE_3400 : CYCLE_3472;
        return (get(ENABLE) & 0b11) == 0b11 ? (256 - get(ATIME)) * cycle : 0;
    }

    @Override
    boolean blockUpdate() {
        return true;
    }

    @Override
    void convert(Truth truth) {
        int scale = Math.min(65_535, (256 - get(ATIME)) * 1024);
        put(DATA, Math.round(truth.light().clear() * scale));
        put(DATA + 2, Math.round(truth.light().red() * scale));
        put(DATA + 4, Math.round(truth.light().green() * scale));
        put(DATA + 6, Math.round(truth.light().blue() * scale));
    }
}
