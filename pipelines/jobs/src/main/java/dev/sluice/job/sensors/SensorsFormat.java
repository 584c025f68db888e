package dev.sluice.job.sensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sensehat.ChipHealth;
import dev.sluice.sensehat.Colour;
import dev.sluice.sensehat.Orientation;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.Vector3;
import dev.sluice.sensehat.emulator.Device;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a snapshot is shown. What is missing is a dash, or null. */
enum SensorsFormat {
    /** For the eye, in lines. */
    TEXT {
        @Override
        String text(Reading reading, List<ChipHealth> chips, Device device) {
            StringBuilder text = new StringBuilder();
            line(text, "Sense HAT", device + ", " + reading.time().truncatedTo(ChronoUnit.MILLIS));
            line(text, "humidity", number("%.2f %%RH", reading.humidity()));
            line(
                    text,
                    "temperature",
                    number("%.2f °C", reading.temperatureFromHumidity()) + " (humidity chip), "
                            + number("%.2f °C", reading.temperatureFromPressure()) + " (pressure chip)");
            line(text, "pressure", number("%.2f hPa", reading.pressure()));
            Orientation o = reading.orientation();
            line(
                    text,
                    "orientation",
                    o == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT, "pitch %.1f°, roll %.1f°, yaw %.1f°", o.pitch(), o.roll(), o.yaw()));
            line(text, "acceleration", vector("%.3f, %.3f, %.3f g", reading.accelerometer()));
            line(text, "rotation", vector("%.3f, %.3f, %.3f rad/s", reading.gyroscope()));
            line(text, "field", vector("%.1f, %.1f, %.1f µT", reading.compass()));
            Colour c = reading.colour();
            if (c != null) {
                line(
                        text,
                        "colour",
                        String.format(
                                Locale.ROOT,
                                "red %.3f, green %.3f, blue %.3f, clear %.3f",
                                c.red(),
                                c.green(),
                                c.blue(),
                                c.clear()));
            }
            for (ChipHealth chip : chips) {
                text.append(String.format(
                        "%n0x%02X %s: %s, %,d readings, %,d errors, set anew %,d times",
                        chip.address(),
                        chip.chip(),
                        chip.answering() ? "answers" : "does not answer",
                        chip.samples(),
                        chip.errors(),
                        chip.resets()));
                if (!chip.answering() && chip.lastFailure() != null) {
                    text.append(String.format("%n     ")).append(chip.lastFailure());
                }
            }
            return text.append(System.lineSeparator()).toString();
        }
    },
    /** One object in a line. */
    JSON {
        @Override
        String text(Reading reading, List<ChipHealth> chips, Device device) {
            ObjectNode json = MAPPER.createObjectNode();
            json.put("device", device.text());
            json.put("time", reading.time().truncatedTo(ChronoUnit.MILLIS).toString());
            json.put("humidity", reading.humidity());
            json.put("temperature", reading.temperatureFromHumidity());
            json.put("temperature_from_pressure", reading.temperatureFromPressure());
            json.put("pressure", reading.pressure());
            Orientation o = reading.orientation();
            json.put("pitch", o == null ? null : (Double) o.pitch());
            json.put("roll", o == null ? null : (Double) o.roll());
            json.put("yaw", o == null ? null : (Double) o.yaw());
            vector(json, "accelerometer", reading.accelerometer());
            vector(json, "gyroscope", reading.gyroscope());
            vector(json, "compass", reading.compass());
            Colour c = reading.colour();
            if (c == null) {
                json.putNull("colour");
            } else {
                json.putObject("colour")
                        .put("red", c.red())
                        .put("green", c.green())
                        .put("blue", c.blue())
                        .put("clear", c.clear());
            }
            ArrayNode health = json.putArray("chips");
            for (ChipHealth chip : chips) {
                health.addObject()
                        .put("chip", chip.chip())
                        .put("address", String.format("0x%02X", chip.address()))
                        .put("answering", chip.answering())
                        .put("readings", chip.samples())
                        .put("errors", chip.errors())
                        .put("resets", chip.resets())
                        .put("last_failure", chip.lastFailure());
            }
            return json.toString();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The whole output for one snapshot. */
    abstract String text(Reading reading, List<ChipHealth> chips, Device device);

    /** @throws IllegalArgumentException if there is no such format */
    static SensorsFormat of(String name) {
        return switch (name) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException("expected text or json, found '" + name + "'");
        };
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : System.lineSeparator())
                .append(name)
                .append(" ".repeat(14 - name.length()))
                .append(value);
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String vector(String format, @Nullable Vector3 v) {
        return v == null ? "-" : String.format(Locale.ROOT, format, v.x(), v.y(), v.z());
    }

    private static void vector(ObjectNode json, String name, @Nullable Vector3 v) {
        if (v == null) {
            json.putNull(name);
        } else {
            json.putObject(name).put("x", v.x()).put("y", v.y()).put("z", v.z());
        }
    }
}
