package dev.sluice.lake;

import dev.sluice.mapping.Mapping;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a lake: Parquet by the hour, each file published once, when the runner has made it durable.
 *
 * <p>Two doors, one writer. {@link #decoding} takes batches as a source gives them, and decodes, maps and writes in one
 * step; {@link #rows} takes rows.
 *
 * <pre>{@code
 * batches.apply("Write", LakeWrite.to(layout)
 *         .withJobId("lake")
 *         .decoding(table)
 *         .mapping(mapping));
 * }</pre>
 *
 * <p>A writer's files are written to {@code _sluice/pending}; one small element that describes them goes on to the step
 * that publishes them, which the runner calls only when that element is durable, and may call again. No row is shuffled or
 * kept in state. What comes out are the publications that were made.
 *
 * <p>Guarantee: a lake holds the rows of exactly those records that the source's checkpoint counts as given, each once, on
 * a runner whose bundles end at checkpoints; on one that keeps nothing, of those that the log of publications accounts for.
 */
public final class LakeWrite {

    private final Target target;

    private LakeWrite(Target target) {
        this.target = target;
    }

    /** What all doors need to know; {@code jobId} is the job that is told of publications. */
    private record Target(
            LakeLayout layout,
            String jobId,
            WriterSettings settings,
            @Nullable DeadLetterLimit limit) implements Serializable {

        Writers writers(Schema schema, WriterSettings as) {
            return new Writers(layout, schema, as, jobId, Clock.systemUTC());
        }

        Publishing publishing() {
            return new Publishing(layout, jobId, limit);
        }
    }

    public static LakeWrite to(LakeLayout layout) {
        return new LakeWrite(new Target(layout, "lake", WriterSettings.defaults(), null));
    }

    /** Which job is told of publications, see {@link dev.sluice.record.JobLocal}. */
    public LakeWrite withJobId(String id) {
        return new LakeWrite(new Target(target.layout, id, target.settings, target.limit));
    }

    /** How files are written. Only the door for batches collects over bundles: the others have no clock to end that by. */
    public LakeWrite with(WriterSettings settings) {
        return new LakeWrite(new Target(target.layout, target.jobId, settings, target.limit));
    }

    /**
     * Stops a run, for good, that has made more dead letters than this since the pipeline was assembled; what it published
     * stays. Null: any number.
     */
    public LakeWrite withDeadLetterLimit(@Nullable DeadLetterLimit limit) {
        return new LakeWrite(new Target(target.layout, target.jobId, target.settings, limit));
    }

    /** Takes batches of records of {@code table}. */
    public Decoding decoding(TableDefinition table) {
        return new Decoding(target, table, Mapping.identity());
    }

    /** Takes rows of {@code schema}. */
    public Rows rows(Schema schema) {
        return new Rows(target, schema);
    }

    /** Takes what another step could not use, and publishes it by the same protocol. */
    public PTransform<PCollection<DeadLetter>, PCollection<Publication>> deadLetters() {
        return new Letters(target);
    }

    private static final class Letters extends PTransform<PCollection<DeadLetter>, PCollection<Publication>> {

        private final Target target;

        Letters(Target target) {
            this.target = target;
        }

        @Override
        public PCollection<Publication> expand(PCollection<DeadLetter> letters) {
            return letters.apply("Out of windows", Window.into(new GlobalWindows()))
                    .apply("Write", ParDo.of(new WriteLetters(target)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", target.publishing());
        }
    }

    /** The door for batches: what cannot be decoded, mapped or placed is a dead letter. */
    public static final class Decoding extends PTransform<PCollection<RecordBatch>, PCollection<Publication>> {

        private final Target target;
        private final TableDefinition table;
        private final Mapping mapping;

        private Decoding(Target target, TableDefinition table, Mapping mapping) {
            this.target = target;
            this.table = table;
            this.mapping = mapping;
        }

        /** Maps each row before it is written. */
        public Decoding mapping(Mapping rowMapping) {
            return new Decoding(target, table, rowMapping);
        }

        @Override
        public PCollection<Publication> expand(PCollection<RecordBatch> batches) {
            return batches.apply("Decode, map and write", ParDo.of(new WriteBatches(target, table, mapping)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", target.publishing());
        }
    }

    /** The door for rows. A row that has no time to be placed by fails: who makes rows is asked to see to it. */
    public static final class Rows extends PTransform<PCollection<Row>, PCollection<Publication>> {

        private final Target target;
        private final Schema schema;

        private Rows(Target target, Schema schema) {
            this.target = target;
            this.schema = schema;
        }

        @Override
        public PCollection<Publication> expand(PCollection<Row> rows) {
            return rows.apply("Out of windows", Window.into(new GlobalWindows()))
                    .apply("Write", ParDo.of(new WriteRows(target, schema)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", target.publishing());
        }
    }

    /** A step that fills the files of a bundle's writer, and hands on what is to be published of it. */
    private abstract static class Write<T> extends DoFn<T, Publication> {

        private final Counter rows = Metrics.counter("lake", "rowsWritten");
        private final Counter deadLetters = Metrics.counter("lake", "deadLetters");
        private final Counter filesClosed = Metrics.counter("lake", "filesClosed");
        private final Counter castsNulled = Metrics.counter("lake", "castsNulled");

        private transient @Nullable Writers writers;
        private transient Writers.@Nullable Lease lease;

        /** Made once for each instance of the step. */
        abstract Writers writers();

        @StartBundle
        public void start() throws IOException {
            if (writers == null) {
                writers = writers();
            }
            lease = writers.take();
        }

        OpenFiles files() {
            if (lease == null) {
                throw new IllegalStateException("nothing can be written before a bundle has begun");
            }
            return lease.files();
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            Publication publication = lease == null ? null : lease.end();
            lease = null;
            if (publication != null) {
                rows.inc(publication.counts().rows());
                deadLetters.inc(publication.counts().deadLetters());
                filesClosed.inc(publication.files().size());
                castsNulled.inc(publication.counts().castsNulled());
                context.output(publication, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
            }
        }

        /** A bundle that fails does not finish; what it wrote will be written again. */
        @Teardown
        public void tearDown() throws IOException {
            if (lease != null) {
                lease.discard();
                lease = null;
            }
        }
    }

    private static final class WriteBatches extends Write<RecordBatch> {

        private final Target target;
        private final TableDefinition table;
        private final Mapping mapping;

        private transient RowMaker maker;

        WriteBatches(Target target, TableDefinition table, Mapping mapping) {
            this.target = target;
            this.table = table;
            this.mapping = mapping;
        }

        @Setup
        public void open() {
            maker = RowMaker.of(table, mapping, target.layout.partitioning(), Clock.systemUTC());
        }

        @Override
        Writers writers() {
            return target.writers(Column.schema(maker.columns()), target.settings);
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) throws IOException {
            maker.write(batch, files());
        }
    }

    private static final class WriteRows extends Write<Row> {

        private final Target target;
        private final Schema schema;
        private final int timeColumn;

        WriteRows(Target target, Schema schema) {
            this.target = target;
            this.schema = schema;
            timeColumn =
                    target.layout.partitioning() instanceof Partitioning.ByColumn by ? schema.indexOf(by.column()) : -1;
        }

        @Override
        Writers writers() {
            return target.writers(schema, target.settings.byTheBundle());
        }

        @ProcessElement
        public void process(@Element Row row) throws IOException {
            Instant time = timeColumn < 0 ? Instant.now() : row.getLogicalTypeValue(timeColumn, Instant.class);
            if (time == null) {
                throw new IOException("expected a time in column '"
                        + schema.getField(timeColumn).getName() + "' to place the row by, found none");
            }
            files().write(OpenFiles.hour(time), row.getValues().toArray());
            files().accountRow();
        }
    }

    private static final class WriteLetters extends Write<DeadLetter> {

        private final Target target;

        WriteLetters(Target target) {
            this.target = target;
        }

        @Override
        Writers writers() {
            return target.writers(Schema.of(), target.settings.byTheBundle());
        }

        @ProcessElement
        public void process(@Element DeadLetter letter) throws IOException {
            files().write(letter);
            files().account(letter);
        }
    }
}
