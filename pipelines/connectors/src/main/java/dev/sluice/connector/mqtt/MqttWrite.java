package dev.sluice.connector.mqtt;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes batches to a topic: a bundle that succeeds has been acknowledged by the broker, and says so to the job's sources.
 */
final class MqttWrite extends PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> {

    private final String broker;
    private final String topic;
    private final String jobId;

    MqttWrite(String broker, String topic, String jobId) {
        this.broker = broker;
        this.topic = topic;
        this.jobId = jobId;
    }

    @Override
    public PCollection<DeadLetter> expand(PCollection<RecordBatch> batches) {
        return batches.apply("Send", ParDo.of(new Send(broker, topic, jobId))).setCoder(DeadLetterCoder.of());
    }

    private static final class Send extends DoFn<RecordBatch, DeadLetter> {

        private final String broker;
        private final String topic;
        private final String jobId;
        private final Counter written = Metrics.counter(MqttConnector.KIND, "recordsWritten");
        private final Counter refused = Metrics.counter(MqttConnector.KIND, "recordsRefused");

        private transient MqttSender sender;
        private transient List<PartitionRange> sent;
        private transient Queue<DeadLetter> letters;

        Send(String broker, String topic, String jobId) {
            this.broker = broker;
            this.topic = topic;
            this.jobId = jobId;
        }

        @Setup
        public void open() throws IOException {
            sender = MqttSender.to(broker);
        }

        @StartBundle
        public void start() {
            sent = new ArrayList<>();
            letters = new ConcurrentLinkedQueue<>();
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) throws IOException {
            for (int i = 0; i < batch.size(); i++) {
                RawRecord record = batch.record(i);
                sender.send(
                        topic,
                        record.payload(),
                        properties(record),
                        reason -> letters.add(new DeadLetter(
                                record,
                                DeadLetter.Stage.WRITE,
                                "refused-by-mqtt",
                                String.valueOf(reason.getMessage()),
                                Instant.now(),
                                topic)));
            }
            written.inc(batch.size());
            sent.addAll(batch.ranges());
        }

        private static Map<String, String> properties(RawRecord record) {
            byte[] key = record.key();
            if (key == null) {
                return record.attributes();
            }
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("key", new String(key, StandardCharsets.UTF_8));
            properties.putAll(record.attributes());
            return properties;
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
            if (sender != null) { // null where no connection was made
                sender.close();
            }
        }
    }
}
