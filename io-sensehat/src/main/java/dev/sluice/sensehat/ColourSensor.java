package dev.sluice.sensehat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The colour sensor of the Sense HAT's second version: a TCS3400 or a TCS3472, which count up in different ways. */
final class ColourSensor implements ChipDriver<Colour> {

    private static final int ENABLE = 0x80;
    private static final int ATIME = 0x81;
    private static final int CONTROL = 0x8F;
    private static final int STATUS = 0x93;
    private static final int CDATA = 0x94;
    /** The TCS3472 counts up where the command says so; the TCS3400 always does. */
    private static final int COUNT_UP_3472 = 0x20;

    private static final int POWER = 0x01;
    private static final int POWER_AND_MEASURE = 0x03;
    private static final int CYCLES = 64;
    private static final int GAIN_4 = 0x01;
    private static final double FULL_SCALE = 65_535;
    private static final Duration WARM_UP = Duration.ofMillis(3);

    private final int data;
    private final BoardClock clock;

    /** @param type TCS3400 or TCS3472 */
    ColourSensor(ChipType type, BoardClock clock) {
        data = type == ChipType.TCS3472 ? CDATA | COUNT_UP_3472 : CDATA;
        this.clock = clock;
    }

    @Override
    public void configure(I2cDevice device) throws I2cException {
        device.write(ENABLE, POWER);
        clock.sleep(WARM_UP);
        device.write(ATIME, 256 - CYCLES);
        device.write(CONTROL, GAIN_4);
        device.write(ENABLE, POWER_AND_MEASURE);
        device.expect(ATIME, 256 - CYCLES);
        device.expect(CONTROL, GAIN_4);
    }

    @Override
    public @Nullable Colour sample(I2cDevice device) throws I2cException {
        if ((device.read(STATUS) & 0x01) == 0) {
            return null;
        }
        byte[] out = new byte[8];
        device.read(data, out);
        return new Colour(share(out, 2), share(out, 4), share(out, 6), share(out, 0));
    }

    private static double share(byte[] out, int at) {
        return LittleEndian.unsigned16(out, at) / FULL_SCALE;
    }

    @Override
    public boolean isConfigured(I2cDevice device) throws I2cException {
        return device.read(ENABLE) == POWER_AND_MEASURE;
    }

    @Override
    public long quietNanos() {
        return 1_000_000_000L;
    }
}
