package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file of lines, each a record: NDJSON, logs. Blank lines are none. */
final class LineRecords implements RecordFormat.FileRecords {

    private final ByteWindow window;

    LineRecords(InputStream file) throws IOException {
        window = new ByteWindow(file);
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        boolean more = true;
        while (more) {
            more = window.toLineFeed();
            byte[] line = window.take();
            if (!isBlank(line, 0, line.length)) {
                return line;
            }
        }
        return null;
    }

    /** Whether there is nothing but blanks from one place to before another. */
    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
