package dev.sluice.record;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Takes records out of batches whose key was seen before.
 *
 * <pre>{@code
 * batches.apply("Deduplicate", Deduplicate.by(table.key(List.of("client_id", "timestamp")))
 *         .within(Duration.ofHours(1))
 *         .keptIn(checkpoint + "/seen")
 *         .inRun(jobId, durability, progress));
 * }</pre>
 *
 * <ul>
 *   <li>Which: of records with the same key, the first one that comes here goes on. It is remembered for {@code within},
 *       counted by the clock of the machine from when it came, not from the last one that was dropped. A payload that cannot
 *       be read, or holds no value of the key's columns, has no key and always goes on; one with several rows has the key
 *       of all of them.
 *   <li>Batches stay whole: their runs stay as they are, and they say how many records were taken out. A batch that has lost
 *       all its records goes on, too.
 *   <li>Guarantee: of records with one key the effect of exactly one is durable, whenever a process is killed, on a runner
 *       whose checkpoints make things durable as on one that keeps nothing. What was seen lies in a {@link SeenJournal} and
 *       counts if and only if the effect of the record that was seen is durable. Where no log says what was published (a
 *       sink that is not a lake), the journal does: between the effect and that, a kill lets a duplicate through.
 *   <li>Parallelism: keys are read in parallel; who was first is decided in one place, batch by batch and in their order, so
 *       that runs are not torn. What follows without a shuffle is done there, too.
 *   <li>Cost: 30 to 50 bytes of heap and some 20 of disk for a key that is remembered.
 * </ul>
 */
public final class Deduplicate extends PTransform<PCollection<RecordBatch>, PCollection<RecordBatch>> {

    private final @Nullable RecordKey key;
    private final Duration within;
    private final String directory;
    private final String jobId;
    private final Durability durability;
    private final Progress progress;

    private Deduplicate(
            @Nullable RecordKey key,
            Duration within,
            String directory,
            String jobId,
            Durability durability,
            Progress progress) {
        this.key = key;
        this.within = within;
        this.directory = directory;
        this.jobId = jobId;
        this.durability = durability;
        this.progress = progress;
    }

    /** Lets every record through. */
    public static Deduplicate none() {
        return new Deduplicate(null, Duration.ofHours(1), "", "", Durability.CHECKPOINT, Progress.none());
    }

    /** Takes out what has the key of a record before. */
    public static Deduplicate by(RecordKey key) {
        return new Deduplicate(key, Duration.ofHours(1), "", "", Durability.CHECKPOINT, Progress.none());
    }

    /** Whether it lets every record through. */
    public boolean isNone() {
        return key == null;
    }

    /**
     * How long a key is remembered, to the second; an hour by default.
     *
     * @throws IllegalArgumentException where that is less than a second
     */
    public Deduplicate within(Duration duration) {
        if (duration.toSeconds() < 1) {
            throw new IllegalArgumentException("expected a second or more to remember a key, found " + duration);
        }
        return new Deduplicate(key, duration, directory, jobId, durability, progress);
    }

    /** Where the journal lies; on a cluster, on a file system that all its machines share. */
    public Deduplicate keptIn(String journal) {
        return new Deduplicate(key, within, journal, jobId, durability, progress);
    }

    /**
     * The run that it is a part of.
     *
     * @param id whose publications count, see {@link JobLocal}
     * @param by what makes a record's effect durable
     * @param published what is durable already
     */
    public Deduplicate inRun(String id, Durability by, Progress published) {
        return new Deduplicate(key, within, directory, id, by, published);
    }

    @Override
    public String toString() {
        return key == null ? "no record" : "records whose " + key + " were read within " + within + " before";
    }

