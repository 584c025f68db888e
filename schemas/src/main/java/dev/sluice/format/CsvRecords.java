package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of CSV records (RFC 4180): a line each, but for line feeds inside quotes. Empty lines are none. The header's
 * records are left out.
 */
final class CsvRecords implements RecordFormat.FileRecords {

    private final ByteWindow window;
    private final int delimiter;
    private final int quote;
    private final int escape;
    private int header;

    CsvRecords(InputStream file, CsvFormat format) throws IOException {
        window = new ByteWindow(file);
        delimiter = format.delimiter();
        quote = format.quote();
        Character escapeCharacter = format.escape();
        escape = escapeCharacter == null ? -2 : escapeCharacter;
        header = format.headerLines();
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        while (toEndOfRecord()) {
            byte[] record = window.take();
            if (record.length > 0 && header-- <= 0) {
                return record;
            }
        }
        return null;
    }

    /** Goes behind the record; false where there is none left. */
    private boolean toEndOfRecord() throws IOException {
        boolean quoted = false;
        boolean fieldStart = true;
        int b;
        while ((b = window.next()) >= 0) {
            if (quoted) {
                if (b == escape && (window.peek() == quote || window.peek() == escape)) {
                    window.next();
                } else if (b == quote) {
                    if (window.peek() == quote) {
                        window.next();
                    } else {
                        quoted = false;
                    }
                }
            } else if (b == '\n') {
                return true;
            } else {
                quoted = fieldStart && b == quote;
                fieldStart = b == delimiter;
            }
        }
        return !window.isEmpty();
    }
}
