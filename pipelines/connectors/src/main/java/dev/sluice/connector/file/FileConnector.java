package dev.sluice.connector.file;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Files of records in the table's format, plain or compressed, as their first bytes tell.
 *
 * <ul>
 *   <li>Ordering: as in the file. Parallelism: one split for each file at most; a file is read by one reader. It always
 *       ends, whatever the ending position.
 *   <li>Guarantee: a record's position is its number in its file (from 0), so that a read can go on in the middle. A file
 *       must not change while a job is at it, and keeps its name.
 *   <li>Timestamps: arrival is the time the file was last modified.
 * </ul>
 *
 * <p>Settings of a table: {@code files}, names with wildcards parted by commas. Reading only.
 */
public final class FileConnector implements TableConnector {

    static final String KIND = "file";
    private static final String FILES = "files";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    @Override
    public boolean alwaysEnds(TableDefinition table) {
        return true;
    }

    @Override
    public String describe(TableDefinition table) {
        return String.valueOf(table.stream().setting(FILES));
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        String files = table.stream().setting(FILES);
        return files == null
                ? List.of("--files is missing: expected the names of files to read, e.g. --files='data/*.ndjson.gz'")
                : FilePatterns.of(files).mistakes();
    }

    @Override
    public List<String> writeMistakes(TableDefinition table) {
        return List.of(
                "table '" + table.name() + "': files are not written as a stream; expected kafka, kinesis or mqtt");
    }

    @Override
    public List<String> unreachable(TableDefinition table, ReadSettings settings) {
        return List.of();
    }

    /** Every file is read from its first record, whenever it is found. */
    @Override
    public List<PartitionRange> starts(TableDefinition table, ReadSettings settings) throws IOException {
        List<PartitionRange> starts = new ArrayList<>();
        for (Path file :
                FilePatterns.of(String.valueOf(table.stream().setting(FILES))).files()) {
            starts.add(PartitionRange.startingAfter(file.toString(), Position.offset(-1)));
        }
        return starts;
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(new FileStream(files(table), table.format(), null), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(new FileStream(files(table), table.format(), null), settings));
    }

    private static String files(TableDefinition table) {
        String files = table.stream().setting(FILES);
        if (files == null) {
            throw new IllegalArgumentException("table '" + table.name() + "' names no files");
        }
        return files;
    }

    @Override
    public PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId) {
        throw new IllegalArgumentException("files are read as a stream, not written; the lake sink writes files");
    }
}