    @Override
    public PCollection<RecordBatch> expand(PCollection<RecordBatch> batches) {
        RecordKey by = key;
        if (by == null) {
            return batches;
        }
        Seen seen = new Seen(by.name(), within, directory, progress);
        return batches.apply("Key", ParDo.of(new Key(by)))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), KvCoder.of(ByteArrayCoder.of(), RecordBatchCoder.of())))
                .apply(
                        "Take out",
                        ParDo.of(
                                durability == Durability.CHECKPOINT
                                        ? new TakeOutByCheckpoint(seen)
                                        : new TakeOutByPublication(seen, jobId)))
                .setCoder(RecordBatchCoder.of());
    }

    /** What a register is opened with. */
    private record Seen(String key, Duration within, String directory, Progress progress) implements Serializable {

        SeenRegister open(JournalMark mark) throws IOException {
            return SeenRegister.open(Path.of(directory), key, within, progress, mark, Clock.systemUTC());
        }
    }

    /** Hashes keys, and sends all batches to one place. */
    private static final class Key extends DoFn<RecordBatch, KV<String, KV<byte[], RecordBatch>>> {

        private static final String ONE_PLACE = "";

        private final RecordKey key;
        private transient KeyHash hash;

        Key(RecordKey key) {
            this.key = key;
        }

        @Setup
        public void open() {
            hash = new KeyHash();
        }

        @ProcessElement
        public void process(@Element RecordBatch batch, OutputReceiver<KV<String, KV<byte[], RecordBatch>>> keyed) {
            keyed.output(KV.of(ONE_PLACE, KV.of(hash.of(batch, key), batch)));
        }
    }

    private abstract static class TakeOut extends DoFn<KV<String, KV<byte[], RecordBatch>>, RecordBatch> {

        private final Counter dropped = Metrics.counter("deduplicate", "duplicatesDropped");

        final RecordBatch take(KV<String, KV<byte[], RecordBatch>> keyed, SeenRegister register) throws IOException {
            RecordBatch batch = keyed.getValue().getValue();
            RecordBatch left = register.take(batch, keyed.getValue().getKey());
            if (left.duplicates() > batch.duplicates()) {
                dropped.inc(left.duplicates() - batch.duplicates());
            }
            return left;
        }
    }

    /** The runner's state holds how far the journal counts; the journal is on the disk when the runner saves its state. */
    private static final class TakeOutByCheckpoint extends TakeOut {

        @StateId("journal")
        private final StateSpec<ValueState<JournalMark>> journal = StateSpecs.value(JournalMark.CODER);

        private final Seen seen;
        private transient @Nullable SeenRegister register;

        TakeOutByCheckpoint(Seen seen) {
            this.seen = seen;
        }

        @ProcessElement
        public void process(
                @Element KV<String, KV<byte[], RecordBatch>> keyed,
                @StateId("journal") ValueState<JournalMark> state,
                OutputReceiver<RecordBatch> output)
                throws IOException {
            JournalMark saved = state.read();
            JournalMark mark = saved == null ? JournalMark.NONE : saved;
            SeenRegister open = register;
            if (open == null || !open.mark().equals(mark)) { // another instance, or a bundle that failed, was between
                close();
                open = seen.open(mark);
                register = open;
            }
            RecordBatch left = take(keyed, open);
            if (!open.mark().equals(mark)) {
                state.write(open.mark());
            }
            output.output(left);
        }

        @FinishBundle
        public void finish() throws IOException {
            if (register != null) {
                register.force();
            }
        }

        @Teardown
        public void close() throws IOException {
            if (register != null) {
                register.close();
                register = null;
            }
        }
    }

    /** One register in the JVM, which hears what is published, and is on the disk before that is. */
    private static final class TakeOutByPublication extends TakeOut {

        private static final Map<String, SeenRegister> OPEN = new ConcurrentHashMap<>();

        private final Seen seen;
        private final String jobId;

        TakeOutByPublication(Seen seen, String jobId) {
            this.seen = seen;
            this.jobId = jobId;
        }

        @ProcessElement
        public void process(@Element KV<String, KV<byte[], RecordBatch>> keyed, OutputReceiver<RecordBatch> output)
                throws IOException {
            output.output(take(keyed, register()));
        }

        private SeenRegister register() throws IOException {
            try {
                return OPEN.computeIfAbsent(jobId + " " + seen.directory, id -> open());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private SeenRegister open() {
            try {
                SeenRegister register = seen.open(JournalMark.NONE);
                JobLocal job = JobLocal.of(jobId);
                job.onPublishing(register::force);
                job.onPublished(range -> {
                    try {
                        register.published(range);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                return register;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
