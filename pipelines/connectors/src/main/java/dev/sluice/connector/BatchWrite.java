package dev.sluice.connector;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of batches through a {@link RecordSender}: a bundle that succeeds has arrived, and says so to the
 * job's sources in this JVM. What is refused for good comes out as dead letters, and has not arrived before these have.
 */
public final class BatchWrite extends PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> {

    private final String kind;
    private final String place;
    private final RecordSender.Factory senders;
    private final String jobId;
    private final Outgoing.Factory outgoing;

    private BatchWrite(
            String kind, String place, RecordSender.Factory senders, String jobId, Outgoing.Factory outgoing) {
        this.kind = kind;
        this.place = place;
        this.senders = senders;
        this.jobId = jobId;
        this.outgoing = outgoing;
    }

    /**
     * A write to one place.
     *
     * @param kind the connector's, for metrics and reasons
     * @param place the topic, for dead letters
     * @param jobId whose sources are told, see {@link JobLocal}
     */
    public static BatchWrite to(String kind, String place, RecordSender.Factory senders, String jobId) {
        return new BatchWrite(kind, place, senders, jobId, () -> (record, refusal) -> record);
    }

    /** Sends something else in place of each record. What is refused comes out as it came in. */
    public BatchWrite sending(Outgoing.Factory inPlace) {
        return new BatchWrite(kind, place, senders, jobId, inPlace);
    }

    @Override
    public PCollection<DeadLetter> expand(PCollection<RecordBatch> batches) {
        return batches.apply("Out of windows", Window.into(new GlobalWindows()))
                .apply("Send", ParDo.of(new Send(kind, place, senders, jobId, outgoing)))
                .setCoder(DeadLetterCoder.of());
    }

    private static final class Send extends DoFn<RecordBatch, DeadLetter> {

        private final String kind;
        private final String place;
        private final RecordSender.Factory senders;
        private final String jobId;
        private final Outgoing.Factory outgoing;
        private final Counter written;
        private final Counter bytes;
        private final Counter refused;

        private transient @Nullable RecordSender sender;
        private transient Outgoing inPlace;
        private transient List<PartitionRange> sent;
        private transient Queue<DeadLetter> letters;

        Send(String kind, String place, RecordSender.Factory senders, String jobId, Outgoing.Factory outgoing) {
            this.kind = kind;
            this.place = place;
            this.senders = senders;
            this.jobId = jobId;
            this.outgoing = outgoing;
            written = Metrics.counter(kind, "recordsWritten");
            bytes = Metrics.counter(kind, "bytesWritten");
            refused = Metrics.counter(kind, "recordsRefused");
        }

        @Setup
        public void open() throws IOException {
            inPlace = outgoing.open();
            sender = senders.open();
        }

        @StartBundle
        public void start() {
            sent = new ArrayList<>();
            letters = new ConcurrentLinkedQueue<>();
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) throws IOException {
            long count = 0;
            long size = 0;
            for (int i = 0; i < batch.size(); i++) {
                RawRecord record = batch.record(i);
                RecordSender.Refusal refusal = reason -> letters.add(letter(record, reason));
                RawRecord going = inPlace.of(record, refusal);
                if (going != null) {
                    sender().send(going, refusal);
                    count++;
                    size += going.payload().length;
                }
            }
            written.inc(count);
            bytes.inc(size);
            sent.addAll(batch.ranges());
        }

        private DeadLetter letter(RawRecord record, Exception reason) {
            return new DeadLetter(
                    record,
                    DeadLetter.Stage.WRITE,
                    "refused-by-" + kind,
                    String.valueOf(reason.getMessage()),
                    Instant.now(),
                    place);
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            sender().flush();
            refused.inc(letters.size());
            List<PartitionRange> arrived = sent;
            for (DeadLetter letter : letters) {
                context.output(letter, org.joda.time.Instant.now(), GlobalWindow.INSTANCE);
                arrived = without(letter.record(), arrived);
            }
            JobLocal.of(jobId).published(arrived);
        }

        /** A refused record is not safe before its letter is: whoever publishes that says so. */
        private static List<PartitionRange> without(RawRecord refused, List<PartitionRange> ranges) {
            List<PartitionRange> left = new ArrayList<>();
            for (PartitionRange range : ranges) {
                if (range.partition().equals(refused.partition())) {
                    left.addAll(range.without(refused.position()));
                } else {
                    left.add(range);
                }
            }
            return left;
        }

        @Teardown
        public void close() throws IOException {
            if (sender != null) { // null where no connection was made
                sender.close();
            }
        }

        private RecordSender sender() {
            if (sender == null) {
                throw new IllegalStateException("nothing can be sent before the step is set up");
            }
            return sender;
        }
    }
}
