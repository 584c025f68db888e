package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows out of CSV records, field by field in the order of the columns. Keeps no state. */
final class CsvDecoder implements RecordDecoder {

    private final List<Column> columns;
    private final @Nullable ValueReader[] readers;
    private final boolean[] textual;
    private final CsvFormat format;

    /** @param only the places to read, the others staying null */
    CsvDecoder(CsvFormat format, List<Column> columns, TimestampText timestamps, BitSet only) {
        this.format = format;
        this.columns = List.copyOf(columns);
        readers = ValueReader.of(columns, timestamps);
        textual = new boolean[readers.length];
        for (int i = 0; i < readers.length; i++) {
            ColumnType type = columns.get(i).type();
            textual[i] = type == ColumnType.Simple.STRING || type instanceof ColumnType.Text;
            if (!only.get(i)) {
                readers[i] = null;
            }
        }
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        List<@Nullable Object[]> rows = new ArrayList<>(1);
        try {
            CsvFields.each(payload, format, readers.length, fields -> rows.add(row(fields)));
        } catch (InvalidValueException e) {
            throw e.malformed();
        }
        return rows;
    }

    private @Nullable Object[] row(CsvFields fields) throws MalformedRecordException, InvalidValueException {
        if (fields.count() != readers.length) {
            throw new MalformedRecordException(
                    CsvFields.MALFORMED,
                    "line " + fields.line() + ": expected " + readers.length + " fields, found " + fields.count());
        }
        @Nullable Object[] row = new Object[readers.length];
        for (int i = 0; i < row.length; i++) {
            ValueReader reader = readers[i];
            if (reader == null || fields.isMissing(i, textual[i])) {
                continue;
            }
            try {
                row[i] = reader.read(fields.values().get(i));
            } catch (InvalidValueException e) {
                throw e.in(columns.get(i).name());
            }
        }
        return row;
    }
}
