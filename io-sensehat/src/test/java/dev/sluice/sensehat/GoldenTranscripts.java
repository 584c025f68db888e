package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sensehat.SenseHatOptions.Part;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traffic of the reference library on boards with and without some chip: ours finds the same chips at the same addresses
 * or fails for the same one, and leaves them at the same rates and ranges.
 */
final class GoldenTranscripts {

    /** Register bits that are a rate, a range or a power mode, by chip and register. */
    private static final Map<Integer, Map<Integer, Integer>> RATES_AND_RANGES = Map.of(
            EmulatedBoard.HUMIDITY, Map.of(0x20, 0x87, 0x10, 0x3F),
            EmulatedBoard.PRESSURE, Map.of(0x20, 0xF4, 0x10, 0x0F),
            EmulatedBoard.MOTION, Map.of(0x10, 0xFB, 0x20, 0xF8),
            EmulatedBoard.COMPASS, Map.of(0x20, 0x9C, 0x21, 0x60, 0x22, 0x03));

    private final Golden golden;
    private final String file;
    /** What the reference has written last, by chip and register. */
    private final Map<Integer, Map<Integer, Integer>> written = new HashMap<>();
    /** Phases by name, with what they came to. */
    private final Map<String, String> results = new TreeMap<>();

    /** What addresses have said of themselves, -1 where they have not answered. */
    private final Map<Integer, Integer> answers = new TreeMap<>();

    private boolean nullImu;

    private GoldenTranscripts(Golden golden, String file) {
        this.golden = golden;
        this.file = file;
    }

    static void compare(Golden golden, String file) throws IOException {
        GoldenTranscripts transcript = new GoldenTranscripts(golden, file);
        transcript.read(golden.jsonLines(file));
        transcript.compare();
    }

    private void read(List<JsonNode> lines) {
        String phase = "";
        for (JsonNode line : lines) {
            golden.row();
            if (line.has("phase")) {
                phase = line.get("phase").asText();
                nullImu |= line.path("imu").asText().equals("Null IMU");
            } else if (line.has("result")) {
                results.put(phase, line.get("result").asText());
            } else if (!line.get("op").asText().equals("delay")) {
                int address = Integer.decode(line.get("addr").asText());
                if (line.get("op").asText().equals("R")
                        && Integer.decode(line.get("reg").asText()) == 0x0F) {
                    String id = line.get("data").asText();
                    answers.put(address, id.isEmpty() ? -1 : Integer.parseInt(id, 16));
                }
                if (line.get("op").asText().equals("W")) {
                    written.computeIfAbsent(address, key -> new HashMap<>())
                            .put(
                                    Integer.decode(line.get("reg").asText()) & 0x7F,
                                    Integer.parseInt(line.get("data").asText(), 16));
                }
            }
        }
    }

    private void compare() {
        boolean humidity = "true".equals(results.get("humidityInit"));
        boolean pressure = "true".equals(results.get("pressureInit"));
        boolean motion = "true".equals(results.get("IMUInit")) && !nullImu;
        part(Part.HUMIDITY, humidity || gaveUp(motion, ChipType.HUMIDITY), ChipType.HUMIDITY);
        part(Part.PRESSURE, pressure || gaveUp(motion, ChipType.PRESSURE), ChipType.PRESSURE);
        part(Part.MOTION, motion, ChipType.MOTION, ChipType.COMPASS);
    }

    /** Without a motion chip the reference gives the bus up, and does not ask for the others at all. */
    private boolean gaveUp(boolean motion, ChipType type) {
        return !motion && type.addresses().stream().noneMatch(answers::containsKey);
    }

    private void part(Part part, boolean found, ChipType... types) {
        VirtualClock clock = VirtualClock.at(Instant.EPOCH);
        EmulatedBoard board = EmulatedBoard.blank(clock);
        List<Integer> addresses = new ArrayList<>();
        String missing = "";
        for (ChipType type : types) {
            int usual = type.addresses().get(0);
            int address = type.addresses().stream()
                    .filter(candidate -> type.is(answers.getOrDefault(candidate, -1)))
                    .findFirst()
                    .orElse(usual);
            int id = answers.getOrDefault(usual, -1);
            addresses.add(address);
            if (address != usual) {
                board.move(usual, address);
            } else if (id != -1 && !type.is(id)) {
                board.inject(new Fault.WrongId(usual, id, Fault.Window.ALWAYS));
                missing = String.format("id 0x%02X at 0x%02X", id, usual);
            } else if (answers.containsKey(usual) && id == -1) {
                board.remove(usual);
                missing = String.format("no answer at 0x%02X", usual);
            }
        }
        String failure = "none";
        try {
            Board opened = new Board(
                    board.bus(),
                    SenseHatOptions.DEFAULT.withParts(EnumSet.of(part)).withClock(clock));
            List<Integer> at = opened.health().stream().map(ChipHealth::address).toList();
            golden.check(file, 0, part + " addresses", at.equals(addresses), addresses, at);
        } catch (BoardException e) {
            failure = e.getMessage();
        }
        golden.check(file, 0, part + " found", found == failure.equals("none"), found, failure);
        if (!found) {
            golden.check(file, 0, part + " failure", failure.contains(missing), missing, failure);
            return;
        }
        for (int address : addresses) {
            Map<Integer, Integer> registers = written.getOrDefault(address, Map.of());
            RATES_AND_RANGES.get(address).forEach((register, bits) -> {
                if (registers.containsKey(register)) {
                    int expected = registers.get(register) & bits;
                    int set = board.chip(address).get(register) & bits;
                    golden.check(
                            file, 0, String.format("0x%02X/0x%02X", address, register), expected == set, expected, set);
                }
            });
        }
    }
}
