package dev.sluice.sensehat.beam;

import dev.sluice.schema.TableDefinition;
import dev.sluice.sensehat.emulator.Device;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Sense HAT.
 *
 * <ul>
 *   <li>Unbounded; one snapshot each interval, in order, taken on time by a thread of its own. Where a runner is too busy to
 *       ask, a thousand are kept for it.
 *   <li>Parallelism: one split for a board, whatever is asked for; all readers of one JVM share it. Where a runner places the
 *       split, the board has to be.
 *   <li>Timestamps: the time of the snapshot, by the wall's clock. The watermark follows that clock, also between snapshots;
 *       a clock that is set back makes the snapshots late that are older than the watermark.
 *   <li>Guarantee: a board cannot give again what it gave. What was in flight at a failure is lost, as is the time until the
 *       job runs again; nothing comes twice. The checkpoint has the count of the last snapshot and what was learned of the
 *       gyroscope; the orientation begins anew.
 * </ul>
 */
public final class SenseHatIO {

    private SenseHatIO() {}

    /** The board on bus 1, once a second. */
    public static ReadBoard read() {
        return new ReadBoard(new Device("i2c:1"), Duration.ofSeconds(1), null);
    }

    /** See {@link SenseHatIO}. */
    public static final class ReadBoard extends PTransform<PBegin, PCollection<BoardRecord>> {

        private final Device device;
        private final Duration interval;
        private final @Nullable String ini;

        private ReadBoard(Device device, Duration interval, @Nullable String ini) {
            this.device = device;
            this.interval = interval;
            this.ini = ini;
        }

        /** Another board, or an emulated one. */
        public ReadBoard withDevice(Device other) {
            return new ReadBoard(other, interval, ini);
        }

        /**
         * The time between two snapshots; the chips are sampled at their own rate.
         *
         * @throws IllegalArgumentException if it is shorter than the chip's 10 ms
         */
        public ReadBoard withInterval(Duration other) {
            if (other.compareTo(Duration.ofMillis(10)) < 0) {
                throw new IllegalArgumentException("expected an interval of 10 ms or more, found " + other);
            }
            return new ReadBoard(device, other, ini);
        }

        /** Settings from an {@code RTIMULib.ini}, which is read where the board is, and never written. */
        public ReadBoard withSettings(Path rtimulibIni) {
            return new ReadBoard(device, interval, rtimulibIni.toString());
        }

        @Override
        public PCollection<BoardRecord> expand(PBegin begin) {
            return begin.apply("Board", Read.from(new BoardSource(device, interval, ini)))
                    .setCoder(BoardRecordCoder.of());
        }
    }

    /**
     * Snapshots as rows of the table {@code sense_hat}.
     *
     * @param table with the columns of a device's message, or some of them
     * @param clientId the device
     * @throws IllegalArgumentException if the table has a column that the board has not
     */
    public static PTransform<PCollection<BoardRecord>, PCollection<Row>> rows(TableDefinition table, String clientId) {
        return new ToRows(table.schema(), clientId);
    }

    private static final class ToRows extends PTransform<PCollection<BoardRecord>, PCollection<Row>> {

        private final Schema schema;
        private final String clientId;

        private ToRows(Schema schema, String clientId) {
            this.schema = schema;
            this.clientId = clientId;
        }

        @Override
        public PCollection<Row> expand(PCollection<BoardRecord> records) {
            return records.apply("Row", ParDo.of(new ToRow(schema, clientId))).setRowSchema(schema);
        }
    }

    private static final class ToRow extends DoFn<BoardRecord, Row> {

        private static final long serialVersionUID = 1;

        private final Schema schema;
        private final String clientId;

        private ToRow(Schema schema, String clientId) {
            this.schema = schema;
            this.clientId = clientId;
        }

        @ProcessElement
        public void process(@Element BoardRecord record, OutputReceiver<Row> out) {
            out.output(record.row(schema, clientId));
        }
    }
}
