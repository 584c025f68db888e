package dev.sluice.connector.datagen;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.format.RecordEncoder;
import dev.sluice.record.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a part, each when it is due. */
final class DatagenReader implements RecordReader {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DatagenStream stream;
    private final Generation generation;
    private final long count;
    private final ValueGenerator[] columns;
    private final RecordEncoder encoder;
    private final SplittableRandom random = new SplittableRandom();
    private final Clock clock;

    /** The first row that is due at the stream's own time. */
    private final long first;

    private long next;

    /** @param next the row to go on with, among those of the part */
    DatagenReader(DatagenStream stream, long next, Clock clock) {
        this.stream = stream;
        this.next = next;
        this.clock = clock;
        generation = Generation.of(stream.table());
        count = generation.rowsOf(stream.part(), stream.parts());
        first = stream.resumed() ? next : 0;
        columns = ValueGenerator.row(stream.table());
        encoder = stream.table().format().encoder(stream.table().columns());
    }

    @Override
    public Map<String, Position> startingAfter() {
        return Map.of(stream.partition(), Position.offset(next - 1));
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) {
        if (isAtEnd()) {
            return;
        }
        long due = due();
        if (next >= due) {
            LockSupport.parkNanos(Math.min(patience.toNanos(), untilNext()));
            due = due();
        }
        long end = Math.min(due, count);
        while (next < end && !batch.isFull()) {
            batch.add(
                    stream.partition(),
                    Position.offset(next),
                    clock.millis(),
                    null,
                    Map.of(),
                    encoder.encode(row(stream.part() + next * stream.parts())));
            next++;
        }
    }

    private @Nullable Object[] row(long number) {
        @Nullable Object[] row = new Object[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = columns[i].next(number, random);
        }
        return row;
    }

    /** How many rows of the part should be there by now. */
    private long due() {
        double ofAll = elapsedSeconds() * generation.rowsPerSecond();
        return ofAll < stream.part() ? first : first + 1 + (long) ((ofAll - stream.part()) / stream.parts());
    }

    private long untilNext() {
        double at = (stream.part() + (double) (next - first) * stream.parts()) / generation.rowsPerSecond();
        return Math.max(0, (long) ((at - elapsedSeconds()) * NANOS));
    }

    private double elapsedSeconds() {
        return Duration.between(stream.since(), clock.instant()).toNanos() / NANOS;
    }

    @Override
    public boolean isAtEnd() {
        return next >= count;
    }

    /** Nobody waits for it. */
    @Override
    public void acknowledge(Map<String, Position> upTo) {}

    @Override
    public void close() {}
}
