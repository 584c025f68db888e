package dev.sluice.sensehat.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.schema.Catalog;
import dev.sluice.sensehat.Colour;
import dev.sluice.sensehat.Orientation;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.Vector3;
import dev.sluice.sensehat.emulator.Device;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

/** The board as a source, read as a runner reads it. */
final class SenseHatIOTest {

    private static final Reading WHOLE = new Reading(
            Instant.parse("2020-04-16T11:33:23.123456Z"),
            44.5,
            27.25,
            26.5,
            1013.25,
            new Orientation(359.5, 0.25, 118),
            new Vector3(0.01, -0.02, 0.99),
            new Vector3(0, 0, 0.001),
            new Vector3(20, -3, 44),
            new Colour(0.1, 0.2, 0.3, 0.4));
    private static final Reading EMPTY =
            new Reading(WHOLE.time(), null, null, null, null, null, null, null, null, null);

    private static final List<Row> ARRIVED = new CopyOnWriteArrayList<>();

    private final BoardSource source = new BoardSource(new Device("emulated:steady"), Duration.ofMillis(20), null);

    @Test
    void aRecordComesBackFromItsCoderAndIsSmall() throws Exception {
        BoardRecord whole = new BoardRecord(300, WHOLE);
        BoardRecord empty = new BoardRecord(1, EMPTY);

        byte[] bytes = CoderUtils.encodeToByteArray(BoardRecordCoder.of(), whole);
        byte[] few = CoderUtils.encodeToByteArray(BoardRecordCoder.of(), empty);

        assertThat(CoderUtils.decodeFromByteArray(BoardRecordCoder.of(), bytes)).isEqualTo(whole);
        assertThat(CoderUtils.decodeFromByteArray(BoardRecordCoder.of(), few)).isEqualTo(empty);
        assertThat(bytes).as("1 + 2 + 8 + 2 + 20 doubles").hasSize(173);
        assertThat(few).hasSize(12);
        assertThatThrownBy(() -> BoardRecordCoder.of().decode(new ByteArrayInputStream(new byte[] {9})))
                .isInstanceOf(CoderException.class)
                .hasMessage("expected layout 1 of a board's record, found 9");
    }

    @Test
    void aMarkComesBackFromItsCoder() throws Exception {
        BoardMark mark = new BoardMark(7, new Vector3(0.01, -0.02, 0.03));

        byte[] bytes = CoderUtils.encodeToByteArray(BoardMark.CODER, mark);

        assertThat(bytes).hasSize(33);
        assertThat(CoderUtils.decodeFromByteArray(BoardMark.CODER, bytes)).isEqualTo(mark);
    }

    @Test
    void aRowHasTheColumnsOfADevicesMessage() throws Exception {
        Schema schema = Catalog.in(Path.of("none")).table("sense_hat").schema();

        Row row = new BoardRecord(5, WHOLE).row(schema, "raspberrypi");
        Row empty = new BoardRecord(6, EMPTY).row(schema, "raspberrypi");

        assertThat(row.getValues())
                .containsExactly("raspberrypi", WHOLE.time(), 44.5, 27.25, 1013.25, 359.5, 0.25, 118.0, 5L);
        assertThat(empty.getValues())
                .containsExactly("raspberrypi", WHOLE.time(), null, null, null, null, null, null, 6L);
    }

    @Test
    void thereIsOneSplitAndSnapshotsCountOnAfterACheckpoint() throws Exception {
        assertThat(source.split(8, PipelineOptionsFactory.create())).containsExactly(source);
        BoardReader first = new BoardReader(source, null);
        Instant began = Instant.now();

        assertThat(next(first, first.start())).isEqualTo(1);
        BoardRecord whole = first.getCurrent();
        assertThat(next(first, first.advance())).isEqualTo(2);
        BoardMark mark = first.getCheckpointMark();
        BoardReader second = new BoardReader(source, mark);
        assertThat(next(second, second.start())).isEqualTo(3);
        first.close();
        second.close();

        assertThat(whole.reading()).hasNoNullFieldsOrPropertiesExcept("colour");
        assertThat(whole.reading().time()).isBetween(began, Instant.now());
        assertThat(first.getCurrentTimestamp().getMillis())
                .isLessThanOrEqualTo(first.getWatermark().getMillis());
        assertThat(mark.gyroBias().length()).as("something was learned").isPositive();
    }

    /** The count of the next snapshot, as a runner waits for it. */
    private static long next(BoardReader reader, boolean there) {
        boolean[] have = {there};
        await().atMost(Duration.ofSeconds(20)).until(() -> have[0] || (have[0] = reader.advance()));
        return reader.getCurrent().count();
    }

