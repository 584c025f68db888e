package dev.sluice.lake;

import dev.sluice.mapping.InvalidMappingException;
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
 * <p>A bundle's files are written to {@code _sluice/pending}; one small element that describes them goes on to the step
 * that publishes them, which the runner calls only when that element is durable, and may call again. No row is shuffled or
 * kept in state. What comes out are the publications that were made.
 *
 * <p>Guarantee: a lake holds the rows of exactly those records that the source's checkpoint counts as given, each once, on
 * a runner whose bundles end at checkpoints.
 */
public final class LakeWrite {

    private final LakeLayout layout;
    private final String jobId;

    private LakeWrite(LakeLayout layout, String jobId) {
        this.layout = layout;
        this.jobId = jobId;
    }

    public static LakeWrite to(LakeLayout layout) {
        return new LakeWrite(layout, "lake");
    }

    /** Which job is told of publications, see {@link dev.sluice.record.JobLocal}. */
    public LakeWrite withJobId(String id) {
        return new LakeWrite(layout, id);
    }

    /** Takes batches of records of {@code table}. */
    public Decoding decoding(TableDefinition table) {
        return new Decoding(layout, jobId, table, Mapping.identity());
    }

    /** Takes rows of {@code schema}. */
    public Rows rows(Schema schema) {
        return new Rows(layout, jobId, schema);
    }

    /** Takes what another step could not use, and publishes it by the same protocol. */
    public PTransform<PCollection<DeadLetter>, PCollection<Publication>> deadLetters() {
        return new Letters(layout, jobId);
    }

    private static final class Letters extends PTransform<PCollection<DeadLetter>, PCollection<Publication>> {

        private final LakeLayout layout;
        private final String jobId;

        Letters(LakeLayout layout, String jobId) {
            this.layout = layout;
            this.jobId = jobId;
        }

        @Override
        public PCollection<Publication> expand(PCollection<DeadLetter> letters) {
            return letters.apply("Out of windows", Window.into(new GlobalWindows()))
                    .apply("Write", ParDo.of(new WriteLetters(layout)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", new Publishing(layout, jobId));
        }
    }

    /** The door for batches: what cannot be decoded, mapped or placed is a dead letter. */
    public static final class Decoding extends PTransform<PCollection<RecordBatch>, PCollection<Publication>> {

        private final LakeLayout layout;
        private final String jobId;
        private final TableDefinition table;
        private final Mapping mapping;

        private Decoding(LakeLayout layout, String jobId, TableDefinition table, Mapping mapping) {
            this.layout = layout;
            this.jobId = jobId;
            this.table = table;
            this.mapping = mapping;
        }

        /** Maps each row before it is written. */
        public Decoding mapping(Mapping rowMapping) {
            return new Decoding(layout, jobId, table, rowMapping);
        }

        @Override
        public PCollection<Publication> expand(PCollection<RecordBatch> batches) {
            return batches.apply("Decode, map and write", ParDo.of(new WriteBatches(layout, table, mapping)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", new Publishing(layout, jobId));
        }
    }

    /** The door for rows. A row that has no time to be placed by fails: who makes rows is asked to see to it. */
    public static final class Rows extends PTransform<PCollection<Row>, PCollection<Publication>> {

        private final LakeLayout layout;
        private final String jobId;
        private final Schema schema;

        private Rows(LakeLayout layout, String jobId, Schema schema) {
            this.layout = layout;
            this.jobId = jobId;
            this.schema = schema;
        }

        @Override
        public PCollection<Publication> expand(PCollection<Row> rows) {
            return rows.apply("Out of windows", Window.into(new GlobalWindows()))
                    .apply("Write", ParDo.of(new WriteRows(layout, schema)))
                    .setCoder(Publication.CODER)
                    .apply("Publish", new Publishing(layout, jobId));
        }
    }

    private static final class WriteBatches extends DoFn<RecordBatch, Publication> {

        private final LakeLayout layout;
        private final TableDefinition table;
        private final Mapping mapping;
        private final Account account = new Account();

        private transient Schema schema;
        private transient RowMaker maker;
        private transient OpenFiles files;

        WriteBatches(LakeLayout layout, TableDefinition table, Mapping mapping) {
            this.layout = layout;
            this.table = table;
            this.mapping = mapping;
        }

        @Setup
        public void open() throws InvalidMappingException {
            schema = Column.schema(
                    mapping.isIdentity()
                            ? table.columns()
                            : mapping.compile(table.columns()).columns());
            maker = RowMaker.of(table, mapping, layout.partitioning(), Clock.systemUTC());
        }

        @StartBundle
        public void start() {
            files = new OpenFiles(layout, schema);
        }

        @ProcessElement
        public void process(@Element RecordBatch batch) throws IOException {
            maker.write(batch, files);
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            account.close(files, context);
        }
    }

    private static final class WriteRows extends DoFn<Row, Publication> {

        private final LakeLayout layout;
        private final Schema schema;
        private final int timeColumn;
        private final Account account = new Account();

        private transient OpenFiles files;

        WriteRows(LakeLayout layout, Schema schema) {
            this.layout = layout;
            this.schema = schema;
            timeColumn = layout.partitioning() instanceof Partitioning.ByColumn by ? schema.indexOf(by.column()) : -1;
        }

        @StartBundle
        public void start() {
            files = new OpenFiles(layout, schema);
        }

        @ProcessElement
        public void process(@Element Row row) throws IOException {
            Instant time = timeColumn < 0 ? Instant.now() : row.getLogicalTypeValue(timeColumn, Instant.class);
            if (time == null) {
                throw new IOException("expected a time in column '"
                        + schema.getField(timeColumn).getName() + "' to place the row by, found none");
            }
            files.write(OpenFiles.hour(time), row.getValues().toArray());
            files.account(1);
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            account.close(files, context);
        }
    }

    private static final class WriteLetters extends DoFn<DeadLetter, Publication> {

        private final LakeLayout layout;
        private final Account account = new Account();

        private transient OpenFiles files;

        WriteLetters(LakeLayout layout) {
            this.layout = layout;
        }

        @StartBundle
        public void start() {
            files = new OpenFiles(layout, Schema.of());
        }

        @ProcessElement
        public void process(@Element DeadLetter letter) throws IOException {
            files.write(letter);
            files.account(letter);
        }

        @FinishBundle
        public void finish(FinishBundleContext context) throws IOException {
            account.close(files, context);
        }
    }

    /** Closes a bundle's files, counts them, and hands their description on. */
    private static final class Account implements Serializable {

        private final Counter rows = Metrics.counter("lake", "rowsWritten");
        private final Counter deadLetters = Metrics.counter("lake", "deadLetters");
        private final Counter filesClosed = Metrics.counter("lake", "filesClosed");

        <T> void close(OpenFiles files, DoFn<T, Publication>.FinishBundleContext context) throws IOException {
            Publication publication = files.close();
            if (publication != null) {
                rows.inc(publication.rows());
                deadLetters.inc(publication.deadLetters());
                filesClosed.inc(publication.files().size());
                context.output(publication, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
            }
        }
    }
}
