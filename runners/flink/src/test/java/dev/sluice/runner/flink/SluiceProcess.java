package dev.sluice.runner.flink;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command as a user starts it: a JVM of its own, with the class path the build made for the runner. It compiles less than a user's, because it ends
 * sooner.
 */
final class SluiceProcess {

    private static final Path RUNNERS = Path.of("..").toAbsolutePath().normalize();

    private SluiceProcess() {}

    /** Starts a job; {@code log} takes what it prints, {@code flags} are the JVM's. */
    static ChildJvm start(String runner, Path log, List<String> arguments, String... flags) throws IOException {
        boolean demo = arguments.get(0).equals("demo");
        Path module = RUNNERS.resolve(runner.equals("FlinkRunner") ? "flink" : "direct");
        String classPath = classPath(module);
        if (demo) {
            classPath += ":" + classPath(RUNNERS.resolveSibling("pipelines").resolve("demo"));
        }
        List<String> all = new ArrayList<>(arguments);
        all.add("--runner=" + runner);
        return command(classPath, log, all).withOpens().withFlags(flags).start(log);
    }

    /** Runs a job on Flink to its end, without the flags that Flink needs. */
    static ChildJvm runWithoutFlags(Path log, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.add("--runner=FlinkRunner");
        return toTheEnd(command(classPath(RUNNERS.resolve("flink")), log, all).start(log));
    }

    /** Runs a job to its end. */
    static ChildJvm run(String runner, Path log, List<String> arguments) throws IOException {
        return toTheEnd(start(runner, log, arguments));
    }

    private static JavaCommand command(String classPath, Path log, List<String> arguments) {
        return JavaCommand.of("dev.sluice.job.Sluice")
                .withClassPath(classPath)
                .withFlags("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dsluice.log=" + log + ".library")
                .withArguments(arguments.toArray(String[]::new));
    }

    private static ChildJvm toTheEnd(ChildJvm job) {
        if (!job.waitFor(Duration.ofMinutes(3))) {
            job.kill();
            throw new AssertionError("the job did not end within three minutes; it said: " + job.output());
        }
        return job;
    }

    private static String classPath(Path module) throws IOException {
        return module.resolve("target/classes") + ":"
                + Files.readString(module.resolve("target/classpath")).strip();
    }
}
