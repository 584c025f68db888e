package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sluice.sensehat.SenseHatOptions.Part;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vectors of the humidity and the pressure chip, from the registers through the board's driver. */
final class GoldenEnvironment {

    private static final double TOLERANCE = 1e-4;

    private final Golden golden;
    private final String file;
    private VirtualClock clock = VirtualClock.at(Instant.EPOCH);
    private EmulatedBoard board = EmulatedBoard.blank(clock);
    private @Nullable Board driver;
    private boolean refused;

    private GoldenEnvironment(Golden golden, String file) {
        this.golden = golden;
        this.file = file;
    }

    static void compare(Golden golden, JsonNode entry) throws Exception {
        GoldenEnvironment environment =
                new GoldenEnvironment(golden, entry.get("file").asText());
        List<NamedCsvRecord> rows = golden.csv(environment.file);
        golden.check(
                environment.file, 0, "rows", rows.size() == entry.get("rows").asInt(), entry.get("rows"), rows.size());
        for (NamedCsvRecord row : rows) {
            environment.row(row);
        }
    }

    private void row(NamedCsvRecord row) {
        golden.row();
        long step = Long.parseLong(row.getField("step"));
        String event = row.getField("event");
        if (event.startsWith("NEW:")) {
            open(row, step, event.substring("NEW:".length()));
        }
        board.chip(EmulatedBoard.HUMIDITY).lay(0x27, row.getField("hts_status"));
        board.chip(EmulatedBoard.HUMIDITY).lay(0x28, row.getField("hts_hum_raw"));
        board.chip(EmulatedBoard.HUMIDITY).lay(0x2A, row.getField("hts_temp_raw"));
        board.chip(EmulatedBoard.PRESSURE).lay(0x27, row.getField("lps_status"));
        board.chip(EmulatedBoard.PRESSURE).lay(0x28, row.getField("lps_press_raw"));
        board.chip(EmulatedBoard.PRESSURE).lay(0x2B, row.getField("lps_temp_raw"));
        if (event.equals("NAK_H")) {
            board.inject(new Fault.Gone(EmulatedBoard.HUMIDITY, Fault.Window.ALWAYS));
        } else if (event.equals("NAK_P")) {
            board.inject(new Fault.Gone(EmulatedBoard.PRESSURE, Fault.Window.ALWAYS));
        }
        clock.advance(50_000_000);
        driver.poll();
        Reading reading = driver.reading();
        board.mend();
        if (!refused) {
            value(row, step, "humidity", "hum_read_ok", "hum_valid", reading.humidity());
            value(row, step, "temp_humidity", "hum_read_ok", "htemp_valid", reading.temperatureFromHumidity());
        }
        value(row, step, "pressure", "press_read_ok", "press_valid", reading.pressure());
        value(row, step, "temp_pressure", "press_read_ok", "ptemp_valid", reading.temperatureFromPressure());
        exact(row, step, "humidity", "hts_status", 0b10, "NAK_H", refused ? null : reading.humidity());
        exact(
                row,
                step,
                "temp_humidity",
                "hts_status",
                0b01,
                "NAK_H",
                refused ? null : reading.temperatureFromHumidity());
        exact(row, step, "pressure", "lps_status", 0b10, "NAK_P", reading.pressure());
        exact(row, step, "temp_pressure", "lps_status", 0b01, "NAK_P", reading.temperatureFromPressure());
    }

    private void open(NamedCsvRecord row, long step, String calibration) {
        clock = VirtualClock.at(Instant.EPOCH);
        board = EmulatedBoard.blank(clock);
        board.chip(EmulatedBoard.HUMIDITY).lay(0x30, calibration);
        boolean degenerate = isDegenerate(row, calibration);
        try {
            driver = board(EnumSet.of(Part.HUMIDITY, Part.PRESSURE));
            refused = false;
        } catch (BoardException e) {
            refused = true;
            driver = board(EnumSet.of(Part.PRESSURE));
            golden.check(
                    file,
                    step,
                    "event",
                    e.getMessage().contains(calibration),
                    "a refusal that shows the registers " + calibration,
                    e.getMessage());
        }
        golden.check(file, step, "event", refused == degenerate, "refused: " + degenerate, "refused: " + refused);
    }

    private Board board(EnumSet<Part> parts) {
        return new Board(
                board.bus(),
                SenseHatOptions.DEFAULT.withParts(parts).withClock(clock).withMaximumAge(Duration.ofDays(1)));
    }

    /** Two points that are one, or a line that shows the same for whatever is measured. */
    private static boolean isDegenerate(NamedCsvRecord row, String calibration) {
        byte[] b = HexFormat.of().parseHex(calibration);
        boolean flat = b[0] == b[1] || (b[2] == b[3] && (b[5] & 0b11) == (b[5] >> 2 & 0b11));
        return flat
                || !Double.isFinite(number(row, "exact_humidity"))
                || !Double.isFinite(number(row, "exact_temp_humidity"));
    }

    private static double number(NamedCsvRecord row, String column) {
        String field = row.getField(column);
        return switch (field) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(field);
        };
    }

    /** What the reference shows, which is held while nothing new is ready; where it shows 0 for none, none. */
    private void value(
            NamedCsvRecord row, long step, String column, String readable, String valid, @Nullable Double found) {
        boolean there =
                row.getField(readable).equals("1") && row.getField(valid).equals("1");
        if (!there) {
            golden.check(file, step, column, found == null, "nothing", found);
        } else {
            double expected = number(row, column);
            golden.check(file, step, column, found != null && Math.abs(expected - found) <= TOLERANCE, expected, found);
        }
    }

    /** What the data sheet's formula gives for bytes that are new. */
    private void exact(
            NamedCsvRecord row, long step, String column, String status, int bit, String nak, @Nullable Double found) {
        boolean isNew = (Integer.parseInt(row.getField(status), 16) & bit) != 0;
        if (isNew && !row.getField("event").equals(nak) && !(refused && status.equals("hts_status"))) {
            double expected = number(row, "exact_" + column);
            golden.check(
                    file,
                    step,
                    "exact_" + column,
                    found != null && Math.abs(expected - found) <= TOLERANCE,
                    expected,
                    found);
        }
    }
}
