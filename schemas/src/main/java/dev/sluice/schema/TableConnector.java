package dev.sluice.schema;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * A kind of stream that tables can stand on: how it is checked, read and written. Whoever has tables (a job, a SQL
 * script) needs nothing else of a connector.
 */
public interface TableConnector {

    /** The word in {@code typeOfData}, in {@code --source} and in SQL's {@code 'connector' = …}. */
    String kind();

    /**
     * Whether a record can be read again by its position. Where it cannot, a source keeps what was not acknowledged, and
     * gives that again.
     */
    boolean hasPositions();

    /** Whether a read of the table comes to an end by itself, whatever its ending position. */
    default boolean alwaysEnds(TableDefinition table) {
        return false;
    }

    /** Where the table's stream is, for people: {@code Kafka topic readings at 127.0.0.1:9092}. Never a secret. */
    String describe(TableDefinition table);

    /**
     * Looks at the table's settings without opening anything.
     *
     * @return one sentence for each mistake; empty where a read can be built
     */
    List<String> mistakes(TableDefinition table, ReadSettings settings);

    /**
     * Looks at the table's settings without opening anything.
     *
     * @return one sentence for each mistake; empty where a write can be built
     */
    List<String> writeMistakes(TableDefinition table);

    /**
     * Asks the system whether the stream is there: reachable, with these credentials, within 30 s. Called where the job
     * is started, before it starts.
     *
     * @return one sentence for each mistake, naming host and port; empty where the stream can be used
     */
    List<String> unreachable(TableDefinition table, ReadSettings settings);

    /**
     * Where a read with these settings starts, as empty runs: asked once, when a job is launched for the first time, and
     * remembered, so that {@code LATEST} means the same after a crash. Empty where the stream has no positions of its own.
     */
    List<PartitionRange> starts(TableDefinition table, ReadSettings settings) throws IOException;

    /**
     * The first records of the stream from where {@code settings} start, to look at. Nothing is acknowledged or committed:
     * a job that reads the stream gets them, too.
     *
     * @param most how many at most
     * @param patience how long to wait for as many, unless the stream ends before
     */
    List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException;

    /**
     * Reads the stream: unbounded, in order within a partition, each record at least once, and exactly once into
     * whatever is durable by {@link ReadSettings#durability()}.
     */
    PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings);

    /**
     * Writes records to the stream, their key and attributes included. Gives what the system refused for good.
     *
     * @param jobId as in {@link ReadSettings#jobId()}: written records are reported as published there
     */
    PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId);
}
