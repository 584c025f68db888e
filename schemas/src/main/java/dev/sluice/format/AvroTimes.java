package dev.sluice.format;

import dev.sluice.format.AvroNumbers.Whole;
import dev.sluice.schema.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Readers of Avro's dates and times: numbers with a logical type. In a column of whole numbers they are the number that is
 * written, as Avro itself resolves them; in a text column they are ISO 8601.
 */
final class AvroTimes {

    private static final Set<String> NAMES = Set.of(
            "date",
            "time-millis",
            "time-micros",
            "timestamp-millis",
            "timestamp-micros",
            "timestamp-nanos",
            "local-timestamp-millis",
            "local-timestamp-micros",
            "local-timestamp-nanos");
    private static final Instant YEAR_ZERO = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_TEN_THOUSAND =
            LocalDate.of(10_000, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final TimestampText timestamps;

    AvroTimes(TimestampText timestamps) {
        this.timestamps = timestamps;
    }

    boolean isTime(String logical) {
        return NAMES.contains(logical);
    }

    AvroReader reader(Whole source, Schema schema, ColumnType type) {
        String logical = AvroColumns.logical(schema);
        if (AvroReaders.isText(type)) {
            return in -> text(logical, source.read(in));
        }
        if (type == ColumnType.Simple.DATE && logical.equals("date")) {
            return in -> date(source.read(in));
        }
        if (type == ColumnType.Simple.TIMESTAMP) {
            if (logical.startsWith("timestamp-")) {
                long unit = unit(logical);
                return in -> instant(source.read(in), unit).truncatedTo(ChronoUnit.MICROS);
            }
            if (logical.startsWith("local-timestamp-")) {
                long unit = unit(logical);
                return in -> {
                    long number = source.read(in);
                    LocalDateTime local = local(number, unit);
                    return AvroScalars.required(timestamps.instant(local), local)
                            .truncatedTo(ChronoUnit.MICROS);
                };
            }
        }
        boolean whole = type instanceof ColumnType.Simple simple
                && switch (simple) {
                    case TINYINT, SMALLINT, INT, BIGINT -> true;
                    case FLOAT, DOUBLE, BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, VOID -> false;
                };
        return whole ? AvroNumbers.whole(source, schema, type, timestamps) : AvroReaders.mismatch(schema, type);
    }

    /** ISO 8601: a date, a time of day, a time with or without zone. */
    static String text(String logical, long number) throws InvalidValueException {
        if (logical.equals("date")) {
            return date(number).toString();
        }
        long unit = unit(logical);
        if (logical.startsWith("time-")) {
            if (number < 0 || number >= DAY_NANOS / unit) {
                throw new InvalidValueException("a time of day", Long.toString(number));
            }
            return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(number * unit));
        }
        return logical.startsWith("local-")
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local(number, unit))
                : instant(number, unit).toString();
    }

    private static LocalDate date(long days) throws InvalidValueException {
        LocalDate date = days == (int) days ? LocalDate.ofEpochDay(days) : null;
        if (date == null || date.getYear() < 0 || date.getYear() > 9999) {
            throw new InvalidValueException("date of the years 0 to 9999", days + " days after 1970-01-01");
        }
        return date;
    }

    /** How many nanoseconds one of the number is. */
    static long unit(String logical) {
        return logical.endsWith("millis") ? 1_000_000 : logical.endsWith("micros") ? 1_000 : 1;
    }

    private static LocalDateTime local(long number, long unit) throws InvalidValueException {
        return LocalDateTime.ofInstant(instant(number, unit), ZoneOffset.UTC);
    }

    private static Instant instant(long number, long unit) throws InvalidValueException {
        long perSecond = 1_000_000_000L / unit;
        Instant time = Instant.ofEpochSecond(Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * unit);
        return AvroScalars.required(isInRange(time) ? time : null, number);
    }

    private static boolean isInRange(Instant time) {
        return !time.isBefore(YEAR_ZERO) && time.isBefore(YEAR_TEN_THOUSAND);
    }
}
