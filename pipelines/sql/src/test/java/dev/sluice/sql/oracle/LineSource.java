package dev.sluice.sql.oracle;

import dev.sluice.record.EventTime;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/** The lines of a file as a stream that ends, in small batches, so that the watermark moves on many times. */
final class LineSource extends UnboundedSource<RecordBatch, LineSource.Mark> {

    private static final int BATCH_SIZE = 20;

    private final String file;
    private final @Nullable EventTime eventTime;
    private final Duration delay;

    LineSource(String file, @Nullable EventTime eventTime, Duration delay) {
        this.file = file;
        this.eventTime = eventTime;
        this.delay = delay;
    }

    @Override
    public List<LineSource> split(int desiredSplits, PipelineOptions options) {
        return List.of(this);
    }

    @Override
    public UnboundedReader<RecordBatch> createReader(PipelineOptions options, @Nullable Mark mark) throws IOException {
        return new Reader(Files.readAllLines(Path.of(file)), mark == null ? 0 : mark.next());
    }

    @Override
    public Coder<Mark> getCheckpointMarkCoder() {
        return DelegateCoder.of(VarIntCoder.of(), Mark::next, Mark::new);
    }

    @Override
    public Coder<RecordBatch> getOutputCoder() {
        return RecordBatchCoder.of();
    }

    /** How many lines were given. */
    record Mark(int next) implements CheckpointMark {
        @Override
        public void finalizeCheckpoint() {}
    }

    private final class Reader extends UnboundedReader<RecordBatch> {

        private final List<String> lines;
        private int next;
        private Instant greatest = Instant.MIN;
        private @Nullable RecordBatch batch;

        Reader(List<String> lines, int start) {
            this.lines = lines;
            while (next < start) {
                take();
            }
        }

        private byte[] take() {
            byte[] payload = lines.get(next++).getBytes(StandardCharsets.UTF_8);
            Instant time = find(payload).time();
            if (time != null && time.isAfter(greatest)) {
                greatest = time;
            }
            return payload;
        }

        private EventTime.Found find(byte[] payload) {
            return eventTime == null ? new EventTime.Found(null, null) : eventTime.find(payload);
        }

        @Override
        public boolean start() {
            return advance();
        }

        @Override
        public boolean advance() {
            if (next == lines.size()) {
                batch = null;
                return false;
            }
            RecordBatch.Builder builder = RecordBatch.Builder.of("file", eventTime != null);
            while (builder.size() < BATCH_SIZE && next < lines.size()) {
                Position after = Position.offset(next);
                byte[] payload = take();
                EventTime.Found found = find(payload);
                builder.add(
                        file, after, Position.offset(next), 0, null, Map.of(), payload, found.time(), found.decoded());
            }
            batch = builder.build(Instant.EPOCH, greatest.equals(Instant.MIN) ? Instant.EPOCH : greatest.minus(delay));
            return true;
        }

        @Override
        public RecordBatch getCurrent() {
            if (batch == null) {
                throw new NoSuchElementException();
            }
            return batch;
        }

        @Override
        public org.joda.time.Instant getCurrentTimestamp() {
            return org.joda.time.Instant.ofEpochMilli(getCurrent().timestamp().toEpochMilli());
        }

        @Override
        public org.joda.time.Instant getWatermark() {
            if (next == lines.size()) {
                return BoundedWindow.TIMESTAMP_MAX_VALUE;
            }
            return greatest.equals(Instant.MIN)
                    ? BoundedWindow.TIMESTAMP_MIN_VALUE
                    : org.joda.time.Instant.ofEpochMilli(greatest.minus(delay).toEpochMilli());
        }

        @Override
        public CheckpointMark getCheckpointMark() {
            return new Mark(next);
        }

        @Override
        public UnboundedSource<RecordBatch, ?> getCurrentSource() {
            return LineSource.this;
        }

        @Override
        public void close() {}
    }
}
