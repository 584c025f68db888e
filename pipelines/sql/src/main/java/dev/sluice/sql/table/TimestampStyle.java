package dev.sluice.sql.table;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;

/** How Flink's formats write times as text, by the words of {@code json.timestamp-format.standard}. */
enum TimestampStyle {
    /** {@code 2020-04-16 11:33:23.5}. */
    SQL(' '),
    /** {@code 2020-04-16T11:33:23.5}. */
    ISO_8601('T');

    private static final DateTimeFormatter TIME = timeFormat();

    @SuppressWarnings("ImmutableEnumChecker") // DateTimeFormatter is immutable, it only does not say so
    private final transient DateTimeFormatter timestamp;

    TimestampStyle(char between) {
        timestamp = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(between)
                .append(timeFormat())
                .toFormatter();
    }

    /** As many digits of the second as there are. */
    private static DateTimeFormatter timeFormat() {
        return new DateTimeFormatterBuilder()
                .appendPattern("HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .toFormatter();
    }

    String timestamp(long micros) {
        return timestamp.format(LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC));
    }

    /** A TIMESTAMP_LTZ, in UTC. */
    String instant(long micros) {
        return timestamp(micros) + "Z";
    }

    static String time(int millisOfDay) {
        return TIME.format(LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(millisOfDay)));
    }

    /** @throws DateTimeParseException where the text is no time of the day */
    static int millisOfDay(String text) {
        return (int) TimeUnit.NANOSECONDS.toMillis(LocalTime.parse(text).toNanoOfDay());
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    static Instant instantOf(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
