package dev.sluice.sql.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that queries are asked over, the same at each run. Times run up to 4.9 seconds behind the latest before them, so that under a watermark
 * delay of 5 seconds none is late; some are equal, some lie on the bounds of windows, and there are gaps for sessions. Keys and values
 * are missing here and there, some keys have no values at all.
 */
final class Inputs {

    private static final long SEED = 20200416;
    private static final LocalDateTime START = LocalDateTime.parse("2020-04-16T11:33:00");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");

    private final Random random;
    private final Path directory;

    private Inputs(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    /** Writes all inputs as lines of JSON into a directory. */
    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        new Inputs(directory, new Random(SEED)).readings();
        new Inputs(directory, new Random(SEED + 1)).alarms();
        new Inputs(directory, new Random(SEED + 2)).samples();
        new Inputs(directory, new Random(SEED + 3)).steps();
        new Inputs(directory, new Random(SEED + 4)).early();
        new Inputs(directory, new Random(SEED + 5)).clicks();
        new Inputs(directory, new Random(SEED)).sensors();
    }

    /** Sensors 1 to 5 and one without a name; sensor 4 has no humidity, sensor 5 no temperature. */
    private void readings() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (LocalDateTime time : times(START, 500, 3_000)) {
            @Nullable Integer sensor = random.nextInt(18) == 0 ? null : 1 + random.nextInt(5);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("sensor_id", sensor);
            row.put("temperature", sensor != null && sensor == 5 ? null : sometimes(8, temperature()));
            row.put("status", sometimes(10, pick("OK", "OK", "OK", "WARN", "FAIL", "ok")));
            row.put("humidity", sensor != null && sensor == 4 ? null : sometimes(12, 30 + random.nextInt(40)));
            row.put("price", sometimes(9, BigDecimal.valueOf(random.nextInt(200_000) - 20_000, 2)));
            row.put(
                    "note",
                    sometimes(
                            6,
                            pick(
                                    "",
                                    " ",
                                    "abc",
                                    "ABC",
                                    "12",
                                    "-7",
                                    "3.5",
                                    "a,b",
                                    "Grüße",
                                    "x_y",
                                    "100%",
                                    "a quite long note of some words")));
            row.put("event_time", TIME.format(time));
            rows.add(row);
        }
        write("readings", rows);
    }

    /** Some alarms are of sensors that never read, some of none. */
    private void alarms() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        long id = 9_000_000_000L;
        for (LocalDateTime time : times(START.minusSeconds(20), 160, 9_000)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("alarm_id", id++);
            row.put("sensor_id", random.nextInt(12) == 0 ? null : 1 + random.nextInt(7));
            row.put("severity", sometimes(10, pick("LOW", "LOW", "HIGH", "CRITICAL")));
            row.put("message", sometimes(7, pick("too hot", "too cold", "no answer", "")));
            row.put("alarm_time", TIME.format(time));
            rows.add(row);
        }
        write("alarms", rows);
    }

    /** A column of each type. */
    private void samples() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int id = 0;
        for (LocalDateTime time : times(START, 120, 8_000)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id++);
            row.put("flag", sometimes(6, random.nextBoolean()));
            row.put("tiny", sometimes(6, random.nextInt(256) - 128));
            row.put("small", sometimes(6, random.nextInt(65_536) - 32_768));
            row.put("number", sometimes(6, random.nextInt()));
            row.put("big", sometimes(6, random.nextLong() >> 8));
            row.put("real4", sometimes(6, (random.nextInt(20_000) - 10_000) / 64f));
            row.put("real8", sometimes(6, (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 4)));
            row.put("money", sometimes(6, BigDecimal.valueOf(random.nextInt(100_000) - 50_000, 1)));
            row.put("exact", sometimes(6, BigDecimal.valueOf(random.nextLong() >> 12, 6)));
            row.put("code", sometimes(6, pick("abc", "xyz", "a c", "ABC")));
            row.put("name", sometimes(6, pick("anna", "Bernd", "Cécile", "", "dora ")));
            row.put(
                    "made",
                    sometimes(
                            6,
                            START.toLocalDate()
                                    .minusDays(random.nextInt(20_000))
                                    .toString()));
            row.put(
                    "at",
                    sometimes(
                            6, "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60))));
            row.put("seen", sometimes(6, TIME.format(time.minusMinutes(random.nextInt(100_000)))));
            row.put("instant", sometimes(6, TIME.format(time.minusMinutes(random.nextInt(100_000))) + "Z"));
            row.put("event_time", TIME.format(time));
            rows.add(row);
        }
        write("samples", rows);
    }

    /** In order and a time each: what is first and last does not depend on how rows with one time are read. */
    private void steps() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        LocalDateTime time = START;
        for (int step = 0; step < 200; step++) {
            time = time.plus(1 + random.nextInt(4_000), ChronoUnit.MILLIS)
                    .plusSeconds(random.nextInt(25) == 0 ? 45 : 0);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("step", step);
            row.put("walker", sometimes(15, pick("ann", "bob", "cy")));
            row.put("length", sometimes(5, (random.nextInt(100) + 20) / 4.0));
            row.put("place", sometimes(5, pick("hall", "yard", "gate", "roof")));
            row.put("step_time", TIME.format(time));
            rows.add(row);
        }
        write("steps", rows);
    }

    /** On both sides of 1970: windows of negative time. */
    private void early() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int id = 0;
        for (LocalDateTime time : times(LocalDateTime.parse("1969-12-31T23:59:20"), 60, 3_000)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id++);
            row.put("amount", sometimes(8, random.nextInt(100)));
            row.put("event_time", TIME.format(time));
            rows.add(row);
        }
        write("early", rows);
    }

    /** Their time is milliseconds of the epoch. */
    private void clicks() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (LocalDateTime time : times(START, 150, 5_000)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("person", sometimes(12, pick("ann", "bob", "cy", "Ann")));
            row.put("url", sometimes(12, pick("/", "/lake", "/lake?hour=11", "/sql")));
            row.put("amount", sometimes(8, random.nextInt(1_000)));
            row.put("quantity", sometimes(8, 1 + random.nextInt(9)));
            row.put("ts", time.toInstant(ZoneOffset.UTC).toEpochMilli());
            rows.add(row);
        }
        write("clicks", rows);
    }

    /** What does not flow: sensor 2 stands twice, sensors 4 and 6 not at all, and one has no name. */
    private void sensors() throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(sensor(1, "kitchen", 0, 24.5));
        rows.add(sensor(2, "hall", 0, null));
        rows.add(sensor(2, "stairs", 1, 21.0));
        rows.add(sensor(3, null, 1, 26.25));
        rows.add(sensor(5, "attic", 2, 30.0));
        rows.add(sensor(7, "shed", null, 18.0));
        rows.add(sensor(null, "lost", null, null));
        write("sensors", rows);
    }

    private static Map<String, @Nullable Object> sensor(
            @Nullable Integer id, @Nullable String room, @Nullable Integer floor, @Nullable Double limit) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("sensor_id", id);
        row.put("room", room);
        row.put("floor_number", floor);
        row.put("max_temperature", limit);
        return row;
    }

    private List<LocalDateTime> times(LocalDateTime start, int count, int step) {
        List<LocalDateTime> times = new ArrayList<>();
        LocalDateTime latest = start;
        for (int index = 0; index < count; index++) {
            int kind = random.nextInt(40);
            long gap = kind == 0 ? 20_000 + random.nextInt(30_000) : kind < 5 ? 0 : random.nextInt(step);
            latest = latest.plus(gap, ChronoUnit.MILLIS);
            LocalDateTime time = switch (random.nextInt(6)) {
                case 0 -> latest.minus(random.nextInt(4_900), ChronoUnit.MILLIS);
                case 1 -> latest.truncatedTo(ChronoUnit.SECONDS);
                case 2 -> tenSeconds(latest);
                default -> latest;
            };
            times.add(time);
        }
        return times;
    }

    /** The full ten seconds before a time, if they are less than 4.9 seconds away. */
    private static LocalDateTime tenSeconds(LocalDateTime time) {
        LocalDateTime full = time.truncatedTo(ChronoUnit.MINUTES).plusSeconds(time.getSecond() / 10 * 10);
        return full.until(time, ChronoUnit.MILLIS) < 4_900 ? full : time;
    }

    private double temperature() {
        return random.nextBoolean() ? 18 + random.nextDouble() * 10 : (1_800 + random.nextInt(1_000)) / 100.0;
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Nothing once in so many times. */
    private @Nullable Object sometimes(int missing, Object value) {
        return random.nextInt(missing) == 0 ? null : value;
    }

    private void write(String table, List<Map<String, @Nullable Object>> rows) throws IOException {
        Files.writeString(
                directory.resolve(table + ".ndjson"),
                rows.stream()
                        .map(row -> row.entrySet().stream()
                                .map(field -> Json.text(field.getKey()) + ":" + Json.text(field.getValue()))
                                .collect(Collectors.joining(",", "{", "}\n")))
                        .collect(Collectors.joining()));
    }
}
