package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event time of a payload by a decoder for that column alone. Of several rows the earliest counts, so that no row
 * lies before its record. Null where no row has one, and where the payload is malformed. Safe for several threads.
 */
final class FormatEventTime implements EventTime {

    private final RecordFormat format;
    private final List<Column> columns;
    private final int place;
    private transient @Nullable RecordDecoder decoder;

    /** @param columns those to decode; {@code place} is the one that says when */
    FormatEventTime(RecordFormat format, List<Column> columns, int place) {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.place = place;
    }

    /** The place of the column of this name, which has to be a timestamp. */
    static int place(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                if (columns.get(i).type() != ColumnType.Simple.TIMESTAMP) {
                    throw new IllegalArgumentException(
                            "event time '" + name + "': expected a column of type timestamp, found "
                                    + columns.get(i).type());
                }
                return i;
            }
        }
        throw new IllegalArgumentException("event time '" + name + "': expected one of "
                + columns.stream().map(Column::name).toList());
    }

    @Override
    public @Nullable Instant of(byte[] payload) {
        RecordDecoder rows = decoder;
        if (rows == null) {
            rows = format instanceof CsvFormat csv ? csv.decoder(columns, only(place)) : format.decoder(columns);
            decoder = rows;
        }
        Instant earliest = null;
        try {
            for (@Nullable Object[] row : rows.decode(payload)) {
                Instant time = (Instant) row[place];
                if (time != null && (earliest == null || time.isBefore(earliest))) {
                    earliest = time;
                }
            }
        } catch (MalformedRecordException e) {
            return null;
        }
        return earliest == null ? null : earliest.truncatedTo(ChronoUnit.MILLIS);
    }

    private static BitSet only(int place) {
        BitSet only = new BitSet();
        only.set(place);
        return only;
    }
}
