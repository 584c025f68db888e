package dev.sluice.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps and their text. A text is read by the table's formats, then as ISO 8601 (date and time, {@code T} or a
 * blank between them, seconds optional, up to nine digits behind the point, zone optional); the first format that is
 * ISO 8601 itself takes the fast way. A time without a zone is a time in the table's zone. What is finer than a
 * microsecond is cut off. A time that does not exist (30 February, 25 o'clock, the hour that daylight saving skips, a leap
 * second, for which there is no instant) is invalid, and so is one beyond the years 1 to 9999; of an hour that comes twice
 * the first is meant.
 *
 * <p>A number is seconds since 1970 below 1e11, milliseconds below 1e14, microseconds beyond; always what the word says where
 * {@code seconds}, {@code millis} or {@code micros} is among the formats. Then a text may be such a number, too.
 *
 * <p>Safe for several threads.
 */
final class TimestampText {

    private static final Pattern ISO =
            Pattern.compile("yyyy-MM-dd( |'T')HH:mm(:ss(\\.S{1,9})?)?(X{1,3}|Z)?", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal MILLIS_BELOW = BigDecimal.valueOf(100_000_000_000_000L);
    private static final long YEAR_ONE = LocalDate.of(1, 1, 1).toEpochDay() * 86_400;
    private static final long YEAR_TEN_THOUSAND = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400;

    private final List<TimestampPattern> patterns = new ArrayList<>();
    private final ZoneId zone;
    private final ZoneRules rules;
    private final @Nullable ZoneOffset offset;
    private final @Nullable EpochUnit unit;
    private final boolean writesNumbers;
    private final boolean isoFirst;
    /** The last date read; consecutive readings are of one day. Replaced as a whole, so that threads may race. */
    private Day lastDay = new Day(19700101, 0);

    /**
     * The text of timestamps by these formats.
     *
     * @param formats in the letters of {@link java.time.format.DateTimeFormatter}, or the word of an {@link EpochUnit}
     * @throws IllegalArgumentException where a format is none, or gives no date, or two say what a number is
     */
    TimestampText(List<String> formats, ZoneId zone) {
        this.zone = zone;
        rules = zone.getRules();
        offset = rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : null;
        unit = EpochUnit.of(formats);
        writesNumbers = unit != null && formats.get(0).equals(unit.word());
        for (String format : formats) {
            if (!EpochUnit.isWord(format)) {
                patterns.add(TimestampPattern.of(format));
            }
        }
        isoFirst = patterns.isEmpty() || ISO.matcher(patterns.get(0).text()).matches();
    }

    /** The time that the characters from {@code from} to before {@code to} say. */
    Instant parse(char[] text, int from, int to) throws InvalidValueException {
        if (isoFirst) {
            Instant time = iso(text, from, to);
            if (time != null) {
                return time;
            }
        }
        return parseSlowly(new String(text, from, to - from).trim());
    }

    private Instant parseSlowly(String text) throws InvalidValueException {
        Instant time = null;
        if (unit != null) {
            BigDecimal number = Numbers.decimal(text);
            time = number == null ? null : ofNumber(number);
        }
        for (int i = 0; time == null && i < patterns.size(); i++) {
            TimestampPattern.Parsed parsed = patterns.get(i).parse(text);
            if (parsed != null) {
                time = parsed.instant() != null ? inRange(parsed.instant()) : instant(parsed.local());
            }
        }
        if (time == null) {
            time = iso(text.toCharArray(), 0, text.length());
        }
        if (time == null) {
            throw new InvalidValueException(expected(), Snippet.quoted(text));
        }
        return time;
    }

    private String expected() {
        String first = patterns.isEmpty() ? "" : patterns.get(0).text();
        if (unit != null) {
            return "timestamp as " + unit.word() + (first.isEmpty() ? "" : ", " + first) + " or ISO 8601";
        }
        return first.isEmpty() ? "timestamp such as 2020-04-16T11:33:23Z" : "timestamp as " + first + " or ISO 8601";
    }

    /** The time a number says, or null where it is beyond the years 1 to 9999. */
    @Nullable
    Instant ofNumber(BigDecimal number) {
        BigDecimal size = number.abs();
        EpochUnit counted = unit != null
                ? unit
                : size.compareTo(SECONDS_BELOW) < 0
                        ? EpochUnit.SECONDS
                        : size.compareTo(MILLIS_BELOW) < 0 ? EpochUnit.MILLIS : EpochUnit.MICROS;
        BigDecimal micros = counted.micros(number);
        if ((long) micros.precision() - micros.scale() > 18) {
            return null;
        }
        long value = micros.setScale(0, RoundingMode.FLOOR).longValue();
        return inRange(
                Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1000));
    }

