package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/** Humidity and temperature, 12.5 times a second; registers as in ST's data sheet of the HTS221. */
final class Hts221 implements ChipDriver<Hts221.Sample> {

    private static final int COUNT_UP = 0x80;
    private static final int AV_CONF = 0x10;
    private static final int CTRL_REG1 = 0x20;
    private static final int STATUS_REG = 0x27;
    private static final int HUMIDITY_OUT = 0x28;
    private static final int TEMP_OUT = 0x2A;
    private static final int CALIBRATION = 0x30;

    /** Active, block data update, 12.5 Hz. */
    private static final int ACTIVE = 0x87;
    /** The mean of 16 temperatures and 32 humidities. */
    private static final int AVERAGES = 0x1B;

    private @Nullable Hts221Calibration calibration;

    /** One conversion; what was not ready is null. */
    record Sample(@Nullable Double humidity, @Nullable Double celsius) {}

    @Override
    public void configure(I2cDevice device) throws I2cException {
        byte[] registers = new byte[16];
        device.read(CALIBRATION | COUNT_UP, registers);
        calibration = Hts221Calibration.of(registers);
        device.write(AV_CONF, AVERAGES);
        device.write(CTRL_REG1, ACTIVE);
        device.expect(AV_CONF, AVERAGES);
    }

    @Override
    public @Nullable Sample sample(I2cDevice device) throws I2cException {
        Hts221Calibration line = calibration;
        int status = device.read(STATUS_REG);
        if (line == null || (status & 0b11) == 0) {
            return null;
        }
        byte[] out = new byte[2];
        Double humidity = null;
        Double celsius = null;
        if ((status & 0b10) != 0) {
            device.read(HUMIDITY_OUT | COUNT_UP, out);
            humidity = line.humidity(LittleEndian.signed16(out, 0));
        }
        if ((status & 0b01) != 0) {
            device.read(TEMP_OUT | COUNT_UP, out);
            celsius = line.celsius(LittleEndian.signed16(out, 0));
        }
        return new Sample(humidity, celsius);
    }

    @Override
    public boolean isConfigured(I2cDevice device) throws I2cException {
        return device.read(CTRL_REG1) == ACTIVE;
    }

    @Override
    public long quietNanos() {
        return 400_000_000L;
    }
}
