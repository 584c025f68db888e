package dev.sluice.job.generate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The messages of a Sense HAT, one a second: a room that warms by day and cools by night, a board that is turned now and
 * then. Seeded: the same seed, device and start give the same messages.
 */
public final class DeviceMessages implements Iterator<byte[]> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double SECONDS_A_DAY = 86_400;

    private final String device;
    private final Instant start;
    private final Duration interval;
    private final long records;
    private final long seed;
    private final SplittableRandom random;
    private long count;
    private double draught;
    private double weather;
    private double pitch = 4;
    private double roll = 7.5;
    private double yaw = 77;

    /** @param records how many there are */
    public DeviceMessages(String device, Instant start, long records, long seed) {
        this(device, start, Duration.ofSeconds(1), records, seed);
    }

    /**
     * The messages of a device that reports less often.
     *
     * @param interval the time from one reading to the next, whole seconds
     * @param records how many there are
     */
    public DeviceMessages(String device, Instant start, Duration interval, long records, long seed) {
        this(new String(JsonStringEncoder.getInstance().quoteAsString(device)), start, interval, records, seed, 0);
    }

    private DeviceMessages(String quotedDevice, Instant start, Duration interval, long records, long seed, long count) {
        device = quotedDevice;
        this.start = start;
        this.interval = interval;
        this.records = records;
        this.seed = seed;
        this.count = count;
        random = new SplittableRandom(seed + 0x9e3779b97f4a7c15L * count);
    }

    /** The messages of the same device from this number on; its air and its pose are those of the first one. */
    DeviceMessages from(long number) {
        return new DeviceMessages(device, start, interval, records, seed, number);
    }

    @Override
    public boolean hasNext() {
        return count < records;
    }

    /** The next message, as JSON. */
    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + records + " messages were given");
        }
        Instant time = start.plus(interval.multipliedBy(count));
        double day = Math.sin(2 * Math.PI * (time.getEpochSecond() % SECONDS_A_DAY) / SECONDS_A_DAY - Math.PI / 2);
        draught = walk(draught, 0.02, 0.999);
        weather = walk(weather, 0.01, 0.9999);
        pitch = turn(pitch);
        roll = turn(roll);
        yaw = turn(yaw);
        double celsius = 28 + 2.5 * day + draught;
        double relativeHumidity = 42 - 4 * day - 1.5 * draught + 0.05 * random.nextDouble();
        double hectopascals = 1_016 + 3 * weather + 0.02 * random.nextDouble();
        String message = "{\"client_id\": \"" + device
                + "\", \"timestamp\": \"" + TIME.format(time)
                + "\", \"humidity\": " + asFloat(relativeHumidity)
                + ", \"temperature\": " + asFloat(celsius)
                + ", \"pressure\": " + asFloat(hectopascals)
                + ", \"pitch\": " + pitch
                + ", \"roll\": " + roll
                + ", \"yaw\": " + yaw
                + ", \"count\": " + count + "}";
        count++;
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private double walk(double value, double step, double pull) {
        return value * pull + step * (random.nextDouble() - 0.5);
    }

    private double turn(double degrees) {
        double turned =
                degrees + (random.nextInt(600) == 0 ? 90 * random.nextDouble() : 0.2 * (random.nextDouble() - 0.5));
        return (turned % 360 + 360) % 360;
    }

    /** The chips give single precision; Python prints it as the double it becomes. */
    private static double asFloat(double value) {
        return (float) value;
    }
}
