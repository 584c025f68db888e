package dev.sluice.connector;

import dev.sluice.record.Durability;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.record.WorkerCheck;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;

/**
 * Any {@link RecordStream} as an unbounded Beam source of {@link RecordBatch}es. A bounded read is the same source whose
 * reader ends.
 *
 * <ul>
 *   <li>Ordering: as in the stream, within a partition.
 *   <li>Parallelism: as many splits as the stream can be taken apart into, fixed when the job begins.
 *   <li>Guarantee: the checkpoint mark holds the positions of what was given; a restored reader goes on after them.
 *   <li>Timestamps: see {@link RecordBatch#timestamp()}; the watermark is described at {@link ReadSettings}.
 *   <li>A silent reader gives an empty batch at its start and every 200 ms. The first batch says where every partition
 *       starts, so that a start at the latest record is remembered before anything was read.
 * </ul>
 */
public final class BatchedSource extends UnboundedSource<RecordBatch, ReaderMark> {

    private static final long serialVersionUID = 1;

    private final RecordStream stream;
    private final ReadSettings settings;

    private transient @Nullable Watermark watermark;

    private BatchedSource(RecordStream stream, ReadSettings settings) {
        this.stream = stream;
        this.settings = settings;
    }

    public static BatchedSource of(RecordStream stream, ReadSettings settings) {
        return new BatchedSource(stream, settings);
    }

    @Override
    public List<BatchedSource> split(int desiredNumSplits, PipelineOptions options) throws IOException {
        List<BatchedSource> splits = new ArrayList<>();
        for (RecordStream part : stream.split(desiredNumSplits, settings)) {
            splits.add(new BatchedSource(part, settings));
        }
        return splits;
    }

    @Override
    public UnboundedReader<RecordBatch> createReader(PipelineOptions options, @Nullable ReaderMark mark)
            throws IOException {
        WorkerCheck.all(options);
        ReaderOptions run = options.as(ReaderOptions.class);
        String deadline = run.getReaderDeadline();
        Instant end = deadline == null ? Instant.MAX : Instant.parse(deadline);
        String jobId = run.getReaderJobId();
        String ending = run.getReaderEnding();
        if (jobId == null || ending == null || jobId.equals(settings.jobId())) {
            return new BatchedReader(this, stream, settings, mark, end, Clock.systemUTC());
        }
        // The runner restored this source from a former run: where that one was to end does not count any more, and
        // more may
        // have been published since than the checkpoint knows of.
        ReadSettings now = settings.inRun(jobId, EndingPosition.valueOf(ending)).withProgress(progress(run));
        BatchedSource resumed = new BatchedSource(stream.resumedIn(now), now);
        return new BatchedReader(resumed, resumed.stream, now, mark, end, Clock.systemUTC());
    }

    /**
     * The watermark of a reader's partitions. Where publishing makes things durable, a runner replaces readers of one source
     * again and again, and each goes on exactly where the one before was: so does the watermark, and silence that is longer
     * than a reader lives is noticed. Where checkpoints do, a new reader may give again what was given, and begins anew.
     */
    Watermark watermark(ReadSettings reading, Set<String> partitions, Clock clock) {
        Watermark kept = watermark;
        if (kept == null || reading.durability() != Durability.PUBLICATION) {
            kept = new Watermark(reading, partitions, clock);
            watermark = kept;
        } else {
            partitions.forEach(kept::track);
        }
        return kept;
    }

    private static Progress progress(ReaderOptions run) {
        String progress = run.getReaderProgress();
        return progress == null
                ? Progress.none()
                : (Progress) SerializableUtils.deserializeFromByteArray(
                        Base64.getDecoder().decode(progress), "progress");
    }

    @Override
    public Coder<ReaderMark> getCheckpointMarkCoder() {
        return ReaderMark.CODER;
    }

    @Override
    public Coder<RecordBatch> getOutputCoder() {
        return RecordBatchCoder.of();
    }
}
