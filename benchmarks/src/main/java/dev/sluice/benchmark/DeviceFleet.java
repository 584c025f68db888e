package dev.sluice.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The messages of 100 devices over one day, in the order of their times, about 245 bytes each: the same for the same
 * number of records. Readings are independent of each other, so that they are as hard to read and to compress as any.
 *
 * <p>Device and count together identify a message. The sums of what was given are kept, from the numbers and not from
 * their text.
 */
public final class DeviceFleet implements Messages {

    /** How many devices there are: a message's number is its count times this, plus its device. */
    public static final int DEVICES = 100;

    /** The columns of the lake, in the order of {@code lake-mapping.json}. */
    public static final List<String> COLUMNS =
            List.of("client", "ts", "humidity", "temp", "pressure", "pitch", "roll", "yaw", "cnt");

    private static final long FIRST_SECOND =
            Instant.parse("2020-04-16T00:00:00Z").getEpochSecond();
    private static final long SECONDS_A_DAY = 86_400;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long records;
    private final SplittableRandom random = new SplittableRandom(42);
    private final StringBuilder text = new StringBuilder(320);
    private final byte[][] keys = new byte[DEVICES][];
    private final long[] sums = new long[COLUMNS.size()];
    private long given;
    private long second = -1;
    private String time = "";

    /**
     * A day of the fleet from its first message on.
     *
     * @param records how many messages the day has
     */
    public DeviceFleet(long records) {
        this.records = records;
        for (int device = 0; device < DEVICES; device++) {
            keys[device] = name(device).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public boolean hasNext() {
        return given < records;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + records + " messages were given");
        }
        int device = (int) (given % DEVICES);
        long count = given / DEVICES;
        tick(given * SECONDS_A_DAY / records);
        text.setLength(0);
        text.append("{\"client_id\":\"").append(name(device));
        text.append("\",\"timestamp\":\"").append(time).append('"');
        // three chips give single precision, which Python prints as the double it becomes
        reading("humidity", 2, 30f + 15f * random.nextFloat());
        reading("temperature", 3, 20f + 15f * random.nextFloat());
        reading("pressure", 4, 1000f + 30f * random.nextFloat());
        reading("pitch", 5, 4.0 + 0.05 * random.nextGaussian());
        reading("roll", 6, 7.5 + 0.05 * random.nextGaussian());
        reading("yaw", 7, 360 * random.nextDouble());
        text.append(",\"count\":").append(count).append('}');
        sums[0] += device;
        sums[1] += FIRST_SECOND + second;
        sums[8] += count;
        given++;
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Its device. */
    @Override
    public byte[] key() {
        return keys[(int) ((given - 1) % DEVICES)];
    }

    /** What a lake of the messages given so far holds. */
    public LakeTotals totals() {
        Map<String, Long> byColumn = new HashMap<>();
        for (int i = 0; i < sums.length; i++) {
            byColumn.put(COLUMNS.get(i), sums[i]);
        }
        return new LakeTotals(given, given, 0, byColumn);
    }

    private void tick(long to) {
        if (to != second) {
            second = to;
            time = TIME.format(Instant.ofEpochSecond(FIRST_SECOND + to));
        }
    }

    private void reading(String name, int column, double value) {
        text.append(",\"").append(name).append("\":").append(value);
        sums[column] += (long) Math.floor(value * 1e6);
    }

    private static String name(int device) {
        return (device < 10 ? "raspberrypi-0" : "raspberrypi-") + device;
    }
}
