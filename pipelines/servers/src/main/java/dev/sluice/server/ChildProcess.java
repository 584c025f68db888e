package dev.sluice.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that dies with this JVM.
 *
 * <p>A shutdown hook ends the children of a JVM that ends in order. For one that is killed, Linux is asked to signal the
 * child when its parent dies ({@code setpriv --pdeathsig} of util-linux, where it is installed; elsewhere the hook is
 * all). To Linux the parent is the thread that started the child, so that one thread, which never ends, starts them all.
 */
final class ChildProcess {

    /** What the kernel sends to the child when this JVM is gone. */
    enum WhenOrphaned {
        KILL,
        TERM
    }

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-process-starter");
        thread.setDaemon(true);
        return thread;
    });

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::endAll, "child-process-ender"));
    }

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns the program of that name on the PATH, or else in one of the other folders. */
    static Optional<Path> find(String program, String... otherFolders) {
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(path, Stream.of(otherFolders))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the command with an empty standard input; standard output and error go to the log file, which is replaced. */
    static ChildProcess start(List<String> command, Path log, WhenOrphaned whenOrphaned) {
        return start(command, Map.of(), log, whenOrphaned);
    }

    /** Starts the command with these variables added to the environment of this JVM. */
    static ChildProcess start(
            List<String> command, Map<String, String> environment, Path log, WhenOrphaned whenOrphaned) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) {
            words.addAll(List.of(SETPRIV.toString(), "--pdeathsig", whenOrphaned.name()));
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(environment);
        try {
            Process process =
                    CompletableFuture.supplyAsync(() -> start(builder), STARTER).join();
            ALIVE.removeIf(earlier -> !earlier.isAlive());
            ALIVE.add(process);
            process.getOutputStream().close();
            return new ChildProcess(process, log);
        } catch (CompletionException e) {
            throw new IllegalStateException("could not start " + command.get(0), e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + pid(), e);
        }
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
        if (!waitFor(GRACE)) {
            throw new IllegalStateException("process " + pid() + " survived SIGKILL for " + GRACE);
        }
    }

    /** Terminates the process, and kills it where that did not help. */
    void end() {
        terminate();
        if (!waitFor(GRACE)) {
            kill();
        }
    }

    String output() {
        try {
            // not Files.readString: the process may be in the middle of a character
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the last lines of the output, for messages. */
    String lastOutput() {
        List<String> lines = output().lines().toList();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private static void endAll() {
        ALIVE.forEach(Process::destroy);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        for (Process process : ALIVE) {
            try {
                if (!process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
    }
}
