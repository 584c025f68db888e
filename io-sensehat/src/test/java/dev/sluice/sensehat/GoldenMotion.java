package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vectors of the motion chips: a row's bytes are laid into the registers, the driver reads them over the bus. */
final class GoldenMotion {

    private static final double VECTOR = 1e-5;
    private static final double DOUBLE_DEGREES = 1e-4;
    private static final double FLOAT_DEGREES = 0.01;

    private final Golden golden;
    private final String file;
    private final Settings settings;
    private final boolean posed;
    private VirtualClock clock = VirtualClock.at(Instant.EPOCH);
    private EmulatedBoard board = EmulatedBoard.blank(clock);
    private @Nullable Imu imu;
    private Imu.@Nullable Sample last;
    private long before;

    private GoldenMotion(Golden golden, JsonNode entry) {
        this.golden = golden;
        file = entry.get("file").asText();
        settings = Settings.from(golden.path(entry.get("ini").asText()));
        posed = entry.get("assert_pose").asBoolean();
    }

    static void compare(Golden golden, JsonNode entry) throws Exception {
        GoldenMotion motion = new GoldenMotion(golden, entry);
        List<NamedCsvRecord> rows = golden.csv(motion.file);
        golden.check(motion.file, 0, "rows", rows.size() == entry.get("rows").asInt(), entry.get("rows"), rows.size());
        for (NamedCsvRecord row : rows) {
            motion.row(row);
        }
    }

    private void row(NamedCsvRecord row) {
        golden.row();
        long micros = Long.parseLong(row.getField("t_us"));
        String event = row.getField("event");
        if (event.equals("NEW")) {
            clock = VirtualClock.at(Instant.EPOCH);
            board = EmulatedBoard.blank(clock);
            // The vectors step over gaps of a second, as the reference does.
            imu = new Imu(new ChipFinder(board.bus()), settings, clock, Duration.ofDays(1));
            last = null;
        } else {
            clock.advance((micros - before) * 1000);
        }
        before = micros;
        board.chip(EmulatedBoard.MOTION).lay(0x17, row.getField("ag_status"));
        board.chip(EmulatedBoard.MOTION).lay(0x18, row.getField("gyro_raw"));
        board.chip(EmulatedBoard.MOTION).lay(0x28, row.getField("accel_raw"));
        board.chip(EmulatedBoard.COMPASS).lay(0x27, "0f");
        board.chip(EmulatedBoard.COMPASS).lay(0x28, row.getField("mag_raw"));
        happen(event);
        Imu.Sample sample = imu.sample();
        board.mend();
        long step = Long.parseLong(row.getField("step"));
        boolean read = row.getField("read_ok").equals("1");
        golden.check(file, step, "read_ok", read == (sample != null), read, sample != null);
        last = sample == null ? last : sample;
        if (last != null) {
            compare(row, step, last);
        }
    }

    private void happen(String event) {
        switch (event) {
            case "", "NEW" -> {}
            case "RESET" -> imu.resetFusion();
            case "NAK_AG" -> board.inject(new Fault.Gone(EmulatedBoard.MOTION, Fault.Window.ALWAYS));
            case "NAK_M" -> board.inject(new Fault.Gone(EmulatedBoard.COMPASS, Fault.Window.ALWAYS));
            default -> {
                if (!event.matches("C[01]G[01]A[01]")) {
                    throw new AssertionError(file + ": expected an event of the README, found " + event);
                }
                imu.use(new Sensors(event.charAt(1) == '1', event.charAt(3) == '1', event.charAt(5) == '1'));
            }
        }
    }

    private void compare(NamedCsvRecord row, long step, Imu.Sample sample) {
        vector(row, step, "gyro", sample.gyro());
        vector(row, step, "accel", sample.acceleration());
        vector(row, step, "mag", sample.compass());
        vector(row, step, "bias", imu.gyroBias());
        boolean valid = row.getField("pose_valid").equals("1");
        Pose pose = sample.pose();
        golden.check(file, step, "pose_valid", valid == (pose != null), valid, pose != null);
        if (!posed || !valid || pose == null) {
            return;
        }
        attitude(row, step, sample.attitude());
        boolean finite = Double.isFinite(pose.roll()) && Double.isFinite(pose.pitch()) && Double.isFinite(pose.yaw());
        golden.check(file, step, "pose", finite, "finite angles", pose);
        if (row.getField("pitch").equals("nan")) {
            return;
        }
        boolean steep = Math.abs(pose.pitch()) > Math.toRadians(85);
        Orientation degrees = Orientation.of(pose);
        angle(row, step, "roll", pose.roll(), degrees.roll(), steep);
        angle(row, step, "pitch", pose.pitch(), degrees.pitch(), steep);
        angle(row, step, "yaw", pose.yaw(), degrees.yaw(), steep);
    }

    private void vector(NamedCsvRecord row, long step, String name, Vector3 found) {
        Vector3 expected = new Vector3(
                Double.parseDouble(row.getField(name + "_x")),
                Double.parseDouble(row.getField(name + "_y")),
                Double.parseDouble(row.getField(name + "_z")));
        // Relative to the vector: a component that is what is left of larger numbers of 32 bits is not known to 1e-5 of
        // itself.
        double tolerance = VECTOR * expected.length();
        golden.near(file, step, name + "_x", expected.x(), found.x(), tolerance);
        golden.near(file, step, name + "_y", expected.y(), found.y(), tolerance);
        golden.near(file, step, name + "_z", expected.z(), found.z(), tolerance);
    }

    private void attitude(NamedCsvRecord row, long step, Quaternion found) {
        Quaternion expected = new Quaternion(
                Double.parseDouble(row.getField("q0")),
                Double.parseDouble(row.getField("q1")),
                Double.parseDouble(row.getField("q2")),
                Double.parseDouble(row.getField("q3")));
        Quaternion between = expected.conjugate().times(found);
        double degrees = Math.toDegrees(2 * Math.atan2(between.vector().length(), Math.abs(between.s())));
        golden.check(file, step, "q0 to q3", degrees <= FLOAT_DEGREES, expected, found);
    }

    private void angle(NamedCsvRecord row, long step, String name, double radians, double degrees, boolean steep) {
        golden.check(file, step, "deg_" + name, degrees >= 0 && degrees <= 360, "0 to 360", degrees);
        double exact = Double.parseDouble(row.getField("d_" + name));
        golden.angle(file, step, "d_" + name, Math.toDegrees(exact), Math.toDegrees(radians), DOUBLE_DEGREES);
        if (!steep) {
            double rough = Double.parseDouble(row.getField(name));
            golden.angle(file, step, name, Math.toDegrees(rough), Math.toDegrees(radians), FLOAT_DEGREES);
            golden.angle(
                    file, step, "deg_" + name, Double.parseDouble(row.getField("deg_" + name)), degrees, FLOAT_DEGREES);
        }
    }
}
