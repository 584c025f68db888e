package dev.sluice.lake;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordDecoder;
import dev.sluice.mapping.CompiledMapping;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.mapping.Mapping;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetter.Stage;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.ReplayedRecord;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, maps and places the records of a batch: each gives all its rows to their hours, or is one dead letter. Holds
 * the decoder's buffers, belongs to one thread.
 */
final class RowMaker {

    private final String table;
    private final String fingerprint;
    private final List<Column> columns;
    private final RecordDecoder decoder;
    private final CompiledMapping mapping;
    private final int timeColumn;
    private final Clock clock;
    private final List<@Nullable Object[]> mapped = new ArrayList<>();
    private long[] hours = new long[16];

    private RowMaker(
            TableDefinition table,
            CompiledMapping mapping,
            String fingerprint,
            Partitioning partitioning,
            Clock clock) {
        this.table = table.name();
        this.fingerprint = fingerprint;
        columns = mapping.columns();
        this.decoder = table.decoder();
        this.mapping = mapping;
        timeColumn = timeColumn(columns, partitioning);
        this.clock = clock;
    }

    static RowMaker of(TableDefinition table, Mapping mapping, Partitioning partitioning, Clock clock) {
        try {
            return new RowMaker(
                    table,
                    mapping.compile(table.columns(), table.format().timeZone()),
                    Fingerprint.of(table, mapping, partitioning),
                    partitioning,
                    clock);
        } catch (InvalidMappingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static int timeColumn(List<Column> columns, Partitioning partitioning) {
        if (partitioning instanceof Partitioning.ByColumn by) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equalsIgnoreCase(by.column())) {
                    return i;
                }
            }
            throw new IllegalArgumentException("there is no column '" + by.column() + "' to place rows by");
        }
        return -1;
    }

    /** The columns of the rows it makes. */
    List<Column> columns() {
        return columns;
    }

    /** Writes what the batch holds. */
    void write(RecordBatch batch, OpenFiles files) throws IOException {
        long gaveRows = 0;
        long gaveNone = 0;
        for (int i = 0; i < batch.size(); i++) {
            long nulledBefore = mapping.castsNulled();
            Stage stage = Stage.DECODE;
            try {
                List<@Nullable Object[]> rows = decoder.decode(batch.payload(i));
                stage = Stage.MAP;
                mapped.clear();
                for (@Nullable Object[] row : rows) {
                    @Nullable Object @Nullable [] kept = mapping.apply(row);
                    if (kept != null) {
                        mapped.add(kept);
                    }
                }
                stage = Stage.WRITE;
                place(batch, i);
            } catch (MalformedRecordException e) {
                files.write(letter(batch, i, stage, e));
                continue;
            }
            for (int r = 0; r < mapped.size(); r++) {
                files.write(hours[r], mapped.get(r));
            }
            files.countCastsNulled(mapping.castsNulled() - nulledBefore);
            if (mapped.isEmpty()) {
                gaveNone++;
            } else {
                gaveRows++;
            }
        }
        files.account(batch, gaveRows, gaveNone);
    }

    private DeadLetter letter(RecordBatch batch, int index, Stage stage, MalformedRecordException e) {
        return new DeadLetter(
                ReplayedRecord.original(batch.record(index)),
                stage,
                e.reason(),
                e.getMessage(),
                clock.instant(),
                table,
                ReplayedRecord.readAt(batch, index),
                fingerprint);
    }

    /** Finds the hour of every row before any is written. */
    private void place(RecordBatch batch, int index) throws MalformedRecordException {
        if (hours.length < mapped.size()) {
            hours = new long[mapped.size() * 2];
        }
        long ingestHour = timeColumn < 0 ? OpenFiles.hour(ReplayedRecord.readAt(batch, index)) : 0;
        for (int r = 0; r < mapped.size(); r++) {
            hours[r] = timeColumn < 0 ? ingestHour : hour(mapped.get(r)[timeColumn]);
        }
    }

    private long hour(@Nullable Object time) throws MalformedRecordException {
        if (time == null) {
            throw new MalformedRecordException(
                    "partition-time-missing", "expected a time in the column that rows are placed by, found none");
        }
        return OpenFiles.hour((Instant) time);
    }
}
