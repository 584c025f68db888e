package dev.sluice.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a number since 1970 counts, by its word among a table's timestamp formats; {@code millis} is Hive's. */
enum EpochUnit {
    SECONDS(6),
    MILLIS(3),
    MICROS(0);

    /** Of ten: so many microseconds are one. */
    private final int power;

    EpochUnit(int power) {
        this.power = power;
    }

    /**
     * The unit among these formats, or null where there is none.
     *
     * @throws IllegalArgumentException where there are several: a number would be any of them
     */
    static @Nullable EpochUnit of(List<String> formats) {
        List<EpochUnit> units =
                Arrays.stream(values()).filter(u -> formats.contains(u.word())).toList();
        if (units.size() > 1) {
            throw new IllegalArgumentException(
                    "timestamp formats: expected one unit of numbers at most, found " + words(units));
        }
        return units.isEmpty() ? null : units.get(0);
    }

    private static String words(List<EpochUnit> units) {
        return units.stream().map(EpochUnit::word).collect(Collectors.joining(" and "));
    }

    static boolean isWord(String format) {
        return Arrays.stream(values()).anyMatch(u -> u.word().equals(format));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** So many of them in microseconds. */
    BigDecimal micros(BigDecimal number) {
        return number.movePointRight(power);
    }

    /** The time as a number of them, exact. */
    BigDecimal number(Instant time) {
        BigDecimal micros = BigDecimal.valueOf(time.getEpochSecond())
                .movePointRight(6)
                .add(BigDecimal.valueOf(time.getNano() / 1000));
        BigDecimal number = micros.movePointLeft(power).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
