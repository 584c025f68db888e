package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/** The magnetometer of the LSM9DS1, a chip of its own on the bus; gives the field along the board's axes, in µT. */
final class Magnetometer implements ChipDriver<Vector3> {

    private static final int COUNT_UP = 0x80;
    private static final int CTRL_REG1_M = 0x20;
    private static final int CTRL_REG2_M = 0x21;
    private static final int CTRL_REG3_M = 0x22;
    private static final int CTRL_REG5_M = 0x24;
    private static final int STATUS_REG_M = 0x27;
    private static final int OUT_M = 0x28;

    private static final int CONTINUOUS = 0x00;
    private static final int BLOCK_UPDATE = 0x40;
    private static final int NEW_DATA = 0x08;

    private final MotionSettings settings;

    Magnetometer(MotionSettings settings) {
        this.settings = settings;
    }

    @Override
    public void configure(I2cDevice device) throws I2cException {
        device.write(CTRL_REG1_M, settings.compassRateControl());
        device.write(CTRL_REG2_M, settings.compassRangeControl());
        device.write(CTRL_REG5_M, BLOCK_UPDATE);
        device.write(CTRL_REG3_M, CONTINUOUS);
        device.expect(CTRL_REG1_M, settings.compassRateControl());
        device.expect(CTRL_REG2_M, settings.compassRangeControl());
        device.expect(CTRL_REG5_M, BLOCK_UPDATE);
    }

    @Override
    public @Nullable Vector3 sample(I2cDevice device) throws I2cException {
        if ((device.read(STATUS_REG_M) & NEW_DATA) == 0) {
            return null;
        }
        byte[] out = new byte[6];
        device.read(OUT_M | COUNT_UP, out);
        Vector3 field = LittleEndian.vector(out).times(settings.microtesla());
        return new Vector3(-field.x(), field.y(), -field.z());
    }

    @Override
    public boolean isConfigured(I2cDevice device) throws I2cException {
        return device.read(CTRL_REG3_M) == CONTINUOUS;
    }

    @Override
    public long quietNanos() {
        return 5 * settings.compassPeriodNanos();
    }
}
