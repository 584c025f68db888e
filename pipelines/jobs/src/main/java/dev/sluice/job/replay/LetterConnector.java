package dev.sluice.job.replay;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.ReplayedRecord;
import dev.sluice.schema.ReadOnlyConnector;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Dead letters as a source of the records they hold: payload, key, attributes and arrival as they came first. Made for one
 * replay by its {@link LetterPlan}; no table can name it.
 *
 * <ul>
 *   <li>Ordering: as in the file. Parallelism: one split for each file at most. It always ends.
 *   <li>Guarantee: a letter's partition is its file's name and its reason, its position the place among those; which of
 *       them are left out, the progress says that the read is given.
 *   <li>Timestamps: arrival is the record's own.
 * </ul>
 *
 * @param parts what is read
 */
record LetterConnector(List<LetterPart> parts) implements ReadOnlyConnector {

    @Override
    public String kind() {
        return ReplayedRecord.SOURCE;
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    @Override
    public String describe(TableDefinition table) {
        return "dead letters";
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        return List.of();
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(new LetterStream(parts), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(new LetterStream(parts), settings));
    }
}
