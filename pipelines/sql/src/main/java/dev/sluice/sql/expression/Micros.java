package dev.sluice.sql.expression;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Microseconds since 1970-01-01 00:00, of the wall's clock or of UTC, as a TIMESTAMP or TIMESTAMP_LTZ is kept. */
final class Micros {

    static final long PER_MILLI = 1000;
    static final long PER_SECOND = 1_000_000;
    static final long MILLIS_PER_DAY = 86_400_000;
    static final long PER_DAY = MILLIS_PER_DAY * PER_MILLI;

    private static final int NANOS_PER_MICRO = 1000;
    private static final long[] POWERS = {1, 10, 100, 1000};

    private Micros() {}

    static long ofMillis(long millis) {
        return millis * PER_MILLI;
    }

    static long toMillis(long micros) {
        return Math.floorDiv(micros, PER_MILLI);
    }

    static int millisOfDay(long micros) {
        return (int) (Math.floorMod(micros, PER_DAY) / PER_MILLI);
    }

    /** With so many digits of the second; the others are cut off, towards 1970 as Flink does it. */
    static long truncate(long micros, int precision) {
        long millis = toMillis(micros);
        if (precision <= 3) {
            return ofMillis(millis - millis % POWERS[3 - precision]);
        }
        long belowMilli = Math.floorMod(micros, PER_MILLI);
        return precision >= 6 ? micros : ofMillis(millis) + belowMilli - belowMilli % POWERS[6 - precision];
    }

    static LocalDateTime toLocal(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND),
                (int) Math.floorMod(micros, PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }

    static long of(LocalDateTime local) {
        return of(local.toInstant(ZoneOffset.UTC));
    }

    static long of(Instant instant) {
        return instant.getEpochSecond() * PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS_PER_MICRO);
    }

    /** What clocks of a zone show at an instant. */
    static long local(long instant, ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? instant : of(LocalDateTime.ofInstant(toInstant(instant), zone));
    }

    /** When clocks of a zone show a time: where they skip it, as much later; where they show it twice, the first time. */
    static long instant(long local, ZoneId zone) {
        return zone.equals(ZoneOffset.UTC)
                ? local
                : of(toLocal(local).atZone(zone).toInstant());
    }
}
