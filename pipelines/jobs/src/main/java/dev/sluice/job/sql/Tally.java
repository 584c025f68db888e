package dev.sluice.job.sql;

import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.sql.row.SqlRow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** How much a job of this JVM has read and written so far: what a runner counts it tells at the end, or not at all while it runs. */
final class Tally {

    private static final Map<String, Tally> JOBS = new ConcurrentHashMap<>();

    private final LongAdder read = new LongAdder();
    private final LongAdder written = new LongAdder();

    private Tally() {}

    static Tally of(String jobId) {
        return JOBS.computeIfAbsent(jobId, id -> new Tally());
    }

    static void end(String jobId) {
        JOBS.remove(jobId);
    }

    String line() {
        return "%,d records read, %,d rows written".formatted(read.sum(), written.sum());
    }

    /** The same records, counted. */
    static PTransform<PBegin, PCollection<RecordBatch>> reading(
            String jobId, PTransform<PBegin, PCollection<RecordBatch>> read) {
        return new Reading(jobId, read);
    }

    /** The same rows, counted. */
    static PTransform<PCollection<SqlRow>, PCollection<SqlRow>> writing(String jobId) {
        return new Writing(jobId);
    }

    private static final class Reading extends PTransform<PBegin, PCollection<RecordBatch>> {

        private final String jobId;
        private final PTransform<PBegin, PCollection<RecordBatch>> read;

        Reading(String jobId, PTransform<PBegin, PCollection<RecordBatch>> read) {
            this.jobId = jobId;
            this.read = read;
        }

        @Override
        public PCollection<RecordBatch> expand(PBegin begin) {
            return begin.apply("Read", read)
                    .apply("Count", ParDo.of(new CountRecords(jobId)))
                    .setCoder(RecordBatchCoder.of());
        }
    }

    private static final class Writing extends PTransform<PCollection<SqlRow>, PCollection<SqlRow>> {

        private final String jobId;

        Writing(String jobId) {
            this.jobId = jobId;
        }

        @Override
        public PCollection<SqlRow> expand(PCollection<SqlRow> rows) {
            return rows.apply("Count", ParDo.of(new CountRows(jobId))).setCoder(rows.getCoder());
        }
    }

    private static final class CountRecords extends DoFn<RecordBatch, RecordBatch> {

        private final String jobId;

        CountRecords(String jobId) {
            this.jobId = jobId;
        }

        @ProcessElement
        public void process(@Element RecordBatch batch, OutputReceiver<RecordBatch> out) {
            of(jobId).read.add(batch.size());
            out.output(batch);
        }
    }

    private static final class CountRows extends DoFn<SqlRow, SqlRow> {

        private final String jobId;

        CountRows(String jobId) {
            this.jobId = jobId;
        }

        @ProcessElement
        public void process(@Element SqlRow row, OutputReceiver<SqlRow> out) {
            of(jobId).written.increment();
            out.output(row);
        }
    }
}
