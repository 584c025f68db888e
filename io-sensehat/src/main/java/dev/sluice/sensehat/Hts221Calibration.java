package dev.sluice.sensehat;

import java.util.HexFormat;

/**
 * The two lines by which an HTS221's raw values become %RH and °C, from the registers 0x30 to 0x3F that the factory has
 * written. Bits that the data sheet leaves open are not looked at: real parts have junk there.
 */
record Hts221Calibration(double humiditySlope, double humidityOffset, double celsiusSlope, double celsiusOffset) {

    /**
     * The calibration in 16 registers from 0x30 on.
     *
     * @throws BoardException if two points of a line are one, so that there is no line; shows the registers
     */
    static Hts221Calibration of(byte[] registers) {
        double h0 = (registers[0x0] & 0xFF) / 2.0;
        double h1 = (registers[0x1] & 0xFF) / 2.0;
        int high = registers[0x5] & 0xFF;
        double t0 = ((high & 0b0011) << 8 | (registers[0x2] & 0xFF)) / 8.0;
        double t1 = ((high & 0b1100) << 6 | (registers[0x3] & 0xFF)) / 8.0;
        int h0Out = LittleEndian.signed16(registers, 0x6);
        int h1Out = LittleEndian.signed16(registers, 0xA);
        int t0Out = LittleEndian.signed16(registers, 0xC);
        int t1Out = LittleEndian.signed16(registers, 0xE);
        if (h0Out == h1Out || t0Out == t1Out || h0 == h1 || t0 == t1) {
            throw new BoardException(String.format(
                    "HTS221 (humidity): expected a calibration of two points each, found humidity %s %%RH at %d and %s "
                            + "%%RH at %d, temperature %s °C at %d and %s °C at %d; registers 0x30 to 0x3F are %s",
                    h0, h0Out, h1, h1Out, t0, t0Out, t1, t1Out, HexFormat.of().formatHex(registers)));
        }
        double humiditySlope = (h1 - h0) / (h1Out - h0Out);
        double celsiusSlope = (t1 - t0) / (t1Out - t0Out);
        return new Hts221Calibration(
                humiditySlope, h0 - humiditySlope * h0Out, celsiusSlope, t0 - celsiusSlope * t0Out);
    }

    double humidity(int raw) {
        return humiditySlope * raw + humidityOffset;
    }

    double celsius(int raw) {
        return celsiusSlope * raw + celsiusOffset;
    }
}
