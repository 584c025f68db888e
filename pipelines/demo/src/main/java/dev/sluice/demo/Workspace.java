package dev.sluice.demo;

import dev.sluice.job.Removal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The directory of everything that ends with the demo: the brokers' files, the rule job's checkpoint, and what libraries
 * keep in {@code java.io.tmpdir}. It is removed when the demo ends, also where a signal ends it.
 */
final class Workspace implements AutoCloseable {

    private static final String TEMPORARY = "java.io.tmpdir";

    /** What a shell says of Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private static final int ATTEMPTS = 20;

    private final Path directory;
    private final String temporary;
    private final Runnable stopped;
    private final Thread hook;

    private Workspace(Path directory, String temporary, Runnable stopped) {
        this.directory = directory;
        this.temporary = temporary;
        this.stopped = stopped;
        hook = new Thread(this::interrupted, "demo-interrupted");
    }

    /**
     * Makes the directory.
     *
     * @param ownsProcess whether this JVM runs nothing but the demo, so that libraries may be told to keep their temporary
     *     files here
     * @param stopped called where a signal ends the demo
     */
    static Workspace open(boolean ownsProcess, Runnable stopped) throws IOException {
        String temporary = System.getProperty(TEMPORARY);
        // Not by createTempDirectory: that would make the JDK remember the place of temporary files.
        Path directory = Path.of(temporary, "sluice-demo-" + UUID.randomUUID());
        Workspace workspace = new Workspace(directory, temporary, stopped);
        Runtime.getRuntime().addShutdownHook(workspace.hook);
        Path inside = Files.createDirectories(directory.resolve("tmp"));
        if (ownsProcess) {
            System.setProperty(TEMPORARY, inside.toString());
        }
        return workspace;
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Brokers and jobs are still at it: what they make again is removed again, until the process is no more. */
    private void interrupted() {
        try {
            stopped.run();
            delete();
        } finally {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }

    /** Removes the directory. Where a signal has come first, it never returns: what fails by that is nobody's failure. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitEndOfProcess();
        }
        System.setProperty(TEMPORARY, temporary);
        delete();
    }

    private static void awaitEndOfProcess() {
        while (true) {
            LockSupport.park();
        }
    }

    private void delete() {
        for (int attempt = 1; Files.exists(directory); attempt++) {
            try {
                Removal.of(directory);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("cannot remove " + directory, e);
                }
            }
        }
    }
}
