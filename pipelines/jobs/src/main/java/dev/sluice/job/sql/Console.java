package dev.sluice.job.sql;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * What everything is shown on: lines, one below the other, and on a terminal that can move its cursor a picture that is painted over itself.
 *
 * <p>Thread-safe.
 */
final class Console {

    private static final Size UNKNOWN = new Size(120, 24);

    private final PrintWriter out;
    private final @Nullable Terminal terminal;
    private volatile Size size;
    private int painted;

    private Console(PrintWriter out, @Nullable Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        size = UNKNOWN;
    }

    /** Lines alone. */
    static Console of(PrintStream out) {
        return new Console(new PrintWriter(out, false, StandardCharsets.UTF_8), null);
    }

    /** A terminal, which may be one that can do no more than lines. */
    static Console of(Terminal terminal) {
        boolean paints = terminal.getStringCapability(Capability.parm_up_cursor) != null
                && terminal.getStringCapability(Capability.clr_eos) != null;
        Console console = new Console(terminal.writer(), paints ? terminal : null);
        console.measure();
        terminal.handle(Terminal.Signal.WINCH, signal -> console.measure());
        return console;
    }

    /** Asked once and when it changes: to ask a terminal costs a process. */
    private void measure() {
        if (terminal != null && terminal.getWidth() > 0 && terminal.getHeight() > 0) {
            size = new Size(terminal.getWidth(), terminal.getHeight());
        }
    }

    /** Whether a picture replaces the one before. */
    boolean paints() {
        return terminal != null;
    }

    /** How many lines a picture may have. */
    int height() {
        return size.getRows() - 1;
    }

    /** Adds lines, below a picture that stays. */
    synchronized void print(List<String> lines) {
        painted = 0;
        lines.forEach(out::println);
        out.flush();
    }

    void print(String line) {
        print(List.of(line));
    }

    /** Shows lines in place of those that were painted last, each as far as it is seen. */
    synchronized void paint(List<String> lines) {
        if (terminal == null) {
            print(lines);
            return;
        }
        if (painted > 0) {
            terminal.puts(Capability.parm_up_cursor, painted);
        }
        out.print('\r');
        terminal.puts(Capability.clr_eos);
        for (String line : lines) {
            out.println(line.length() < size.getColumns() ? line : line.substring(0, size.getColumns() - 1));
        }
        painted = lines.size();
        out.flush();
    }
}
