package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file of lines, each a record: NDJSON. Blank lines are none. */
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
            if (!isBlank(line)) {
                return line;
            }
        }
        return null;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
