package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process under GNU time. It ends with this JVM. */
final class MeasuredProcess {

    private static final Path TIME = Path.of("/usr/bin/time");

    /** A job that takes longer hangs. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private MeasuredProcess() {}

    /** Whether GNU time is installed. */
    static boolean isPossible() {
        return Files.isExecutable(TIME);
    }

    /**
     * Runs a command to its end.
     *
     * @param log takes standard output and error; replaced where it exists
     * @throws IOException if it cannot be started, ends with another exit code than 0, or takes too long
     */
    static Usage run(JobCommand command, Path log) throws IOException, InterruptedException {
        Path figures = log.resolveSibling(log.getFileName() + ".time");
        List<String> words = new ArrayList<>(List.of(TIME.toString(), "-f", Usage.FORMAT, "-o", figures.toString()));
        words.addAll(command.words());
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        Thread ender = new Thread(() -> end(process), "measured-process-ender");
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("not done after " + LIMIT.toMinutes() + " minutes; what it said is in " + log);
            }
        } finally {
            end(process);
            removeHook(ender);
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit code " + process.exitValue() + "; what it said is in " + log);
        }
        Usage usage = Usage.parse(Files.readString(figures));
        Files.delete(figures);
        return usage;
    }

    /** GNU time passes no signal on. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook runs.
        }
    }
}
