package dev.sluice.connector.kafka;

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

/**
 * Writes batches to a topic: a bundle that succeeds has been acknowledged by the broker, and says so to the job's sources.
 * KafkaIO gives no such word after its flush, which is why it is not used here.
 */
final class KafkaWrite extends PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> {

    private final KafkaAddress address;
    private final String jobId;

    KafkaWrite(KafkaAddress address, String jobId) {
        this.address = address;
        this.jobId = jobId;
    }

    @Override
    public PCollection<DeadLetter> expand(PCollection<RecordBatch> batches) {
        return batches.apply("Out of windows", Window.into(new GlobalWindows()))
                .apply("Send", ParDo.of(new Send(address, jobId)))
                .setCoder(DeadLetterCoder.of());
    }

    private static final class Send extends DoFn<RecordBatch, DeadLetter> {

        private final KafkaAddress address;
        private final String jobId;
        private final Counter written = Metrics.counter(KafkaConnector.KIND, "recordsWritten");
        private final Counter refused = Metrics.counter(KafkaConnector.KIND, "recordsRefused");

        private transient KafkaSender sender;
        private transient List<PartitionRange> sent;
        private transient Queue<DeadLetter> letters;

        Send(KafkaAddress address, String jobId) {
            this.address = address;
            this.jobId = jobId;
        }

        @Setup
        public void open() {
            sender = KafkaSender.to(address);
        }

        @StartBundle
        public void start() {
            sent = new ArrayList<>();
            letters = new ConcurrentLinkedQueue<>();
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                RawRecord record = batch.record(i);
                sender.send(
                        record.key(),
                        record.payload(),
                        record.attributes(),
                        reason -> letters.add(new DeadLetter(
                                record,
                                DeadLetter.Stage.WRITE,
                                "refused-by-kafka",
                                String.valueOf(reason.getMessage()),
                                Instant.now(),
                                address.topic())));
            }
            written.inc(batch.size());
            sent.addAll(batch.ranges());
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            sender.flush();
            refused.inc(letters.size());
            for (DeadLetter letter : letters) {
                context.output(letter, org.joda.time.Instant.now(), GlobalWindow.INSTANCE);
            }
            JobLocal.of(jobId).published(sent);
        }

        @Teardown
        public void close() {
            sender.close();
        }
    }
}
