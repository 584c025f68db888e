package dev.sluice.connector.mqtt;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;

/** Reads as a runner does: start, advance, checkpoint, close, and open again from a mark that was stored. */
final class Reading implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BatchedSource source;
    private final List<String> payloads = new ArrayList<>();
    private final List<PartitionRange> ranges = new ArrayList<>();
    private final List<RawRecord> records = new ArrayList<>();
    private @Nullable UnboundedReader<RecordBatch> reader;

    private Reading(BatchedSource source) {
        this.source = source;
    }

    /** Opens the stream without a mark. */
    static Reading open(MqttAddress address, ReadSettings settings) throws IOException {
        Reading reading = new Reading(BatchedSource.of(new MqttStream(address), settings));
        reading.start(null);
        return reading;
    }

    private void start(@Nullable ReaderMark mark) throws IOException {
        reader = source.createReader(PipelineOptionsFactory.create(), mark);
        if (reader.start()) {
            take();
        }
    }

    /** Closes the reader and opens another one from the mark of the first, as it was stored. */
    void reopen() throws IOException {
        ReaderMark mark = mark();
        close();
        start(CoderUtils.clone(source.getCheckpointMarkCoder(), mark));
    }

    ReaderMark mark() {
        return (ReaderMark) reader.getCheckpointMark();
    }

    /** What is given by now is durable. */
    void checkpoint() throws IOException {
        mark().finalizeCheckpoint();
    }

    /** Reads one more batch, where there is one within some milliseconds. */
    boolean advance() throws IOException {
        if (reader.advance()) {
            take();
            return true;
        }
        return false;
    }

    /** Reads until so many records are there in all. */
    void readTo(int count) throws IOException {
        readUntil(() -> payloads.size() >= count);
    }

    void readUntil(BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean unused = advance();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + PATIENCE + " there are " + payloads.size() + " records");
            }
        }
    }

    /** Reads on for so long, for what should not come. */
    void readFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            boolean unused = advance();
        }
    }

    private void take() {
        RecordBatch batch = reader.getCurrent();
        for (int i = 0; i < batch.size(); i++) {
            payloads.add(new String(batch.payload(i), StandardCharsets.UTF_8));
            records.add(batch.record(i));
        }
        ranges.addAll(batch.ranges());
    }

    List<String> payloads() {
        return payloads;
    }

    List<RawRecord> records() {
        return records;
    }

    /** The runs of all batches, in order. */
    List<PartitionRange> ranges() {
        return ranges;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
