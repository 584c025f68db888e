package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A file seen through a buffer that grows with the record being read, to 64 MiB. */
final class ByteWindow {

    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int at;
    private int end;
    private long records;

    /** The file after its byte order mark, if it has one. */
    ByteWindow(InputStream in) throws IOException {
        this.in = in;
        while (end < 3 && fill()) {
            // The mark needs three bytes to be seen.
        }
        if (Utf8.startsWithMark(Arrays.copyOf(buffer, Math.min(end, 3)))) {
            start = 3;
            at = 3;
        }
    }

    /** The next byte as 0 to 255, or -1 at the end. */
    int next() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xFF;
    }

    /** The byte after that, which stays the next one, or -1 at the end. */
    int peek() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at] & 0xFF;
    }

    /** Goes behind the next line feed, or to the end; whether there was one. */
    boolean toLineFeed() throws IOException {
        do {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    at = i + 1;
                    return true;
                }
            }
            at = end;
        } while (fill());
        return false;
    }

    /** All bytes since the last taking, without the line's end; the next record starts here. */
    byte[] take() {
        int to = at;
        if (to > start && buffer[to - 1] == '\n') {
            to--;
        }
        if (to > start && buffer[to - 1] == '\r') {
            to--;
        }
        byte[] taken = Arrays.copyOfRange(buffer, start, to);
        start = at;
        records++;
        return taken;
    }

    /** Whether nothing was read since the last taking. */
    boolean isEmpty() {
        return start == at;
    }

    private boolean fill() throws IOException {
        if (end == buffer.length) {
            int held = end - start;
            if (held > LONGEST) {
                throw new IOException(
                        "record " + (records + 1) + ": expected at most " + LONGEST + " bytes, found more");
            }
            byte[] target = held > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
            System.arraycopy(buffer, start, target, 0, held);
            at -= start;
            start = 0;
            end = held;
            buffer = target;
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }
}
