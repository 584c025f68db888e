package dev.sluice.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Readings of 100 sensors, a thousand for each second of event time, about 110 bytes each: the same for the same number of
 * records. A reading is at most {@link #MOST_DISORDER_MILLIS} behind its turn, which is less than the delay of the
 * watermark: none is late, in whatever order partitions are read.
 */
final class SensorReadings implements Messages {

    /** How far behind the latest reading one may be. */
    static final int MOST_DISORDER_MILLIS = 3_000;

    private static final int SENSORS = 100;
    private static final long MICROS_BETWEEN = 1_000;
    private static final Instant FIRST = Instant.parse("2021-03-04T05:06:07Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final long records;
    private final SplittableRandom random = new SplittableRandom(42);
    private final StringBuilder text = new StringBuilder(128);
    private long given;
    private int sensor;

    /** @param records how many readings there are */
    SensorReadings(long records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return given < records;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + records + " readings were given");
        }
        sensor = random.nextInt(SENSORS);
        int millidegrees = random.nextInt(10_000, 100_000);
        long behind = random.nextLong(MOST_DISORDER_MILLIS * 1_000L);
        long micros = Math.max(0, given * MICROS_BETWEEN - behind);
        text.setLength(0);
        text.append("{\"sensor_id\":").append(sensor);
        text.append(",\"current_temperature\":").append(millidegrees / 1e3);
        text.append(",\"status\":\"").append(status(millidegrees));
        text.append("\",\"event_time\":\"").append(TIME.format(FIRST.plusNanos(micros * 1_000)));
        text.append("\"}");
        given++;
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Its sensor. */
    @Override
    public byte[] key() {
        return Integer.toString(sensor).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String status(int millidegrees) {
        return millidegrees < 60_000 ? "OK" : millidegrees < 90_000 ? "WARNING" : "ERROR";
    }
}
