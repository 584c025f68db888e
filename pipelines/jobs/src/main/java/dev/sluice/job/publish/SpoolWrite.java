package dev.sluice.job.publish;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps the records of batches in the {@link Outbox} of a directory: a bundle that succeeds is on the disk, and says so to the job's
 * source. Gives what the broker has refused for good since.
 */
final class SpoolWrite extends PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> {

    private final String directory;
    private final String jobId;

    private SpoolWrite(String directory, String jobId) {
        this.directory = directory;
        this.jobId = jobId;
    }

    /** @param jobId whose source is told, see {@link JobLocal} */
    static SpoolWrite to(String directory, String jobId) {
        return new SpoolWrite(directory, jobId);
    }

    @Override
    public PCollection<DeadLetter> expand(PCollection<RecordBatch> batches) {
        return batches.apply("Out of windows", Window.into(new GlobalWindows()))
                .apply("Keep", ParDo.of(new Keep(directory, jobId)))
                .setCoder(DeadLetterCoder.of());
    }

    private static final class Keep extends DoFn<RecordBatch, DeadLetter> {

        private final String directory;
        private final String jobId;
        private transient List<PartitionRange> kept;

        Keep(String directory, String jobId) {
            this.directory = directory;
            this.jobId = jobId;
        }

        @StartBundle
        public void start() {
            kept = new ArrayList<>();
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) throws IOException {
            Outbox.of(directory).keep(batch);
            kept.addAll(batch.ranges());
        }

        @FinishBundle
        public void finish(FinishBundleContext context) {
            for (DeadLetter letter : Outbox.of(directory).takeLetters()) {
                context.output(letter, org.joda.time.Instant.now(), GlobalWindow.INSTANCE);
            }
            JobLocal.of(jobId).published(kept);
        }
    }
}
