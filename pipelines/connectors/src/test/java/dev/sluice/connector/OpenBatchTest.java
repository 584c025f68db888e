package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.EventTime;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OpenBatchTest {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");
    /** The payload is the instant. */
    private static final EventTime EVENT_TIME = payload -> {
        String text = new String(payload, StandardCharsets.UTF_8);
        return text.endsWith("Z") ? Instant.parse(text) : null;
    };

    private final TestClock clock = new TestClock(NOW);

    @Test
    void leavesOutWhatIsDurableBehindAHole() {
        Progress durable = Progress.of(List.of(range("p", -1, 1, 2), range("p", 3, 5, 2)));
        OpenBatch batch = open(durable, null, Map.of("p", Position.offset(1)));

        add(batch, "p", 2, 3);
        assertThat(batch.isFull()).isFalse();
        add(batch, "p", 4);
        assertThat(batch.isFull()).as("a run ends where a durable one begins").isTrue();
        RecordBatch hole = batch.close();
        add(batch, "p", 5);
        assertThat(batch.isFull()).isFalse();
        assertThat(batch.since()).isNull();
        add(batch, "p", 6);
        RecordBatch behind = batch.close();

        assertThat(SourceReads.payloads(List.of(hole, behind))).containsExactly("2", "3", "6");
        assertThat(hole.ranges()).containsExactly(range("p", 1, 3, 2));
        assertThat(behind.ranges()).containsExactly(range("p", 5, 6, 1));
    }

    @Test
    void leavesOutWhatWasPublishedSinceTheCheckpointItGoesOnFrom() {
        Progress durable = Progress.of(List.of(range("p", -1, 4, 5)));
        OpenBatch batch = open(durable, null, Map.of("p", Position.offset(1)));

        add(batch, "p", 2, 3, 4, 5, 6);
        RecordBatch rest = batch.close();

        assertThat(SourceReads.payloads(List.of(rest))).containsExactly("5", "6");
        assertThat(rest.ranges()).containsExactly(range("p", 4, 6, 2));
    }

    @Test
    void aPartitionThatIsFoundAgainIsLeftOutAsFarAsItWasPublished() {
        OpenBatch batch = open(Progress.of(List.of(range("p", -1, 1, 2))), null, Map.of());
        batch.found("p", Position.offset(-1));

        add(batch, "p", 0);
        assertThat(batch.isFull()).as("its start is said apart").isTrue();
        RecordBatch start = batch.close();
        add(batch, "p", 1, 2);
        RecordBatch rest = batch.close();

        assertThat(start.ranges()).containsExactly(range("p", -1, -1, 0));
        assertThat(rest.ranges()).containsExactly(range("p", 1, 2, 1));
    }

    @Test
    void aHoleReachesToTheRunBehindItThoughItsLastRecordsAreGone() {
        Progress durable = Progress.of(List.of(range("p", -1, 1, 2), range("p", 5, 7, 2)));
        OpenBatch partly = open(durable, null, Map.of("p", Position.offset(1)));
        OpenBatch wholly = open(durable, null, Map.of("p", Position.offset(1)));

        add(partly, "p", 2, 3, 6);
        add(wholly, "p", 6);

        assertThat(partly.close().ranges()).containsExactly(range("p", 1, 5, 2));
        assertThat(wholly.since()).as("it is to be given").isNotNull();
        assertThat(wholly.close().ranges()).containsExactly(range("p", 1, 5, 0));
    }

    @Test
    void aHoleThatWasFilledIsClosed() {
        List<PartitionRange> runs = new ArrayList<>(List.of(range("p", -1, 1, 2), range("p", 3, 5, 2)));
        OpenBatch batch = open(Progress.of(runs), null, Map.of("p", Position.offset(1)));

        for (long offset = 2; offset < 9; offset++) {
            add(batch, "p", offset);
            if (batch.isFull()) {
                runs.addAll(batch.close().ranges());
            }
        }
        runs.addAll(batch.close().ranges());

        assertThat(Progress.of(runs).ranges()).containsOnly(Map.entry("p", List.of(range("p", -1, 8, 9))));
    }

    @Test
    void otherPartitionsDoNotEndABatchAtAHole() {
        Progress durable = Progress.of(List.of(range("p", -1, 1, 2), range("p", 3, 5, 2)));
        OpenBatch batch = open(durable, null, Map.of("p", Position.offset(3), "q", Position.offset(-1)));

        add(batch, "q", 0);
        add(batch, "p", 4, 5);
        assertThat(batch.isFull()).isFalse();
        add(batch, "p", 6);

        assertThat(batch.close().ranges()).containsExactly(range("q", -1, 0, 1), range("p", 5, 6, 1));
    }

    @Test
    void aRunGoesOnInTheNextBatch() {
        OpenBatch batch = open(Progress.none(), null, Map.of("p", Position.offset(41)));

        add(batch, "p", 42, 44);
        RecordBatch first = batch.close();
        add(batch, "p", 45);
        RecordBatch second = batch.close();

        assertThat(first.ranges()).containsExactly(range("p", 41, 44, 2));
        assertThat(second.ranges()).containsExactly(range("p", 44, 45, 1));
    }

    @Test
    void isOpenSinceItsFirstRecord() {
        OpenBatch batch = open(Progress.none(), null, Map.of("p", Position.offset(-1)));
        assertThat(batch.since()).isNull();

        clock.advance(Duration.ofSeconds(1));
        add(batch, "p", 0);
        clock.advance(Duration.ofSeconds(1));
        add(batch, "p", 1);

        assertThat(batch.since()).isEqualTo(NOW.plusSeconds(1));
        batch.close();
        assertThat(batch.since()).isNull();
    }

    @Test
    void findsEventTimesAndKeepsRecordsThatHaveNone() {
        OpenBatch batch = open(Progress.none(), EVENT_TIME, Map.of("p", Position.offset(-1)));

        add(batch, "p", 0, "2020-04-16T10:00:00Z");
        add(batch, "p", 1, "garbage");
        RecordBatch closed = batch.close();

        assertThat(closed.eventTime(0)).isEqualTo("2020-04-16T10:00:00Z");
        assertThat(closed.eventTime(1)).isNull();
        assertThat(closed.watermark()).isEqualTo("2020-04-16T09:59:55Z");
    }

    @Test
    void aPartitionFoundWhileReadingIsAnchoredAndHoldsTheWatermark() {
        OpenBatch batch = open(Progress.none(), EVENT_TIME, Map.of("p", Position.offset(-1)));
        add(batch, "p", 0, "2020-04-16T10:00:00Z");
        batch.close();

        batch.found("q", Position.offset(-1));
        add(batch, "p", 1, "2020-04-16T11:00:00Z");
        RecordBatch closed = batch.close();
        add(batch, "q", 0, "2020-04-16T10:30:00Z");

        assertThat(closed.ranges()).containsExactly(range("q", -1, -1, 0), range("p", 0, 1, 1));
        assertThat(closed.watermark()).isEqualTo("2020-04-16T09:59:55Z");
        assertThat(batch.close().ranges()).containsExactly(range("q", -1, 0, 1));
    }

    @Test
    void aPartitionThatHasEndedReachesToItsEndAndHoldsTheWatermarkNoMore() {
        OpenBatch batch = open(Progress.none(), EVENT_TIME, Map.of("p", Position.offset(-1), "q", Position.offset(-1)));
        add(batch, "p", 0, "2020-04-16T10:00:00Z");
        add(batch, "q", 0, "2020-04-16T09:00:00Z");

        batch.ended("q", Position.offset(99));
        RecordBatch closed = batch.close();

        assertThat(closed.ranges()).containsExactly(range("p", -1, 0, 1), range("q", -1, 99, 1));
        assertThat(closed.watermark()).isEqualTo("2020-04-16T09:59:55Z");
    }

    @Test
    void theEndOfAPartitionIsGivenWhereThereIsNoRecordLeft() {
        OpenBatch batch = open(Progress.none(), null, Map.of("p", Position.offset(3)));

        batch.ended("p", Position.offset(99));

        assertThat(batch.since()).isNotNull();
        assertThat(batch.close().ranges()).containsExactly(range("p", 3, 99, 0));
        batch.ended("p", Position.offset(99));
        assertThat(batch.since()).isNull();
        assertThat(batch.close().ranges()).isEmpty();
    }

    @Test
    void anEndThatIsDurableIsNotGivenAgain() {
        Progress durable = Progress.of(List.of(range("p", -1, 0, 1), range("p", 4, 99, 3)));
        OpenBatch batch = open(durable, null, Map.of("p", Position.offset(0)));
        add(batch, "p", 1, 2);

        batch.ended("p", Position.offset(99));

        assertThat(batch.close().ranges()).as("up to what is durable").containsExactly(range("p", 0, 4, 2));
    }

    private OpenBatch open(Progress durable, @Nullable EventTime eventTime, Map<String, Position> after) {
        ReadSettings settings = ReadSettings.of("open");
        if (eventTime != null) {
            settings = settings.withEventTime(eventTime, Duration.ofSeconds(5));
        }
        return new OpenBatch(
                "memory", durable, eventTime, new Watermark(settings, after.keySet(), clock), after, clock);
    }

    private static void add(OpenBatch batch, String partition, long... offsets) {
        for (long offset : offsets) {
            add(batch, partition, offset, Long.toString(offset));
        }
    }

    private static void add(OpenBatch batch, String partition, long offset, String payload) {
        batch.add(partition, Position.offset(offset), 0, null, Map.of(), payload.getBytes(StandardCharsets.UTF_8));
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
