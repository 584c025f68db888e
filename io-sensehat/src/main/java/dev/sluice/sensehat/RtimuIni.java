package dev.sluice.sensehat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code key=value} lines of an {@code RTIMULib.ini}. A line that is empty or begins with {@code #} or a blank is
 * a comment. RTIMULib stops reading at a bad line without a word; here it is a mistake.
 */
final class RtimuIni {

    /** The only chips there are on the board, by RTIMULib's numbers; 0 means that it looks itself. */
    private static final Map<String, Integer> TYPES = Map.of("IMUType", 6, "PressureType", 3, "HumidityType", 2);

    private final Path file;
    private final Map<String, Line> lines = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private record Line(int number, String value) {}

    RtimuIni(Path file) {
        this.file = file;
    }

    Settings settings() {
        List<String> text;
        try {
            text = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BoardException(
                    "expected the settings of RTIMULib in " + file + ", which cannot be read: " + e, e);
        }
        for (int i = 0; i < text.size(); i++) {
            read(i + 1, text.get(i));
        }
        TYPES.forEach((key, type) -> {
            int found = integer(key, 0);
            if (found != 0 && found != type) {
                mistake(key, "0 or " + type + ", the Sense HAT's");
            }
        });
        if (!bool("BusIsI2C", true)) {
            mistake("BusIsI2C", "true, as the Sense HAT has no SPI");
        }
        Settings settings = assemble();
        if (!mistakes.isEmpty()) {
            throw new BoardException(file + ": " + String.join("; ", mistakes));
        }
        return settings;
    }

    private void read(int number, String line) {
        if (line.isBlank() || line.startsWith("#") || line.startsWith(" ")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals <= 0) {
            mistakes.add("line " + number + ": expected key=value, found '" + line + "'");
            return;
        }
        lines.put(
                line.substring(0, equals).strip(),
                new Line(number, line.substring(equals + 1).strip()));
    }

    private Settings assemble() {
        int axes = integer("AxisRotation", 0);
        checked(() -> AxisRotation.of(axes));
        FusionType fusion = checked(() -> FusionType.of(integer("FusionType", 2)));
        MotionSettings motion = checked(this::motion);
        return new Settings(
                address("I2CSlaveAddress", "IMUType"),
                address("I2CPressureAddress", "PressureType"),
                address("I2CHumidityAddress", "HumidityType"),
                motion == null ? MotionSettings.DEFAULT : motion,
                axes,
                fusion == null ? FusionType.RTQF : fusion,
                number("compassAdjDeclination", 0),
                bool("CompassCalValid", false) ? checked(this::compass) : null,
                bool("AccelCalValid", false) ? checked(this::acceleration) : null,
                vector("GyroBias", Vector3.ZERO));
    }

    /** An address counts where its type is named as well: RTIMULib writes 0, or what it found. */
    private @Nullable Integer address(String key, String type) {
        int address = integer(key, 0);
        return integer(type, 0) == 0 || address == 0 ? null : (Integer) address;
    }

    private MotionSettings motion() {
        MotionSettings d = MotionSettings.DEFAULT;
        return new MotionSettings(
                integer("LSM9DS1GyroSampleRate", d.gyroRate()),
                integer("LSM9DS1GyroBW", d.gyroBandwidth()),
                integer("LSM9DS1GyroHpf", d.gyroHighPass()),
                integer("LSM9DS1GyroFsr", d.gyroRange()),
                integer("LSM9DS1AccelSampleRate", d.accelerationRate()),
                integer("LSM9DS1AccelFsr", d.accelerationRange()),
                integer("LSM9DS1AccelLpf", d.accelerationLowPass()),
                integer("LSM9DS1CompassSampleRate", d.compassRate()),
                integer("LSM9DS1CompassFsr", d.compassRange()));
    }

    private CompassCalibration compass() {
        CompassCalibration.Ellipsoid ellipsoid = null;
        if (bool("compassCalEllipsoidValid", false)) {
            ellipsoid =
                    new CompassCalibration.Ellipsoid(vector("compassCalOffset", Vector3.ZERO), row(1), row(2), row(3));
        }
        return new CompassCalibration(
                vector("CompassCalMin", Vector3.ZERO), vector("CompassCalMax", Vector3.ZERO), ellipsoid);
    }

    private Vector3 row(int row) {
        String key = "compassCalCorr" + row;
        return new Vector3(
                number(key + "1", row == 1 ? 1 : 0),
                number(key + "2", row == 2 ? 1 : 0),
                number(key + "3", row == 3 ? 1 : 0));
    }

    private AccelerationCalibration acceleration() {
        return new AccelerationCalibration(vector("AccelCalMin", Vector3.ZERO), vector("AccelCalMax", Vector3.ZERO));
    }

    private Vector3 vector(String key, Vector3 otherwise) {
        return new Vector3(
                number(key + "X", otherwise.x()), number(key + "Y", otherwise.y()), number(key + "Z", otherwise.z()));
    }

    private boolean bool(String key, boolean otherwise) {
        Line line = lines.get(key);
        return line == null ? otherwise : line.value().equals("true");
    }

    private int integer(String key, int otherwise) {
        Line line = lines.get(key);
        try {
            return line == null ? otherwise : Integer.parseInt(line.value());
        } catch (NumberFormatException e) {
            mistake(key, "a whole number");
            return otherwise;
        }
    }

    private double number(String key, double otherwise) {
        Line line = lines.get(key);
        try {
            double number = line == null ? otherwise : Double.parseDouble(line.value());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        mistake(key, "a number");
        return otherwise;
    }

    private void mistake(String key, String expected) {
        Line line = lines.get(key);
        String mistake = line == null
                ? "expected " + key + " to be " + expected
                : "line " + line.number() + ": expected " + key + " to be " + expected + ", found '" + line.value()
                        + "'";
        if (!mistakes.contains(mistake)) {
            mistakes.add(mistake);
        }
    }

    /** A part of the settings, or null where it is a mistake. */
    private <T> @Nullable T checked(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
