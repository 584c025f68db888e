package dev.sluice.job.sql;

import java.time.Duration;
import java.util.List;

/** A line of what a job has read and written, painted over itself while the job runs; on what cannot be painted on, now and then where it has changed. */
final class Progress implements AutoCloseable {

    private static final Duration PAINTED = Duration.ofMillis(500);
    private static final Duration PRINTED = Duration.ofSeconds(5);

    private final Tally tally;
    private final Console console;
    private final Thread thread;
    private boolean closed;

    private Progress(Tally tally, Console console) {
        this.tally = tally;
        this.console = console;
        thread = new Thread(this::tell, "progress");
        thread.setDaemon(true);
    }

    static Progress of(Tally tally, Console console) {
        return new Progress(tally, console);
    }

    /** Tells from now on. */
    void start() {
        thread.start();
    }

    private synchronized void tell() {
        String told = "";
        try {
            while (!closed) {
                wait((console.paints() ? PAINTED : PRINTED).toMillis());
                String line = tally.line();
                if (!closed && !line.equals(told)) {
                    console.paint(List.of(line));
                    told = line;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
