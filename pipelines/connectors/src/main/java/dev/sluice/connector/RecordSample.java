package dev.sluice.connector;

import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The first records of a stream, to look at. They are read as a job reads them, and then nothing is said of them to anybody:
 * what a broker waits to hear of, it gives again.
 */
public final class RecordSample {

    private static final long MOST_BYTES = 64L << 20;
    private static final Duration TURN = Duration.ofMillis(20);

    private RecordSample() {}

    /**
     * The records that are there, in order within a partition.
     *
     * @param most how many at most; fewer where they are more than 64 MiB together
     * @param patience how long to wait for as many, unless the stream ends before
     */
    public static List<RawRecord> of(RecordStream stream, ReadSettings settings, int most, Duration patience)
            throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<RecordReader> readers = new ArrayList<>();
        try {
            List<OpenBatch> batches = new ArrayList<>();
            for (RecordStream part : stream.split(1, settings)) {
                RecordReader reader = part.open(Map.of(), settings);
                readers.add(reader);
                batches.add(batch(reader, stream.kind(), settings));
            }
            return read(readers, batches, most, deadline);
        } finally {
            close(readers);
        }
    }

    private static OpenBatch batch(RecordReader reader, String kind, ReadSettings settings) throws IOException {
        Map<String, Position> from = reader.startingAfter();
        Clock clock = Clock.systemUTC();
        return new OpenBatch(
                kind, settings.progress(), null, new Watermark(settings, from.keySet(), clock), from, clock);
    }

    private static List<RawRecord> read(List<RecordReader> readers, List<OpenBatch> batches, int most, long deadline)
            throws IOException {
        List<RawRecord> sample = new ArrayList<>();
        long bytes = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < readers.size(); i++) {
                if (readers.get(i).isAtEnd()) {
                    continue;
                }
                readers.get(i).poll(batches.get(i), TURN);
                RecordBatch batch = batches.get(i).close();
                for (int r = 0; r < batch.size(); r++) {
                    if (sample.size() == most || bytes > MOST_BYTES) {
                        return sample;
                    }
                    sample.add(batch.record(r));
                    bytes += batch.payload(r).length;
                }
                more = true;
            }
            more &= sample.size() < most && System.nanoTime() < deadline;
        }
        return sample;
    }

    private static void close(List<RecordReader> readers) throws IOException {
        IOException failure = null;
        for (RecordReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
