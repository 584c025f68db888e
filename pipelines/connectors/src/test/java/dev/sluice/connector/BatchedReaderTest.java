package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BatchedReaderTest {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");

    private final TestClock clock = new TestClock(NOW);
    private final MemoryStream stream = new MemoryStream("p", "q");
    private final String job = UUID.randomUUID().toString();
    private final ReadSettings settings = ReadSettings.of(job).withBatchDelay(Duration.ofMillis(100));

    @Test
    void theFirstBatchIsEmptyAndSaysWhereEveryPartitionStarts() throws IOException {
        stream.add("p", "a");
        BatchedReader reader = reader(settings, null);

        assertThat(reader.start()).isTrue();

        RecordBatch first = reader.getCurrent();
        assertThat(first.isEmpty()).isTrue();
        assertThat(first.ranges()).containsExactlyInAnyOrder(range("p", -1, -1, 0), range("q", -1, -1, 0));
        assertThat(first.readAt()).isEqualTo(NOW);
        assertThat(reader.getCheckpointMark().after())
                .isEqualTo(Map.of("p", Position.offset(-1), "q", Position.offset(-1)));
    }

    @Test
    void aFullBatchIsGivenAtOnce() throws IOException {
        for (int i = 0; i < 5_001; i++) {
            stream.add(i % 2 == 0 ? "p" : "q", "r" + i);
        }
        BatchedReader reader = started(settings, null);

        assertThat(reader.advance()).isTrue();

        assertThat(reader.getCurrent().size()).isEqualTo(5_000);
        assertThat(reader.getCurrent().ranges())
                .containsExactly(range("p", -1, 2_499, 2_500), range("q", -1, 2_499, 2_500));
        assertThat(reader.advance())
                .as("the record that is left waits for others")
                .isFalse();
    }

    @Test
    void aBatchOfManyBytesIsFull() throws IOException {
        for (int i = 0; i < 5; i++) {
            stream.add("p", new byte[1 << 20]);
        }
        BatchedReader reader = started(settings, null);

        assertThat(reader.advance()).isTrue();

        assertThat(reader.getCurrent().size()).isEqualTo(4);
    }

    @Test
    void aLoneRecordWaitsForTheBatchDelay() throws IOException {
        BatchedReader reader = started(settings, null);
        stream.add("p", "a");

        assertThat(reader.advance()).isFalse();
        clock.advance(Duration.ofMillis(99));
        stream.add("q", "b");
        assertThat(reader.advance()).isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(reader.advance()).isTrue();
        assertThat(SourceReads.payloads(List.of(reader.getCurrent()))).containsExactly("a", "b");
        assertThat(reader.getCurrent().readAt()).isEqualTo(NOW.plusMillis(100));
        assertThat(reader.getCheckpointMark().after())
                .isEqualTo(Map.of("p", Position.offset(0), "q", Position.offset(0)));
    }

    @Test
    void aReaderIsAsPatientAsItsStreamAndNoLongerThanARecordMayWait() throws IOException {
        stream.patience = Duration.ofMillis(500);
        BatchedReader reader = started(settings, null);

        assertThat(reader.advance()).isFalse();
        stream.add("p", "a");
        assertThat(reader.advance()).isFalse();
        clock.advance(Duration.ofMillis(70));
        assertThat(reader.advance()).isFalse();

        assertThat(stream.waits)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofMillis(30));
    }

    @Test
    void whatWaitsIsNotYetInTheMark() throws IOException {
        BatchedReader reader = started(settings, null);
        stream.add("p", "a");

        assertThat(reader.advance()).isFalse();

        assertThat(reader.getCheckpointMark().after()).containsEntry("p", Position.offset(-1));
    }

    @Test
    void silenceGivesAnEmptyBatchEvery200Milliseconds() throws IOException {
        BatchedReader reader = started(settings, null);

        clock.advance(Duration.ofMillis(199));
        assertThat(reader.advance()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(reader.advance()).isTrue();
        RecordBatch empty = reader.getCurrent();
        assertThat(reader.advance()).isFalse();
        clock.advance(Duration.ofMillis(200));

        assertThat(reader.advance()).isTrue();
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.ranges()).isEmpty();
        assertThat(empty.watermark()).isEqualTo(NOW.plusMillis(200));
        assertThat(reader.getWatermark().getMillis())
                .isEqualTo(NOW.plusMillis(400).toEpochMilli());
    }

    @Test
    void whereCheckpointsMakeDurableTheEndComesAfterOneThatHoldsAll() throws IOException {
        stream.add("p", "a");
        stream.ends = true;
        BatchedReader reader = started(settings, null);
        ReaderMark before = reader.getCheckpointMark();
        assertThat(reader.advance())
                .as("the end does not wait for the batch delay")
                .isTrue();
        assertThat(reader.advance()).isFalse();
        ReaderMark all = reader.getCheckpointMark();

        assertThat(SourceReads.hasEnded(reader)).isFalse();
        before.finalizeCheckpoint();
        assertThat(SourceReads.hasEnded(reader)).isFalse();
        all.finalizeCheckpoint();

        assertThat(SourceReads.hasEnded(reader)).isTrue();
        assertThat(stream.acknowledged).containsExactly(before.after(), all.after());
        clock.advance(Duration.ofSeconds(1));
        assertThat(reader.advance()).as("behind the end nothing is given").isFalse();
    }

    @Test
    void wherePublicationMakesDurableTheEndComesWhenAllIsPublished() throws IOException {
        stream.add("p", "a");
        stream.ends = true;
        BatchedReader reader = started(settings.withDurability(Durability.PUBLICATION), null);
        List<PartitionRange> given = new ArrayList<>(reader.getCurrent().ranges());
        assertThat(reader.advance()).isTrue();
        given.addAll(reader.getCurrent().ranges());
        reader.getCheckpointMark().finalizeCheckpoint();

        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isFalse();
        assertThat(JobLocal.of(job).flushes()).as("it asks for publication").isEqualTo(1);
        clock.advance(Duration.ofMillis(200));
        assertThat(reader.advance())
                .as("an empty batch is the occasion to publish")
                .isTrue();
        assertThat(reader.getCurrent().isEmpty()).isTrue();

        JobLocal.of(job).published(given);
        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isTrue();
        assertThat(stream.acknowledged)
                .as("finalizeCheckpoint says nothing of durability here")
                .isEmpty();
    }

    @Test
    void aHoleThatWasDurableBeforeCountsAsPublished() throws IOException {
        stream.add("p", "a");
        stream.add("p", "b");
        stream.add("p", "c");
        stream.ends = true;
        ReadSettings behind = settings.withDurability(Durability.PUBLICATION)
                .withProgress(Progress.of(List.of(range("p", -1, -1, 0), range("p", 0, 1, 1))));
        BatchedReader reader = started(behind, null);
        List<PartitionRange> given = new ArrayList<>(reader.getCurrent().ranges());
        for (int i = 0; i < 2; i++) {
            assertThat(reader.advance()).isTrue();
            given.addAll(reader.getCurrent().ranges());
        }
        JobLocal.of(job).published(given);

        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isTrue();
        assertThat(given).contains(range("p", -1, 0, 1), range("p", 1, 2, 1));
    }

    @Test
    void anEndBehindWhichAllWasDurableBeforeIsAnEnd() throws IOException {
        stream.add("p", "a");
        stream.add("p", "b");
        stream.add("p", "c");
        stream.ends = true;
        ReadSettings behind = settings.withDurability(Durability.PUBLICATION)
                .withProgress(Progress.of(List.of(range("p", -1, -1, 0), range("p", 0, 2, 2))));
        BatchedReader reader = started(behind, null);
        JobLocal.of(job).published(reader.getCurrent().ranges());
        assertThat(reader.advance()).isTrue();
        assertThat(reader.getCurrent().ranges()).containsExactly(range("p", -1, 0, 1));
        JobLocal.of(job).published(reader.getCurrent().ranges());

        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isTrue();
    }

    @Test
    void aDeadlineGivesWhatIsHeldAndEnds() throws IOException {
        BatchedReader reader = new BatchedReader(
                BatchedSource.of(stream, settings),
                stream,
                settings.withDurability(Durability.PUBLICATION),
                null,
                NOW.plusMillis(50),
                clock);
        reader.start();
        stream.add("p", "held");
        assertThat(reader.advance()).isFalse();

        clock.advance(Duration.ofMillis(50));
        stream.add("p", "too late");

        assertThat(reader.advance()).isTrue();
        assertThat(SourceReads.payloads(List.of(reader.getCurrent()))).containsExactly("held");
        JobLocal.of(job).published(List.of(range("p", -1, 0, 1), range("q", -1, -1, 0)));
        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isTrue();
    }

    @Test
    void aStoppedJobGivesWhatIsHeldAndEnds() throws IOException {
        BatchedReader reader = started(settings.withDurability(Durability.PUBLICATION), null);
        stream.add("p", "held");
        assertThat(reader.advance()).isFalse();

        JobLocal.of(job).stop();
        stream.add("p", "too late");

        assertThat(reader.advance()).isTrue();
        assertThat(SourceReads.payloads(List.of(reader.getCurrent()))).containsExactly("held");
        JobLocal.of(job).published(List.of(range("p", -1, 0, 1), range("q", -1, -1, 0)));
        assertThat(reader.advance()).isFalse();
        assertThat(SourceReads.hasEnded(reader)).isTrue();
    }

    @Test
    void goesOnAfterItsMark() throws IOException {
        stream.add("p", "a");
        stream.add("q", "b");
        stream.add("p", "c");
        stream.ends = true;
        ReaderMark mark = new ReaderMark(Map.of("p", Position.offset(0), "q", Position.offset(0)), null);

        BatchedReader reader = started(settings, mark);
        RecordBatch first = reader.getCurrent();
        assertThat(reader.advance()).isTrue();

        assertThat(first.ranges()).as("where it starts was said before").isEmpty();
        assertThat(SourceReads.payloads(List.of(reader.getCurrent()))).containsExactly("c");
        assertThat(reader.getCurrent().ranges()).containsExactly(range("p", 0, 1, 1));
    }

    @Test
    void aSourceRestoredInAnotherRunEndsAsThatRunDoes() throws IOException {
        String other = UUID.randomUUID().toString();
        BatchedSource source = BatchedSource.of(stream, settings.withDurability(Durability.PUBLICATION));
        ReaderOptions run = PipelineOptionsFactory.create().as(ReaderOptions.class);
        run.setReaderJobId(other);
        run.setReaderEnding("LATEST");
        ReaderMark mark = new ReaderMark(Map.of("p", Position.offset(6)), null);

        try (UnboundedReader<RecordBatch> reader = source.createReader(run, mark)) {
            reader.start();
            JobLocal.of(job).stop();
            reader.advance();
            assertThat(SourceReads.hasEnded(reader))
                    .as("the former run's stop is not this one's")
                    .isFalse();
            JobLocal.of(other).stop();
            JobLocal.of(other).published(List.of(range("p", 6, 6, 0), range("q", -1, -1, 0)));
            reader.advance();

            assertThat(SourceReads.hasEnded(reader)).isTrue();
            assertThat(((ReaderMark) reader.getCheckpointMark()).after())
                    .isEqualTo(Map.of("p", Position.offset(6), "q", Position.offset(-1)));
        }
        assertThat(stream.resumedIn)
                .isEqualTo(settings.withDurability(Durability.PUBLICATION).inRun(other, EndingPosition.LATEST));
    }

    @Test
    void aSourceInItsOwnRunIsOpenedAsItWasTakenApart() throws IOException {
        ReaderOptions run = PipelineOptionsFactory.create().as(ReaderOptions.class);
        run.setReaderJobId(job);
        run.setReaderEnding("LATEST");

        try (UnboundedReader<RecordBatch> reader =
                BatchedSource.of(stream, settings).createReader(run, null)) {
            assertThat(reader.start()).isTrue();
        }
        assertThat(stream.resumedIn).isNull();
    }

    @Test
    void aRunsDeadlineComesFromItsOptions() throws IOException {
        ReaderOptions run = PipelineOptionsFactory.create().as(ReaderOptions.class);
        run.setReaderDeadline("2020-01-01T00:00:00Z");
        BatchedSource source = BatchedSource.of(stream, settings.withDurability(Durability.PUBLICATION));

        try (UnboundedReader<RecordBatch> reader = source.createReader(run, null)) {
            reader.start();
            JobLocal.of(job).published(List.of(range("p", -1, -1, 0), range("q", -1, -1, 0)));
            reader.advance();

            assertThat(SourceReads.hasEnded(reader)).isTrue();
        }
    }

    @Test
    void aWatermarkGoesOnWhereReadersOfASourceAreReplaced() throws IOException {
        ReadSettings timed = settings.withDurability(Durability.PUBLICATION)
                .withIdleTimeout(Duration.ofSeconds(3))
                .withEventTime(payload -> NOW.minusSeconds(60), Duration.ZERO);
        BatchedSource source = BatchedSource.of(stream, timed);
        ReaderMark mark = null;
        for (int life = 0; life < 4; life++) {
            BatchedReader reader = new BatchedReader(source, stream, timed, mark, Instant.MAX, clock);
            reader.start();
            stream.add("p", "a");
            clock.advance(Duration.ofSeconds(1));
            reader.advance();
            mark = reader.getCheckpointMark();
        }

        BatchedReader last = new BatchedReader(source, stream, timed, mark, Instant.MAX, clock);
        last.start();

        assertThat(last.getCurrent().watermark())
                .as("q has been silent for longer than each of them lived")
                .isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void aWatermarkBeginsAnewWhereAReaderMayGiveAgainWhatWasGiven() throws IOException {
        ReadSettings timed = settings.withEventTime(payload -> NOW, Duration.ZERO);
        BatchedSource source = BatchedSource.of(stream, timed);
        stream.add("p", "a");
        stream.add("q", "a");
        BatchedReader first = new BatchedReader(source, stream, timed, null, Instant.MAX, clock);
        first.start();
        clock.advance(Duration.ofSeconds(1));
        first.advance();
        first.advance();
        clock.advance(Duration.ofSeconds(1));
        first.advance();

        BatchedReader restored = new BatchedReader(source, stream, timed, null, Instant.MAX, clock);
        restored.start();

        assertThat(first.getCurrent().watermark()).isEqualTo(NOW);
        assertThat(restored.getCurrent().watermark()).isEqualTo(Instant.EPOCH);
    }

    private BatchedReader started(ReadSettings read, @Nullable ReaderMark mark) throws IOException {
        BatchedReader reader = reader(read, mark);
        reader.start();
        return reader;
    }

    private BatchedReader reader(ReadSettings read, @Nullable ReaderMark mark) {
        return new BatchedReader(BatchedSource.of(stream, read), stream, read, mark, Instant.MAX, clock);
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
