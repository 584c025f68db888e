package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * Pressure and temperature, 25 times a second; registers as in ST's data sheet of the LPS25H. The FIFO stays off: with it
 * the chip would give a mean, and count up another way.
 */
final class Lps25h implements ChipDriver<Lps25h.Sample> {

    private static final int COUNT_UP = 0x80;
    private static final int RES_CONF = 0x10;
    private static final int CTRL_REG1 = 0x20;
    private static final int CTRL_REG2 = 0x21;
    private static final int STATUS_REG = 0x27;
    private static final int PRESS_OUT = 0x28;
    private static final int TEMP_OUT = 0x2B;
    private static final int FIFO_CTRL = 0x2E;

    /** Active, 25 Hz, block data update. */
    private static final int ACTIVE = 0xC4;
    /** The mean of 16 temperatures and 32 pressures. */
    private static final int AVERAGES = 0x05;

    /** One conversion; what was not ready is null. */
    record Sample(@Nullable Double hectopascal, @Nullable Double celsius) {}

    @Override
    public void configure(I2cDevice device) throws I2cException {
        device.write(CTRL_REG1, 0);
        device.write(CTRL_REG2, 0);
        device.write(FIFO_CTRL, 0);
        device.write(RES_CONF, AVERAGES);
        device.write(CTRL_REG1, ACTIVE);
        device.expect(RES_CONF, AVERAGES);
    }

    @Override
    public @Nullable Sample sample(I2cDevice device) throws I2cException {
        int status = device.read(STATUS_REG);
        if ((status & 0b11) == 0) {
            return null;
        }
        Double hectopascal = null;
        Double celsius = null;
        if ((status & 0b10) != 0) {
            byte[] out = new byte[3];
            device.read(PRESS_OUT | COUNT_UP, out);
            hectopascal = LittleEndian.unsigned24(out, 0) / 4096.0;
        }
        if ((status & 0b01) != 0) {
            byte[] out = new byte[2];
            device.read(TEMP_OUT | COUNT_UP, out);
            celsius = 42.5 + LittleEndian.signed16(out, 0) / 480.0;
        }
        return new Sample(hectopascal, celsius);
    }

    @Override
    public boolean isConfigured(I2cDevice device) throws I2cException {
        return device.read(CTRL_REG1) == ACTIVE;
    }

    @Override
    public long quietNanos() {
        return 200_000_000L;
    }
}