    private static @Nullable Instant inRange(Instant time) {
        return time.getEpochSecond() < YEAR_ONE || time.getEpochSecond() >= YEAR_TEN_THOUSAND ? null : time;
    }

    /** The number that a time is written as, or null where {@link #format} writes it. */
    @Nullable
    BigDecimal number(Instant time) {
        return writesNumbers && unit != null ? unit.number(time) : null;
    }

    /** The text of a time in the first format, or ISO 8601 with {@code Z} where there is none. */
    String format(Instant time) {
        BigDecimal number = number(time);
        if (number != null) {
            return number.toPlainString();
        }
        return patterns.isEmpty() ? time.toString() : patterns.get(0).format(time, zone);
    }

    /** What a clock of the zone shows at this time. */
    LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, zone);
    }

    /** The first time that a clock of the zone shows this; null where it never does. */
    @Nullable
    Instant instant(@Nullable LocalDateTime local) {
        if (local == null) {
            return null;
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? null : inRange(local.toInstant(offsets.get(0)));
    }

    /** {@code yyyy-MM-dd HH:mm[:ss[.fraction]][zone]}, or null where the text is anything else, or no time. */
    private @Nullable Instant iso(char[] c, int from, int to) {
        if (to - from < 16
                || c[from + 4] != '-'
                || c[from + 7] != '-'
                || (c[from + 10] != ' ' && (c[from + 10] | 0x20) != 't')
                || c[from + 13] != ':') {
            return null;
        }
        int hour = two(c, from + 11);
        int minute = two(c, from + 14);
        int second = 0;
        int nanos = 0;
        int at = from + 16;
        if (at + 3 <= to && c[at] == ':') {
            second = two(c, at + 1);
            at += 3;
            if (at < to && (c[at] == '.' || c[at] == ',')) {
                int digits = at + 1;
                int unit = 1_000_000_000;
                while (digits < to && c[digits] >= '0' && c[digits] <= '9' && unit > 1) {
                    unit /= 10;
                    nanos += (c[digits] - '0') * unit;
                    digits++;
                }
                if (digits == at + 1) {
                    return null;
                }
                at = digits;
            }
        }
        Day day = day(two(c, from) * 100 + two(c, from + 2), two(c, from + 5), two(c, from + 8));
        if (day == null || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        long local = day.epochDay * 86_400 + hour * 3600L + minute * 60L + second;
        nanos -= nanos % 1000;
        if (at == to) {
            return offset != null
                    ? inRange(Instant.ofEpochSecond(local - offset.getTotalSeconds(), nanos))
                    : instant(LocalDateTime.ofEpochSecond(local, nanos, ZoneOffset.UTC));
        }
        int zoneSeconds = zoneSeconds(c, at, to);
        return zoneSeconds == Integer.MIN_VALUE ? null : inRange(Instant.ofEpochSecond(local - zoneSeconds, nanos));
    }

    private @Nullable Day day(int year, int month, int day) {
        if (year < 0 || month < 1 || day < 1) {
            return null;
        }
        int key = year * 10_000 + month * 100 + day;
        Day last = lastDay;
        if (last.key == key) {
            return last;
        }
        try {
            Day read = new Day(key, LocalDate.of(year, month, day).toEpochDay());
            lastDay = read;
            return read;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The seconds that {@code Z}, {@code +02}, {@code +0200} or {@code +02:00} says; the least integer: none of them. */
    private static int zoneSeconds(char[] c, int from, int to) {
        int length = to - from;
        if (length == 1 && (c[from] | 0x20) == 'z') {
            return 0;
        }
        boolean colon = length == 6 && c[from + 3] == ':';
        if ((c[from] != '+' && c[from] != '-') || (length != 3 && length != 5 && !colon)) {
            return Integer.MIN_VALUE;
        }
        int hours = two(c, from + 1);
        int minutes = length == 3 ? 0 : two(c, to - 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return c[from] == '-' ? -seconds : seconds;
    }

    /** Two digits, or a number so negative that no sum mends it. */
    private static int two(char[] c, int at) {
        int tens = c[at] - '0';
        int ones = c[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -10_000 : tens * 10 + ones;
    }

    /** @param key the digits {@code yyyyMMdd} */
    private record Day(int key, long epochDay) {}
}
