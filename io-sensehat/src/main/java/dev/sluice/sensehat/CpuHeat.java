package dev.sluice.sensehat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes the heat of the Pi's processor out of a temperature: {@code t - (cpu - t) / factor}, the formula that users of the
 * board have come to; a board on a longer cable needs none. Off by default, as it is a guess.
 *
 * @param sensor the file with the processor's temperature in thousandths of a degree
 * @param factor how weakly the heat reaches the chip; 1.5 is what is found for a board right on the Pi
 */
public record CpuHeat(Path sensor, double factor) {

    /** For a board right on the Pi. */
    public static final CpuHeat ON_THE_PI = new CpuHeat(Path.of("/sys/class/thermal/thermal_zone0/temp"), 1.5);

    public CpuHeat {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("expected a factor above 0, found " + factor);
        }
    }

    /** The temperature without the heat, or null where the processor's cannot be read: a guess without it would be wrong. */
    @Nullable
    Double remove(@Nullable Double celsius) {
        if (celsius == null) {
            return null;
        }
        try {
            double cpu = Double.parseDouble(
                            Files.readString(sensor, StandardCharsets.US_ASCII).strip())
                    / 1000;
            return celsius - (cpu - celsius) / factor;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
