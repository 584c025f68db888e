package dev.sluice.connector.datagen;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.record.Durability;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Made-up rows, or a part of them: every {@code parts}-th, from number {@code part} on. A position is how many of its own a part has made before.
 *
 * @param since when the first row was due; of a part that goes on in another run, when the next one is
 * @param resumed whether it goes on in another run
 */
record DatagenStream(TableDefinition table, int part, int parts, Instant since, boolean resumed)
        implements RecordStream {

    static DatagenStream of(TableDefinition table, Instant since) {
        return new DatagenStream(table, 0, 1, since, false);
    }

    @Override
    public String kind() {
        return DatagenConnector.KIND;
    }

    /** What was due while the job was being started is not made up for, either. */
    @Override
    public List<DatagenStream> split(int wished, ReadSettings settings) {
        int most = (int) Math.min(Math.max(1, wished), Generation.of(table).rows());
        Instant begun = Instant.now();
        List<DatagenStream> split = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            split.add(new DatagenStream(table, i, most, begun, false));
        }
        return split;
    }

    /** What was not made while the job stood still is not made up for. */
    @Override
    public DatagenStream resumedIn(ReadSettings settings) {
        return new DatagenStream(table, part, parts, Instant.now(), true);
    }

    /** Where checkpoints keep positions, a reader that begins stays open: its first row is due when it is opened. */
    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) {
        boolean begins = settings.durability() == Durability.CHECKPOINT && !after.containsKey(partition());
        DatagenStream from = begins ? new DatagenStream(table, part, parts, Instant.now(), resumed) : this;
        return from.open(after, Clock.systemUTC());
    }

    RecordReader open(Map<String, Position> after, Clock clock) {
        return new DatagenReader(
                this, after.get(partition()) instanceof Position.Offset last ? last.value() + 1 : 0, clock);
    }

    String partition() {
        return "part " + part + " of " + parts;
    }
}
