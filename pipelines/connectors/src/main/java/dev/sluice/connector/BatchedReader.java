package dev.sluice.connector;

import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * Fills batches from one part of a stream. A batch is closed when it is full, when its first record has waited for the
 * batch delay, or when the part is at its end.
 *
 * <p>The reader says that it has ended only when all it gave is durable. Where the runner's checkpoints make it so, what
 * stands downstream then publishes nothing that a failure could take back; where publishing does, a writer that still
 * collects is asked to publish, and the empty batches of the silence are the occasion for it.
 */
final class BatchedReader extends UnboundedSource.UnboundedReader<RecordBatch> {

    private static final Duration SILENCE = Duration.ofMillis(200);
    private static final Duration PATIENCE_FOR_MORE = Duration.ofMillis(10);

    private final BatchedSource source;
    private final RecordStream stream;
    private final ReadSettings settings;
    private final @Nullable ReaderMark resumed;
    private final Instant deadline;
    private final Clock clock;
    private final Map<String, Position> given = new HashMap<>();
    private final Counter records;
    private final Counter bytes;
    private final Gauge lag;

    private @Nullable RecordReader reader;
    private @Nullable OpenBatch open;
    private @Nullable RecordBatch current;
    private Instant lastGiven = Instant.MIN;
    private Instant watermark = Instant.EPOCH;
    private boolean ended;
    private boolean endIsDurable;

    BatchedReader(
            BatchedSource source,
            RecordStream stream,
            ReadSettings settings,
            @Nullable ReaderMark resumed,
            Instant deadline,
            Clock clock) {
        this.source = source;
        this.stream = stream;
        this.settings = settings;
        this.resumed = resumed;
        this.deadline = deadline;
        this.clock = clock;
        records = Metrics.counter(stream.kind(), "recordsRead");
        bytes = Metrics.counter(stream.kind(), "bytesRead");
        lag = Metrics.gauge(stream.kind(), "lag");
    }

    @Override
    public boolean start() throws IOException {
        JobLocal.of(settings.jobId()).opened(this);
        reader = stream.open(resumed == null ? Map.of() : resumed.after(), settings);
        Map<String, Position> from = reader.startingAfter();
        given.putAll(from);
        Watermark marks = source.watermark(settings, from.keySet(), clock);
        open = new OpenBatch(stream.kind(), settings.progress(), settings.eventTime(), marks, from, clock);
        OpenBatch first = open;
        from.forEach((partition, after) -> {
            if (resumed == null || !resumed.after().containsKey(partition)) {
                first.anchor(partition, after);
            }
        });
        give(reader, open);
        return true;
    }

    /** Not while it is being closed, which whoever cancels a job does from another thread. */
    @Override
    public synchronized boolean advance() throws IOException {
        if (reader == null || open == null) {
            return false;
        }
        if (ended) {
            return !endIsDurable && awaitPublication(reader, open);
        }
        open.listen();
        boolean stopping = isStopping();
        if (!stopping) {
            fill(reader, open);
        }
        Instant since = open.since();
        boolean last = stopping || reader.isAtEnd();
        if (since != null && (open.isFull() || last || !clock.instant().isBefore(since.plus(settings.batchDelay())))) {
            give(reader, open);
            return true;
        }
        if (last) {
            ended = true;
            return awaitPublication(reader, open);
        }
        return breakSilence(reader, open);
    }

    private boolean breakSilence(RecordReader from, OpenBatch empty) {
        if (empty.since() == null && !clock.instant().isBefore(lastGiven.plus(SILENCE))) {
            give(from, empty);
            return true;
        }
        return false;
    }

    private boolean awaitPublication(RecordReader from, OpenBatch empty) {
        if (settings.durability() != Durability.PUBLICATION) {
            endIsDurable |= settings.durability() == Durability.NONE;
            return false;
        }
        JobLocal job = JobLocal.of(settings.jobId());
        endIsDurable = job.isPublished(settings.progress(), given);
        if (!endIsDurable) {
            job.flush();
        }
        return !endIsDurable && breakSilence(from, empty);
    }

    /** Takes what is there, until there is no more of it: a runner sleeps for a while where it is given nothing. */
    private void fill(RecordReader from, OpenBatch batch) throws IOException {
        Duration patience = patience(batch.since());
        int before = -1;
        while (!batch.isFull() && batch.size() > before && !from.isAtEnd()) {
            before = batch.size();
            from.poll(batch, patience);
            patience = PATIENCE_FOR_MORE;
        }
    }

    /** A record that waits for others is not kept longer than it may be. */
    private Duration patience(@Nullable Instant since) {
        Duration patience = stream.patience();
        if (since == null) {
            return patience;
        }
        Duration left = Duration.between(clock.instant(), since.plus(settings.batchDelay()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(patience) < 0 ? left : patience;
    }

    private boolean isStopping() {
        return JobLocal.of(settings.jobId()).isStopping() || !clock.instant().isBefore(deadline);
    }

    private void give(RecordReader from, OpenBatch full) {
        full.takeFound().forEach(JobLocal.of(settings.jobId())::starting);
        from.lag().ifPresent(lag::set);
        from.pending().forEach(full::expect);
        RecordBatch batch = full.close();
        long size = 0;
        for (int i = 0; i < batch.size(); i++) {
            size += batch.payload(i).length;
        }
        records.inc(batch.size());
        bytes.inc(size);
        for (PartitionRange range : batch.ranges()) {
            given.put(range.partition(), range.last());
        }
        watermark = batch.watermark();
        lastGiven = clock.instant();
        current = batch;
    }

    /** A checkpoint that holds {@code mark} is durable. */
    void finalized(ReaderMark mark) throws IOException {
        if (settings.durability() != Durability.PUBLICATION && reader != null) {
            reader.acknowledge(mark.after());
            if (ended && mark.after().equals(given)) {
                endIsDurable = true;
            }
        }
    }

    @Override
    public RecordBatch getCurrent() {
        if (current == null) {
            throw new NoSuchElementException("the reader has not been started");
        }
        return current;
    }

    @Override
    public org.joda.time.Instant getCurrentTimestamp() {
        return org.joda.time.Instant.ofEpochMilli(getCurrent().timestamp().toEpochMilli());
    }

    @Override
    public org.joda.time.Instant getWatermark() {
        if (ended && endIsDurable) {
            return BoundedWindow.TIMESTAMP_MAX_VALUE;
        }
        return org.joda.time.Instant.ofEpochMilli(watermark.toEpochMilli());
    }

    @Override
    public ReaderMark getCheckpointMark() {
        return new ReaderMark(given, this);
    }

    @Override
    public BatchedSource getCurrentSource() {
        return source;
    }

    @Override
    public synchronized void close() throws IOException {
        JobLocal.of(settings.jobId()).closed(this);
        if (reader != null) {
            reader.close();
        }
    }
}
