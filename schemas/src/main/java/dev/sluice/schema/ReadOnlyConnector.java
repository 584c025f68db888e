package dev.sluice.schema;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RecordBatch;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** A kind of stream that is read alone, from a place that is on this machine: every run begins where the stream itself does. */
public interface ReadOnlyConnector extends TableConnector {

    @Override
    default List<String> writeMistakes(TableDefinition table) {
        return List.of("table '" + table.name() + "' cannot be written to: a " + kind() + " is only read");
    }

    /** Nothing has to be reached. */
    @Override
    default List<String> unreachable(TableDefinition table, ReadSettings settings) {
        return List.of();
    }

    /** None that would have to be remembered. */
    @Override
    default List<PartitionRange> starts(TableDefinition table, ReadSettings settings) {
        return List.of();
    }

    @Override
    default PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId) {
        throw new IllegalArgumentException("a " + kind() + " is only read");
    }
}
