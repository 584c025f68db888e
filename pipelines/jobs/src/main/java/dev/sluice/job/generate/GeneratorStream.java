package dev.sluice.job.generate;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The readings of one device, number n at {@code start + n * interval}.
 *
 * @param start when the job began, which names the run
 */
record GeneratorStream(String device, Instant start, Duration interval) implements RecordStream {

    @Override
    public String kind() {
        return GeneratorConnector.KIND;
    }

    @Override
    public List<GeneratorStream> split(int parts, ReadSettings settings) {
        return List.of(this);
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) {
        return new Reader(after.get(partition()) instanceof Position.Offset last ? last.value() : -1);
    }

    private String partition() {
        return device + "@" + start;
    }

    private Instant due(long number) {
        return start.plus(interval.multipliedBy(number));
    }

    private final class Reader implements RecordReader {

        private final DeviceMessages messages;
        private long last;

        Reader(long last) {
            this.last = last;
            messages = new DeviceMessages(device, start, interval, Long.MAX_VALUE, 1).from(last + 1);
        }

        @Override
        public Map<String, Position> startingAfter() {
            return Map.of(partition(), Position.offset(last));
        }

        @Override
        public void poll(OpenBatch batch, Duration patience) {
            long wait = Duration.between(Instant.now(), due(last + 1)).toNanos();
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, patience.toNanos()));
            }
            while (!batch.isFull() && !Instant.now().isBefore(due(last + 1))) {
                last++;
                batch.add(
                        partition(),
                        Position.offset(last),
                        due(last).toEpochMilli(),
                        null,
                        Map.of("client_id", device),
                        messages.next());
            }
        }

        /** Never: a device has no end. */
        @Override
        public boolean isAtEnd() {
            return false;
        }

        /** What was read cannot be had again. */
        @Override
        public void acknowledge(Map<String, Position> upTo) {}

        @Override
        public void close() {}
    }
}