    @Test
    void theWatermarkFollowsWhileNoSnapshotIsDue() throws Exception {
        BoardReader reader =
                new BoardReader(new BoardSource(new Device("emulated:steady"), Duration.ofHours(1), null), null);
        next(reader, reader.start());
        long before = reader.getWatermark().getMillis();

        assertThat(reader.advance()).isFalse();

        assertThat(reader.getWatermark().getMillis()).isGreaterThan(before);
        reader.close();
    }

    @Test
    void readersShareOneBoardWhichIsKeptForTheNextOne() {
        Device device = new Device("emulated:shaken");

        var board = SharedBoard.acquire(device, source.interval(), source.settings());
        assertThat(SharedBoard.acquire(device, source.interval(), source.settings()))
                .isSameAs(board);
        SharedBoard.release(device);
        SharedBoard.release(device);

        assertThat(SharedBoard.acquire(device, source.interval(), source.settings()))
                .isSameAs(board);
        SharedBoard.release(device);
    }

    @Test
    void aReaderIsGivenAgainWhatCameAfterTheSnapshotItNames() {
        Device device = new Device("emulated:day-cycle");
        Duration patience = Duration.ofSeconds(20);
        BoardRecord first;
        BoardRecord second;
        try (Snapshots snapshots = Snapshots.of(device, source.interval(), source.settings())) {
            first = snapshots.after(41, patience);
            second = snapshots.after(42, patience);
        }

        try (Snapshots next = Snapshots.of(device, source.interval(), source.settings())) {
            assertThat(first).isNotNull().extracting(BoardRecord::count).isEqualTo(42L);
            assertThat(next.after(42, Duration.ZERO)).isNotNull().isEqualTo(second);
        }
    }

    @Test
    void whatNobodyTookForTooLongIsGoneAndItsCountSaysSo() {
        RecentReadings recent = new RecentReadings();
        for (int i = 0; i < 1_005; i++) {
            recent.add(EMPTY);
        }

        assertThat(recent.after(2, Duration.ZERO)).isEqualTo(new BoardRecord(5, EMPTY));
        assertThat(recent.after(1_004, Duration.ZERO)).isNull();
    }

    @Test
    void snapshotsAreTakenOnTheBeatOfTheWallsClock() {
        long second = 1_000_000_000;

        assertThat(SharedBoard.untilNextBeat(Instant.parse("2020-04-16T11:33:23.25Z"), second))
                .isEqualTo(second * 3 / 4);
        assertThat(SharedBoard.untilNextBeat(Instant.parse("2020-04-16T11:33:23.9999Z"), second))
                .as("a timer that is early does not make two of one beat")
                .isEqualTo(second + 100_000);
        assertThat(SharedBoard.untilNextBeat(Instant.parse("2020-04-16T11:33:23.123Z"), 7 * second))
                .as("1587036803 is 2 behind a multiple of 7")
                .isEqualTo(5 * second - 123_000_000);
    }

    @Test
    void everySnapshotArrivesOnceThroughADirectRunnerThatReplacesItsReaders() throws Exception {
        DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
        options.setRunner(DirectRunner.class);
        options.setBlockOnRun(false);
        Pipeline pipeline = Pipeline.create(options);
        pipeline.apply(
                        "Read",
                        SenseHatIO.read()
                                .withDevice(new Device("emulated:slow-turn"))
                                .withInterval(Duration.ofMillis(10)))
                .apply("Rows", SenseHatIO.rows(Catalog.in(Path.of("none")).table("sense_hat"), "raspberrypi"))
                .apply("Collect", ParDo.of(new Collect()));

        PipelineResult run = pipeline.run();
        await().atMost(Duration.ofSeconds(60)).until(() -> ARRIVED.size() >= 60);
        run.cancel();

        List<Row> arrived = List.copyOf(ARRIVED).subList(0, 60);
        assertThat(arrived.stream().map(row -> row.getInt64("count")))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(arrived).allSatisfy(row -> assertThat(row.getDouble("yaw")).isNotNull());
    }

    private static final class Collect extends DoFn<Row, Void> {

        private static final long serialVersionUID = 1;

        @ProcessElement
        public void process(@Element Row row) {
            ARRIVED.add(row);
        }
    }

    @Test
    void aDeviceThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new Device("spi:0"))
                .hasMessage("expected a device, i2c:1 or emulated:SCENARIO, found 'spi:0'");
        assertThatThrownBy(() -> new Device("emulated:storm")).hasMessageContaining("found 'storm'");
        assertThatThrownBy(() -> SenseHatIO.read().withInterval(Duration.ofMillis(1)))
                .hasMessage("expected an interval of 10 ms or more, found PT0.001S");
    }
}
