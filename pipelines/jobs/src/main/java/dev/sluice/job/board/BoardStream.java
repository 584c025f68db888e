package dev.sluice.job.board;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.format.RecordEncoder;
import dev.sluice.format.RecordFormat;
import dev.sluice.record.Position;
import dev.sluice.schema.Column;
import dev.sluice.schema.ReadSettings;
import dev.sluice.sensehat.beam.BoardRecord;
import dev.sluice.sensehat.beam.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one board as payloads. They are one partition, of the device's name; the count is the position.
 *
 * @param columns those of the table
 * @param format how they are written
 */
record BoardStream(BoardSettings settings, List<Column> columns, RecordFormat format) implements RecordStream {

    /** Snapshots are rare; a job that is to stop waits for as long. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Override
    public String kind() {
        return BoardConnector.KIND;
    }

    @Override
    public List<BoardStream> split(int parts, ReadSettings reading) {
        return List.of(this);
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings reading) {
        long given = count(after.get(partition()));
        return new Reader(reading.progress().ranges().getOrDefault(partition(), List.of()).stream()
                // Behind all that was ever published: what lies between was lost, and its numbers with it.
                .mapToLong(run -> count(run.last()))
                .reduce(given, Math::max));
    }

    private static long count(@Nullable Position last) {
        return last instanceof Position.Offset offset ? offset.value() : -1;
    }

    private String partition() {
        return settings.clientId();
    }

    private final class Reader implements RecordReader {

        private final Snapshots snapshots = Snapshots.of(settings.device(), settings.interval(), settings.settings());
        private final RecordEncoder encoder = format.encoder(columns);
        private final List<String> names = columns.stream().map(Column::name).toList();
        private final Map<String, String> attributes = Map.of("client_id", settings.clientId());
        private long last;

        Reader(long last) {
            this.last = last;
        }

        @Override
        public Map<String, Position> startingAfter() {
            return Map.of(partition(), Position.offset(last));
        }

        @Override
        public void poll(OpenBatch batch, Duration patience) {
            BoardRecord next = snapshots.after(last, patience);
            if (next != null) {
                last = next.count();
                byte[] payload = encoder.encode(next.values(names, settings.clientId()));
                batch.add(
                        partition(),
                        Position.offset(last),
                        next.reading().time().toEpochMilli(),
                        null,
                        attributes,
                        payload);
            }
        }

        /** Never: a board has no end. */
        @Override
        public boolean isAtEnd() {
            return false;
        }

        /** What was read cannot be had again. */
        @Override
        public void acknowledge(Map<String, Position> upTo) {}

        @Override
        public void close() {
            snapshots.close();
        }
    }
}
