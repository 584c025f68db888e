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

    private static final Duration STEP = Duration.ofMillis(200);

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

        listen(watermark, Duration.ofSeconds(30));
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        assertThat(watermark.current(clock.instant())).isEqualTo(Instant.EPOCH);
        listen(watermark, Duration.ofMillis(1));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T09:59:55Z");
    }

    @Test
    void whereAllAreSilentItFollowsTheClock() {
        Watermark watermark = new Watermark(TIMED, List.of("p"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));

        listen(watermark, Duration.ofSeconds(31));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T10:59:56Z");
    }

    @Test
    void aPartitionThatIsAloneAndSilentFromTheStartFollowsTheClockAfterTheTimeout() {
        Watermark watermark = new Watermark(TIMED, List.of("p"), clock);

        listen(watermark, Duration.ofSeconds(30));
        assertThat(watermark.current(clock.instant())).isEqualTo(Instant.EPOCH);
        listen(watermark, Duration.ofSeconds(1));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T10:59:56Z");
    }

    @Test
    void aReaderThatWasNotAskedForLongHasHeardNoSilence() {
        Watermark watermark = new Watermark(TIMED, List.of("p", "q"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));
        watermark.saw("q", Instant.parse("2020-04-16T09:00:00Z"));

        clock.advance(Duration.ofHours(1));
        watermark.listen();
        watermark.saw("p", Instant.parse("2020-04-16T10:40:00Z"));

        assertThat(watermark.current(clock.instant())).as("q holds it").isEqualTo("2020-04-16T08:59:55Z");
    }

    @Test
    void aPartitionOfWhichRecordsAreStillToComeIsNotSilent() {
        Watermark watermark = new Watermark(TIMED, List.of("p", "q"), clock);
        watermark.saw("p", Instant.parse("2020-04-16T10:00:00Z"));

        listen(watermark, Duration.ofSeconds(20));
        watermark.expect("q");
        listen(watermark, Duration.ofSeconds(20));
        assertThat(watermark.current(clock.instant())).as("q holds it").isEqualTo(Instant.EPOCH);
        listen(watermark, Duration.ofSeconds(11));

        assertThat(watermark.current(clock.instant())).isEqualTo("2020-04-16T11:00:16Z");
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

    /** As a reader that is asked again and again. */
    private void listen(Watermark watermark, Duration duration) {
        for (Duration left = duration; left.compareTo(STEP) > 0; left = left.minus(STEP)) {
            clock.advance(STEP);
            watermark.listen();
        }
        Duration rest = duration.minus(STEP.multipliedBy((duration.toMillis() - 1) / STEP.toMillis()));
        clock.advance(rest);
        watermark.listen();
    }
}
