package dev.sluice.sensehat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Accelerometer and gyroscope of the LSM9DS1, at one rate; registers as in ST's data sheet. Reset before it is set, so
 * that nothing of a program before remains; then with block data update and counting up, which RTIMULib leaves off.
 */
final class AccelGyro implements ChipDriver<AccelGyro.Sample> {

    private static final int CTRL_REG1_G = 0x10;
    private static final int CTRL_REG2_G = 0x11;
    private static final int CTRL_REG3_G = 0x12;
    private static final int STATUS_REG = 0x17;
    private static final int OUT_G = 0x18;
    private static final int CTRL_REG6_XL = 0x20;
    private static final int CTRL_REG7_XL = 0x21;
    private static final int CTRL_REG8 = 0x22;
    private static final int OUT_XL = 0x28;

    private static final int RESET = 0x05;
    private static final int BLOCK_UPDATE_COUNT_UP = 0x44;
    private static final Duration AFTER_RESET = Duration.ofMillis(10);

    private final MotionSettings settings;
    private final BoardClock clock;

    /**
     * One sample along the board's axes.
     *
     * @param gyro in rad/s
     * @param acceleration in g, of the direction in which things fall: (0, 0, 1) when the board lies level
     */
    record Sample(Vector3 gyro, Vector3 acceleration) {}

    AccelGyro(MotionSettings settings, BoardClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void configure(I2cDevice device) throws I2cException {
        device.write(CTRL_REG8, RESET);
        clock.sleep(AFTER_RESET);
        device.write(CTRL_REG8, BLOCK_UPDATE_COUNT_UP);
        device.write(CTRL_REG2_G, 0);
        device.write(CTRL_REG3_G, settings.gyroHighPassControl());
        device.write(CTRL_REG6_XL, settings.accelerationControl());
        device.write(CTRL_REG7_XL, 0);
        device.write(CTRL_REG1_G, settings.gyroControl());
        device.expect(CTRL_REG8, BLOCK_UPDATE_COUNT_UP);
        device.expect(CTRL_REG3_G, settings.gyroHighPassControl());
        device.expect(CTRL_REG6_XL, settings.accelerationControl());
    }

    @Override
    public @Nullable Sample sample(I2cDevice device) throws I2cException {
        if ((device.read(STATUS_REG) & 0b11) == 0) {
            return null;
        }
        byte[] out = new byte[6];
        device.read(OUT_G, out);
        Vector3 gyro = LittleEndian.vector(out).times(settings.radiansPerSecond());
        device.read(OUT_XL, out);
        Vector3 acceleration = LittleEndian.vector(out).times(settings.g());
        return new Sample(
                new Vector3(gyro.x(), gyro.y(), -gyro.z()),
                new Vector3(-acceleration.x(), -acceleration.y(), acceleration.z()));
    }

    @Override
    public boolean isConfigured(I2cDevice device) throws I2cException {
        return device.read(CTRL_REG1_G) == settings.gyroControl();
    }

    @Override
    public long quietNanos() {
        return (long) (5e9 / settings.rate());
    }
}
