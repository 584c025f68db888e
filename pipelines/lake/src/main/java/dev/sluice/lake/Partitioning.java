package dev.sluice.lake;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** By which hour a row is placed, UTC. */
public sealed interface Partitioning extends Serializable {

    /** By the hour the job read the record, as Glue does: {@code ingest_year=2020/ingest_month=04/…}. */
    static Partitioning ingest() {
        return new Ingest();
    }

    /** By the hour of a timestamp column of the written row: {@code year=2020/month=04/day=16/hour=11}. */
    static Partitioning by(String column) {
        return new ByColumn(column);
    }

    /** The names of the partition columns, outermost first. */
    default List<String> columns() {
        return List.of(prefix() + "year", prefix() + "month", prefix() + "day", prefix() + "hour");
    }

    /** What stands before {@code year}, {@code month}, {@code day} and {@code hour}. */
    String prefix();

    /** The directory of an hour, relative to the lake's root. */
    default String directory(long hoursSinceEpoch) {
        ZonedDateTime hour = Instant.ofEpochSecond(hoursSinceEpoch * 3_600).atZone(ZoneOffset.UTC);
        String p = prefix();
        return String.format(
                Locale.ROOT,
                "%syear=%04d/%smonth=%02d/%sday=%02d/%shour=%02d",
                p,
                hour.getYear(),
                p,
                hour.getMonthValue(),
                p,
                hour.getDayOfMonth(),
                p,
                hour.getHour());
    }

    /** By the clock. */
    record Ingest() implements Partitioning {
        @Override
        public String prefix() {
            return "ingest_";
        }

        @Override
        public String toString() {
            return "the hour of reading";
        }
    }

    /** By a column. */
    record ByColumn(String column) implements Partitioning {
        @Override
        public String prefix() {
            return "";
        }

        @Override
        public String toString() {
            return "the hour of " + column;
        }
    }
}
