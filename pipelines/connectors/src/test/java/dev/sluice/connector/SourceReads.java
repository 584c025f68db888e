package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/** Reads sources by hand, as a runner does. */
public final class SourceReads {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SourceReads() {}

    /** A reader of a source that was split already. */
    public static UnboundedReader<RecordBatch> reader(BatchedSource split, @Nullable ReaderMark mark)
            throws IOException {
        return split.createReader(PipelineOptionsFactory.create(), mark);
    }

    /** All batches of all splits, each read to its end. */
    public static List<RecordBatch> toEnd(BatchedSource source, int splits) throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        for (BatchedSource split : source.split(splits, PipelineOptionsFactory.create())) {
            try (UnboundedReader<RecordBatch> reader = reader(split, null)) {
                batches.addAll(toEnd(reader));
            }
        }
        return batches;
    }

    /** All batches of a reader that has not been started. */
    public static List<RecordBatch> toEnd(UnboundedReader<RecordBatch> reader) throws IOException {
        return until(reader, read -> isAtItsEnd(reader));
    }

    /** The payloads of a batch, which is published herewith to the sources of {@code job}. */
    public static List<String> publish(RecordBatch batch, String job) {
        JobLocal.of(job).published(batch.ranges());
        return payloads(List.of(batch));
    }

    /** Starts the reader, and reads until {@code enough} holds of the batches so far. */
    public static List<RecordBatch> until(UnboundedReader<RecordBatch> reader, Predicate<List<RecordBatch>> enough)
            throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        if (reader.start()) {
            batches.add(reader.getCurrent());
        }
        goOn(reader, batches, enough);
        return batches;
    }

    /** Reads on, into {@code batches}, until {@code enough} holds of them. */
    public static void goOn(
            UnboundedReader<RecordBatch> reader, List<RecordBatch> batches, Predicate<List<RecordBatch>> enough)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(batches)) {
            assertThat(System.nanoTime() - deadline)
                    .as("still waiting after %s with %s", PATIENCE, batches)
                    .isNegative();
            if (reader.advance()) {
                batches.add(reader.getCurrent());
            }
        }
    }

    /** Reads on from readers by turns, into {@code batches}, until {@code enough} holds of them. */
    public static void goOn(
            List<UnboundedReader<RecordBatch>> readers, List<RecordBatch> batches, Predicate<List<RecordBatch>> enough)
            throws IOException {
        for (int turn = 0; !enough.test(batches); turn++) {
            int before = batches.size();
            goOn(readers.get(turn % readers.size()), batches, read -> read.size() > before);
        }
    }

    /** The first records of a reader that are there at one time. */
    public static RecordBatch first(RecordReader reader, ReadSettings settings) throws IOException {
        Watermark watermark = new Watermark(settings, List.of(), Clock.systemUTC());
        OpenBatch batch =
                new OpenBatch("test", settings.progress(), null, watermark, reader.startingAfter(), Clock.systemUTC());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (batch.size() == 0) {
            assertThat(System.nanoTime() - deadline).isNegative();
            reader.poll(batch, Duration.ofMillis(10));
        }
        return batch.close();
    }

    /** Enough is this many records. */
    public static Predicate<List<RecordBatch>> records(int count) {
        return batches -> records(batches).size() >= count;
    }

    public static List<RawRecord> records(List<RecordBatch> batches) {
        List<RawRecord> records = new ArrayList<>();
        for (RecordBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                records.add(batch.record(i));
            }
        }
        return records;
    }

    public static List<String> payloads(List<RecordBatch> batches) {
        return records(batches).stream()
                .map(r -> new String(r.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The runs of all batches that hold records. */
    public static List<PartitionRange> ranges(List<RecordBatch> batches) {
        return batches.stream()
                .flatMap(b -> b.ranges().stream())
                .filter(r -> r.records() > 0)
                .toList();
    }

    /** Whether it has ended once all it gave is durable, which it is herewith. */
    private static boolean isAtItsEnd(UnboundedReader<RecordBatch> reader) {
        try {
            reader.getCheckpointMark().finalizeCheckpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hasEnded(reader);
    }

    public static boolean hasEnded(UnboundedReader<RecordBatch> reader) {
        return reader.getWatermark().equals(BoundedWindow.TIMESTAMP_MAX_VALUE);
    }
}
