package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sensehat.SenseHatOptions.Part;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Python's {@code sense_hat} gives for a series of calls, and ours for the same bytes. Where Python shows 0 for what it
 * does not have, or its calls change what later ones give, ours is compared with what is right: the README has the table.
 */
final class GoldenPython {

    private static final double FLOAT = 1e-5;
    private static final double DEGREES = 0.01;

    private final Golden golden;
    private final JsonNode in;
    private final String level;
    private VirtualClock clock = VirtualClock.at(Instant.EPOCH);
    private EmulatedBoard chips = EmulatedBoard.blank(clock);
    private @Nullable Board board;
    private long at;
    private String name = "";

    GoldenPython(Golden golden) throws Exception {
        this.golden = golden;
        JsonNode all = golden.json("python_e2e.json");
        in = all.get("inputs");
        level = level(all);
    }

    /** The acceleration that the first samples have, which is not among the inputs: from what Python shows of it. */
    private static String level(JsonNode all) {
        for (JsonNode call : all.get("cases")) {
            if (call.get("case").asText().equals("imu_raw")) {
                double lsb = MotionSettings.DEFAULT.g();
                JsonNode accel = call.get("accel");
                return hex((int) Math.round(-accel.get("x").asDouble() / lsb))
                        + hex((int) Math.round(-accel.get("y").asDouble() / lsb))
                        + hex((int) Math.round(accel.get("z").asDouble() / lsb));
            }
        }
        throw new AssertionError("python_e2e.json: expected a case imu_raw, found none");
    }

    void compare() throws Exception {
        fresh(EnumSet.of(Part.HUMIDITY, Part.PRESSURE));
        for (JsonNode expected : golden.json("python_e2e.json").get("cases")) {
            name = expected.get("case").asText();
            at++;
            golden.row();
            switch (name) {
                case "warmup_not_ready" -> {
                    environment(0, 0);
                    noEnvironment();
                }
                case "ready" -> {
                    environment(3, 3);
                    value("humidity", expected, board.reading().humidity());
                    value("temperature", expected, board.reading().temperatureFromHumidity());
                    value("temp_from_humidity", expected, board.reading().temperatureFromHumidity());
                    value("pressure", expected, board.reading().pressure());
                    value("temp_from_pressure", expected, board.reading().temperatureFromPressure());
                }
                case "not_ready_after_ready_holds_last", "recovered_not_ready" -> {
                    environment(0, 0);
                    value("humidity", expected, board.reading().humidity());
                    value("temperature", expected, board.reading().temperatureFromHumidity());
                    value("pressure", expected, board.reading().pressure());
                }
                case "nak_after_ready_returns_0" -> {
                    chips.inject(new Fault.Gone(EmulatedBoard.HUMIDITY, Fault.Window.ALWAYS));
                    chips.inject(new Fault.Gone(EmulatedBoard.PRESSURE, Fault.Window.ALWAYS));
                    environment(3, 3);
                    noEnvironment();
                    chips.mend();
                }
                case "no_env_chips", "no_env_chips_ini_names_them" -> {
                    refused("0x5F", Part.HUMIDITY, board -> board.remove(EmulatedBoard.HUMIDITY));
                    refused("0x5C", Part.PRESSURE, board -> board.remove(EmulatedBoard.PRESSURE));
                }
                case "no_accel_gyro_autodiscover", "no_accel_gyro_ini_says_lsm9ds1" ->
                    refused("0x6A", Part.MOTION, board -> board.remove(EmulatedBoard.MOTION));
                case "wrong_who_am_i_ag_with_ini" ->
                    refused(
                            "0x6A",
                            Part.MOTION,
                            board -> board.inject(new Fault.WrongId(EmulatedBoard.MOTION, 0x69, Fault.Window.ALWAYS)));
                case "imu_never_ready" -> {
                    fresh(EnumSet.of(Part.MOTION));
                    motion(false, null, "mag0");
                    check("orientation", board.reading().orientation() == null, "nothing, where Python has 0", null);
                }
                case "imu_level_north_1st" -> {
                    fresh(EnumSet.of(Part.MOTION));
                    motion(true, null, "mag0");
                    orientation("orientation", expected.get("orientation"));
                    motion(true, null, "mag0");
                }
                case "imu_raw" -> {
                    // Each of Python's three calls is a sample.
                    motion(true, null, "mag0");
                    vector("accel", expected, board.reading().accelerometer());
                    motion(true, null, "mag0");
                    vector("gyro", expected, board.reading().gyroscope());
                    motion(true, null, "mag0");
                    vector("compass", expected, board.reading().compass());
                }
                case "imu_not_ready_holds" -> {
                    motion(false, null, "mag0");
                    orientation("orientation", expected.get("orientation"));
                    vector("accel", expected, board.reading().accelerometer());
                }
                case "imu_tilted_slow_convergence" -> {
                    for (JsonNode step : expected.get("orientation")) {
                        motion(true, "acc1", "mag1");
                        orientation("orientation", step);
                    }
                }
                case "get_compass" -> {
                    board.use(new Sensors(true, false, false));
                    motion(true, "acc1", "mag1");
                    angle(
                            "compass",
                            expected.get("compass"),
                            board.reading().orientation().yaw());
                }
                case "orientation_after_get_compass_uses_compass_only" -> {
                    motion(true, "acc1", "mag1");
                    orientation("orientation", expected.get("orientation"));
                }
                case "get_gyroscope" -> {
                    board.use(new Sensors(false, true, false));
                    motion(true, "acc1", "mag1");
                    orientation("v", expected.get("v"));
                }
                case "get_accelerometer" -> {
                    board.use(new Sensors(false, false, true));
                    motion(true, "acc1", "mag1");
                    orientation("v", expected.get("v"));
                }
                case "neg_to_360" -> {
                    fresh(EnumSet.of(Part.MOTION));
                    motion(true, "acc2", "mag2");
                    orientation("deg", expected.get("deg"));
                }
                case "key_order", "ini_written" -> {
                    // The order of a dictionary, which ours has not; a file that ours never writes.
                }
                default -> throw new AssertionError("python_e2e.json: expected a case that is known, found " + name);
            }
        }
    }

