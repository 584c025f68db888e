package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.JobLocal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WritersTest {

    private static final Duration WINDOW = Duration.ofSeconds(100);

    @TempDir
    Path lake;

    private final String job = UUID.randomUUID().toString();
    private final MovedClock clock = new MovedClock();

    @Test
    void byTheBundleEachIsAPublication() throws IOException {
        Writers writers = writers(WriterSettings.defaults());

        assertThat(bundle(writers, 0, "{}")).isNotNull();
        assertThat(bundle(writers, 1, "{}")).isNotNull();
        assertThat(bundle(writers, 2)).isNotNull();
    }

    @Test
    void collectingBundlesAreOnePublicationWhenTheWindowIsOver() throws IOException {
        Writers writers = writers(WriterSettings.defaults().collecting(WINDOW));

        assertThat(bundle(writers, 0, "a", "b")).isNull();
        clock.move(WINDOW.minusMillis(1));
        assertThat(bundle(writers, 2, "c")).isNull();
        clock.move(Duration.ofMillis(1));
        Publication publication = bundle(writers, 3);

        assertThat(publication).isNotNull();
        assertThat(publication.counts().read()).isEqualTo(3);
        assertThat(publication.ranges()).hasSize(1);
        assertThat(bundle(writers, 3, "d")).as("a new window").isNull();
    }

    @Test
    void aSourceThatWaitsIsNotKeptWaiting() throws IOException {
        Writers writers = writers(WriterSettings.defaults().collecting(WINDOW));
        assertThat(bundle(writers, 0, "a")).isNull();

        JobLocal.of(job).flush();

        assertThat(bundle(writers, 1)).isNotNull();
    }

    @Test
    void ofTwoWritersTheOlderIsTakenFirstAndBothAreDrained() throws IOException {
        Writers writers = writers(WriterSettings.defaults().collecting(WINDOW));
        Writers.Lease first = writers.take();
        clock.move(Duration.ofSeconds(1));
        Writers.Lease second = writers.take();
        first.files().account(Readings.batch("p", 0, "a"), 0, 1);
        second.files().account(Readings.batch("q", 0, "b"), 0, 1);
        assertThat(second.end()).isNull();
        assertThat(first.end()).isNull();

        JobLocal.of(job).flush();
        Publication older = bundle(writers, 1);
        Publication younger = bundle(writers, 1);

        assertThat(older.ranges()).extracting(r -> r.partition()).contains("p");
        assertThat(younger.ranges()).extracting(r -> r.partition()).contains("q");
    }

    @Test
    void whereReadingStartsIsSaidAtOnce() throws IOException {
        Writers writers = writers(WriterSettings.defaults().collecting(WINDOW));

        assertThat(bundle(writers, 41)).isNotNull();
    }

    @Test
    void writersOfAnotherJobAreNotTouched() throws IOException {
        Writers writers = writers(WriterSettings.defaults().collecting(WINDOW));
        assertThat(bundle(writers, 0, "a")).isNull();

        Writers other = new Writers(
                Readings.layout(lake, Partitioning.by("at")),
                Readings.TABLE.schema(),
                WriterSettings.defaults().collecting(WINDOW),
                "other",
                clock);
        other.take();
        JobLocal.of(job).flush();

        assertThat(bundle(writers, 1).counts().read()).isEqualTo(1);
    }

    private Writers writers(WriterSettings settings) {
        return new Writers(Readings.layout(lake, Partitioning.by("at")), Readings.TABLE.schema(), settings, job, clock);
    }

    private static Publication bundle(Writers writers, long after, String... payloads) throws IOException {
        Writers.Lease lease = writers.take();
        lease.files().account(Readings.batch("p", after - 1, payloads), 0, payloads.length);
        return lease.end();
    }

    private static final class MovedClock extends Clock {
        private Instant now = Readings.READ_AT;

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
