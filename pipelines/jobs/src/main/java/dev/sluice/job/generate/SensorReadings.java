package dev.sluice.job.generate;

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
 * Random readings of 99 sensors: 10 to 180 degrees, a status that goes with it ({@code ERROR} over 160; {@code WARNING} or
 * {@code ERROR} over 140, and of every fifth other; else {@code OK}), and the time, ISO 8601 without a zone, UTC. Seeded.
 */
final class SensorReadings implements Iterator<Message> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Instant start;
    private final Duration interval;
    private final long records;
    private final SplittableRandom random;
    private long count;

    /**
     * Readings at a steady pace.
     *
     * @param interval the time from one reading to the next
     * @param records how many there are
     */
    SensorReadings(Instant start, Duration interval, long records, long seed) {
        this.start = start;
        this.interval = interval;
        this.records = records;
        random = new SplittableRandom(seed);
    }

    @Override
    public boolean hasNext() {
        return count < records;
    }

    @Override
    public Message next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + records + " readings were given");
        }
        String sensor = Integer.toString(random.nextInt(1, 100));
        double celsius = Math.round(100 * (10 + 170 * random.nextDouble())) / 100.0;
        String reading = "{\"sensor_id\": " + sensor
                + ", \"current_temperature\": " + celsius
                + ", \"status\": \"" + status(celsius)
                + "\", \"event_time\": \"" + TIME.format(start.plus(interval.multipliedBy(count))) + "\"}";
        count++;
        return new Message(sensor, reading.getBytes(StandardCharsets.UTF_8));
    }

    private String status(double celsius) {
        if (celsius > 160) {
            return "ERROR";
        }
        if (celsius > 140 || random.nextInt(1, 100) > 80) {
            return random.nextBoolean() ? "WARNING" : "ERROR";
        }
        return "OK";
    }
}