    private void fresh(EnumSet<Part> parts) {
        clock = VirtualClock.at(Instant.EPOCH);
        chips = EmulatedBoard.blank(clock);
        calibrate(chips);
        board = new Board(
                chips.bus(),
                SenseHatOptions.DEFAULT.withParts(parts).withClock(clock).withRestartAfter(Duration.ofDays(1)));
    }

    private void calibrate(EmulatedBoard chips) {
        byte[] registers = new byte[16];
        for (int i = 0; i < 6; i++) {
            registers[i] = (byte) in.get("cal").get(i).asInt();
        }
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x30, registers);
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x36, hex("ho", 0));
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x3A, hex("ho", 1));
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x3C, hex("to", 0));
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x3E, hex("to", 1));
    }

    private void environment(int humidityStatus, int pressureStatus) {
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x27, (byte) humidityStatus);
        chips.chip(EmulatedBoard.HUMIDITY).lay(0x28, hex("ht", 0) + hex("ht", 1));
        chips.chip(EmulatedBoard.PRESSURE).lay(0x27, (byte) pressureStatus);
        for (int i = 0; i < 3; i++) {
            chips.chip(EmulatedBoard.PRESSURE)
                    .lay(0x28 + i, (byte) in.get("p").get(i).asInt());
        }
        chips.chip(EmulatedBoard.PRESSURE).lay(0x2B, hex(in.get("pt").asInt()));
        clock.advance(50_000_000);
        board.poll();
    }

    private void noEnvironment() {
        Reading reading = board.reading();
        boolean missing = reading.humidity() == null
                && reading.temperatureFromHumidity() == null
                && reading.pressure() == null
                && reading.temperatureFromPressure() == null;
        check("all", missing, "nothing, where Python has 0", reading);
    }

    /** One sample, of a board that lies level where no acceleration is named. */
    private void motion(boolean ready, @Nullable String acceleration, String field) {
        chips.chip(EmulatedBoard.MOTION).lay(0x17, (byte) (ready ? 3 : 0));
        chips.chip(EmulatedBoard.MOTION).lay(0x18, "000000000000");
        chips.chip(EmulatedBoard.MOTION)
                .lay(
                        0x28,
                        acceleration == null
                                ? level
                                : hex(acceleration, 0) + hex(acceleration, 1) + hex(acceleration, 2));
        chips.chip(EmulatedBoard.COMPASS).lay(0x27, "0f");
        chips.chip(EmulatedBoard.COMPASS).lay(0x28, hex(field, 0) + hex(field, 1) + hex(field, 2));
        clock.advance(9_000_000);
        board.poll();
    }

    private String hex(String input, int index) {
        return hex(in.get(input).get(index).asInt());
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits((byte) value) + HexFormat.of().toHexDigits((byte) (value >> 8));
    }

    private void refused(String address, Part part, Consumer<EmulatedBoard> damage) {
        VirtualClock other = VirtualClock.at(Instant.EPOCH);
        EmulatedBoard damaged = EmulatedBoard.blank(other);
        damage.accept(damaged);
        String found = "it opened";
        try {
            new Board(
                    damaged.bus(),
                    SenseHatOptions.DEFAULT.withParts(EnumSet.of(part)).withClock(other));
        } catch (BoardException e) {
            found = e.getMessage();
        }
        check(part.toString(), found.contains(address), "a refusal that names " + address, found);
    }

    private void value(String column, JsonNode expected, @Nullable Double found) {
        double value = expected.get(column).asDouble();
        check(column, found != null && Math.abs(value - found) <= FLOAT * Math.abs(value), value, found);
    }

    private void vector(String column, JsonNode expected, @Nullable Vector3 found) {
        JsonNode v = expected.get(column);
        Vector3 value = new Vector3(
                v.get("x").asDouble(), v.get("y").asDouble(), v.get("z").asDouble());
        boolean near = found != null && value.minus(found).length() <= FLOAT * value.length();
        check(column, near, value, found);
    }

    private void orientation(String column, JsonNode expected) {
        Orientation found = board.reading().orientation();
        check(column, found != null, expected, null);
        if (found != null) {
            angle(column + " pitch", expected.get("pitch"), found.pitch());
            angle(column + " roll", expected.get("roll"), found.roll());
            angle(column + " yaw", expected.get("yaw"), found.yaw());
        }
    }

    private void angle(String column, JsonNode expected, double found) {
        golden.angle("python_e2e.json", at, name + " " + column, expected.asDouble(), found, DEGREES);
    }

    private void check(String column, boolean good, Object expected, @Nullable Object found) {
        golden.check("python_e2e.json", at, name + " " + column, good, expected, found);
    }
}
