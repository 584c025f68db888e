package dev.sluice.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user sees. The screen is the demo's alone: what brokers and runners print goes to the log. On a terminal a line
 * of progress takes the place of the one before. Thread-safe.
 */
final class Screen implements AutoCloseable {

    private final PrintStream out;
    private final PrintStream standardOut;
    private final PrintStream standardErr;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private int replaceable;

    private Screen(boolean terminal) {
        standardOut = System.out;
        standardErr = System.err;
        this.terminal = terminal;
        out = new PrintStream(standardOut, true, StandardCharsets.UTF_8);
    }

    /** Takes the screen, until it is closed. */
    @SuppressWarnings("SystemConsoleNull") // holds on JDK 17 and 21, which are those that the command runs on
    static Screen take() {
        Screen screen = new Screen(System.console() != null);
        PrintStream log = new PrintStream(new LinesToLog(), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
        return screen;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** A line of its own. */
    synchronized void line(String text) {
        endReplaceable();
        out.println(text);
    }

    /** A line with the time since the demo began. */
    synchronized void step(String text) {
        line(timed(text));
    }

    /** A line that the next one of its kind replaces on a terminal. */
    synchronized void progress(String text) {
        String line = timed(text);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, replaceable - line.length())));
            out.flush();
            replaceable = line.length();
        } else {
            out.println(line);
        }
    }

    /** How long the demo has run. */
    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Takes whole lines, as they are. */
    synchronized Appendable text() {
        endReplaceable();
        return out;
    }

    private String timed(String text) {
        return String.format("%5.1f s  %s", seconds(), text);
    }

    private void endReplaceable() {
        if (replaceable > 0) {
            out.println();
            replaceable = 0;
        }
    }

    @Override
    public synchronized void close() {
        endReplaceable();
        out.flush();
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    /** What a library prints, by lines. */
    private static final class LinesToLog extends OutputStream {

        private static final Logger LOG = LoggerFactory.getLogger("dev.sluice.demo.printed");

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!text.isEmpty()) {
                LOG.info("{}", text);
            }
        }
    }
}
