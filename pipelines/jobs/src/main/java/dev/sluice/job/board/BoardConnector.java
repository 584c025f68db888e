package dev.sluice.job.board;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.format.GrokFormat;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadOnlyConnector;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sensehat.BoardException;
import dev.sluice.sensehat.beam.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * A Sense HAT, or an emulated one: a snapshot each interval, written as a payload of the table, as a device would send it.
 *
 * <ul>
 *   <li>Ordering: as taken. Parallelism: one split, where the board is.
 *   <li>Guarantee: a board cannot give again what it gave. What was in flight when a job ended is lost, and so is the time
 *       until it runs again; nothing comes twice.
 *   <li>Positions: the count of snapshots, from 0 on; a later run counts on behind what the former one published. They say how
 *       many were read, and nothing can be read again by them.
 *   <li>Timestamps: arrival is the snapshot's own time; a table may write it shorter than it is.
 *   <li>End: none.
 * </ul>
 *
 * <p>Settings of a table: {@code device} ({@code i2c:1}), {@code interval} ({@code PT1S}), {@code settings} (an
 * {@code RTIMULib.ini}), {@code clientId} ({@code raspberrypi}).
 */
public final class BoardConnector implements ReadOnlyConnector {

    /** The word of a table that stands on a board. */
    public static final String KIND = "sensehat";

    /** The table that a board fills, where none is named. */
    public static final String TABLE = "sense_hat";

    private static final Map<String, ColumnType> COLUMNS = columns();

    private static Map<String, ColumnType> columns() {
        Map<String, ColumnType> columns = new TreeMap<>();
        columns.put("client_id", ColumnType.Simple.STRING);
        columns.put("timestamp", ColumnType.Simple.TIMESTAMP);
        for (String number : List.of("humidity", "temperature", "pressure", "pitch", "roll", "yaw")) {
            columns.put(number, ColumnType.Simple.DOUBLE);
        }
        columns.put("count", ColumnType.Simple.BIGINT);
        return columns;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public String describe(TableDefinition table) {
        BoardSettings settings = settings(table);
        return "the Sense HAT '" + settings.clientId() + "' (" + settings.device() + ")";
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        List<String> mistakes = new ArrayList<>();
        BoardSettings.of(table, mistakes);
        if (settings.ending() == EndingPosition.LATEST) {
            mistakes.add("--endingPosition=LATEST: a board has no end that could be read to; use --timeout");
        }
        if (settings.start().instant() != null) {
            mistakes.add("--startingPosition: a board cannot go back to an instant, found '" + settings.start()
                    + "'; it starts with what it shows now");
        }
        String found = wrong(table);
        if (!found.isEmpty()) {
            mistakes.add("table '" + table.name() + "' cannot be filled by a board: expected columns out of " + COLUMNS
                    + " in json, csv or avro, found " + found);
        }
        return mistakes;
    }

    private static String wrong(TableDefinition table) {
        if (table.format() instanceof GrokFormat || table.columns().isEmpty()) {
            return table.columns().isEmpty() ? "no columns" : table.format().classification();
        }
        return String.join(
                ", ",
                table.columns().stream()
                        .filter(c -> !c.type().equals(COLUMNS.get(c.name())))
                        .map(c -> c.name() + " of type " + c.type())
                        .toList());
    }

    /** Opens the board, which stays open for the job that follows. */
    @Override
    public List<String> unreachable(TableDefinition table, ReadSettings settings) {
        BoardSettings board = settings(table);
        try (Snapshots opened = Snapshots.of(board.device(), board.interval(), board.settings())) {
            return List.of();
        } catch (BoardException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(stream(table), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(stream(table), settings));
    }

    private static BoardStream stream(TableDefinition table) {
        BoardSettings settings = settings(table);
        return new BoardStream(settings, table.columns(), table.format());
    }

    private static BoardSettings settings(TableDefinition table) {
        return BoardSettings.of(table, new ArrayList<>());
    }
}
