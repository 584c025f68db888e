package dev.sluice.query;

import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;

/** A Writer in front of any Appendable. Closing it flushes and leaves the Appendable open. */
final class AppendableWriter extends Writer {
    private final Appendable out;

    AppendableWriter(Appendable out) {
        this.out = out;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        out.append(new String(buffer, offset, length));
        // A PrintStream keeps its errors to itself: `| head` would let the query run to its end
        if (out instanceof PrintStream stream && stream.checkError()) {
            throw new IOException("the output was closed");
        }
    }

    @Override
    public void flush() throws IOException {
        if (out instanceof Flushable flushable) {
            flushable.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
