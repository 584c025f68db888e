package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PartitioningTest {

    @Test
    void anHourIsADirectoryPaddedWithZeros() {
        // 1587036803 seconds = 440843 hours and 2003 seconds
        assertThat(OpenFiles.hour(Instant.parse("2020-04-16T11:33:23Z"))).isEqualTo(440_843);
        assertThat(Partitioning.ingest().directory(440_843))
                .isEqualTo("ingest_year=2020/ingest_month=04/ingest_day=16/ingest_hour=11");
        assertThat(Partitioning.by("timestamp").directory(440_843)).isEqualTo("year=2020/month=04/day=16/hour=11");
    }

    @Test
    void anHourBeginsWithItsFirstInstant() {
        assertThat(OpenFiles.hour(Instant.parse("1970-01-01T00:59:59.999999Z"))).isZero();
        assertThat(OpenFiles.hour(Instant.parse("1970-01-01T01:00:00Z"))).isEqualTo(1);
    }

    @Test
    void hoursBefore1970AreWhole() {
        long hour = OpenFiles.hour(Instant.parse("1969-12-31T23:59:59.999999Z"));

        assertThat(Partitioning.by("at").directory(hour)).isEqualTo("year=1969/month=12/day=31/hour=23");
    }

    @Test
    void theColumnsAreThoseOfTheDirectories() {
        assertThat(Partitioning.ingest().columns())
                .containsExactly("ingest_year", "ingest_month", "ingest_day", "ingest_hour");
        assertThat(Partitioning.by("at").columns()).containsExactly("year", "month", "day", "hour");
    }
}
