package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.ReadSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idle timeout 30 s, delay 5 s. */
final class WatermarkTest {

    private static final Instant NOW = Instant.parse("2020-04-16T11:00:00Z");
    private static final ReadSettings TIMED =
            ReadSettings.of("watermark").withEventTime(payload -> null, Duration.ofSeconds(5));

    private final TestClock clock = new TestClock(NOW);

    @Test
    void withoutEventTimesItIsTheClock() {
        Watermark watermark = new Watermark(ReadSettings.of("watermark"), List.of("p"), clock);

        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T11:00:00Z");
        assertThat(watermark.current(NOW.plusMillis(1))).isEqualTo("2020-04-16T11:00:00.001Z");
    }

    @Test
    void thePartitionFurthestBehindHoldsItLessTheDelay() {
        Watermark watermark = new Watermark(TIMED, List.of("p", "q"), clock);

        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        assertThat(watermark.current(NOW)).as("q is silent still").isEqualTo(Instant.EPOCH);
        watermark.saw("q", Instant.parse("2020-04-16T10:30:00Z"));
        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T09:59:55Z");
        watermark.saw("p", Instant.parse("2020-04-16T10:40:00Z"));

        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T10:29:55Z");
    }

    @Test
    void aSilentPartitionStopsHoldingItAfterTheIdleTimeout() {
        Watermark watermark = new Watermark(TIMED, List.of("p", "q"), clock);

        clock.advance(Duration.ofSeconds(30));
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        assertThat(watermark.current(clock.instant())).isEqualTo(Instant.EPOCH);
        clock.advance(Duration.ofMillis(1));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T09:59:55Z");
    }

    @Test
    void whereAllAreSilentItFollowsTheClock() {
        Watermark watermark = new Watermark(TIMED, List.of("p"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));

        clock.advance(Duration.ofSeconds(31));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T10:59:56Z");
    }

    @Test
    void aReaderWithoutPartitionsFollowsTheClock() {
        assertThat(new Watermark(TIMED, List.of(), clock).current(NOW)).isEqualTo("2020-04-16T10:59:25Z");
    }

    @Test
    void itNeverGoesBack() {
        Watermark watermark = new Watermark(TIMED, List.of("p"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T09:59:55Z");

        watermark.track("q");
        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T09:59:55Z");
        watermark.saw("q", Instant.parse("2020-04-16T08:00:00Z"));

        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T09:59:55Z");
    }

    @Test
    void aPartitionFoundLaterHoldsIt() {
        Watermark watermark = new Watermark(TIMED, List.of("p"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        watermark.current(NOW);

        watermark.track("q");
        watermark.saw("p", Instant.parse("2020-04-16T10:30:00Z"));

        assertThat(watermark.current(NOW)).isEqualTo("2020-04-16T09:59:55Z");
    }
}
