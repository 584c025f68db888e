package dev.sluice.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A JVM beside this one, to be killed where a thread cannot be. It listens on no port of its own; its output is in the
 * log file it was started with. It dies with this JVM: in order through a shutdown hook, and on Linux with util-linux also
 * when this JVM is killed.
 *
 * <pre>{@code
 * ChildJvm worker = JavaCommand.of("com.example.Main").withFlags("-Xmx1g").withArguments("--help").start(log);
 * }</pre>
 */
public final class ChildJvm implements AutoCloseable {

    private final JavaCommand command;
    private final ChildProcess process;

    private ChildJvm(JavaCommand command, ChildProcess process) {
        this.command = command;
        this.process = process;
    }

    static ChildJvm start(JavaCommand command, Path log) {
        return new ChildJvm(command, ChildProcess.start(command.words(), log, ChildProcess.WhenOrphaned.KILL));
    }

    /** Returns the process id, which is that of the JVM itself. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the JVM still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the JVM (SIGKILL: no shutdown hook runs) and returns when it is gone. No effect on one that ended. */
    public void kill() {
        process.kill();
    }

    /** Asks the JVM to end (SIGTERM: shutdown hooks run) and returns at once. No effect on one that ended. */
    public void terminate() {
        process.terminate();
    }

    /** Waits for the JVM to end and returns whether it did. */
    public boolean waitFor(Duration timeout) {
        return process.waitFor(timeout);
    }

    /**
     * Returns the exit code; 128 plus the signal's number where a signal ended it.
     *
     * @throws IllegalThreadStateException if the JVM still runs
     */
    public int exitValue() {
        return process.exitValue();
    }

    /** Returns what was written to standard output and error so far. */
    public String output() {
        return process.output();
    }

    /** Ends the JVM: SIGTERM, and SIGKILL after 10 s. */
    @Override
    public void close() {
        process.end();
    }

    String lastOutput() {
        return process.lastOutput();
    }

    @Override
    public String toString() {
        return command.mainClass() + " (process " + pid() + ")";
    }
}
