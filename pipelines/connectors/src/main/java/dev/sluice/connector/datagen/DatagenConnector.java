package dev.sluice.connector.datagen;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadOnlyConnector;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Rows that are made up, written in the table's format.
 *
 * <ul>
 *   <li>Ordering: none between splits; of a sequence each split gives every n-th number, in their order. Parallelism: as many splits as the runner
 *       wishes.
 *   <li>Guarantee: a row has a number, of which a sequence's value is made: it is given once, and a job that goes on from a checkpoint goes on with
 *       the numbers behind it. What is by chance is made anew.
 *   <li>Timestamps: arrival is when a row is made.
 *   <li>End: where {@code number-of-rows} or the shortest sequence says, or none.
 *   <li>Rate: {@code rows-per-second} of all splits together, counted from the job's start; a job that was held up makes up for it.
 * </ul>
 *
 * <p>Settings of a table: those of Flink's connector, by its names, see {@link ValueGenerator}. Reading only.
 */
public final class DatagenConnector implements ReadOnlyConnector {

    static final String KIND = "datagen";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public boolean alwaysEnds(TableDefinition table) {
        return Generation.of(table).isBounded();
    }

    @Override
    public String describe(TableDefinition table) {
        Generation generation = Generation.of(table);
        return String.format("made-up rows, %,d a second", generation.rowsPerSecond())
                + (generation.isBounded() ? String.format(", %,d in all", generation.rows()) : "");
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        try {
            ValueGenerator.row(table);
            return settings.ending() == EndingPosition.LATEST
                            && !Generation.of(table).isBounded()
                    ? List.of("table '" + table.name()
                            + "': rows that are made up have no end that could be read to: say 'number-of-rows'")
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of("table '" + table.name() + "': " + e.getMessage());
        }
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(DatagenStream.of(table, Instant.now()), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(DatagenStream.of(table, Instant.now()), settings));
    }
}
