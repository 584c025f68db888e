package dev.sluice.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times as numbers: read as they are in a payload, written in milliseconds since 1970. */
public final class EpochTime {

    private static final TimestampText ANY_UNIT = new TimestampText(List.of(), ZoneOffset.UTC);

    private EpochTime() {}

    /**
     * The time a number says: seconds below 1e11, milliseconds below 1e14, microseconds beyond, whatever its sign; cut to
     * the microsecond. Null where it is beyond the years 0 to 9999.
     */
    public static @Nullable Instant of(BigDecimal number) {
        return ANY_UNIT.ofNumber(number);
    }

    /** The milliseconds of a time, exactly, with three digits behind the point for its microseconds. */
    public static BigDecimal millis(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond() * 1_000_000L + time.getNano() / 1_000, 3);
    }
}
