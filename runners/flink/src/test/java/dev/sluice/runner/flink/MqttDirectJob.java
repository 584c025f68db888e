package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The job on DirectRunner, in a JVM of its own. */
final class MqttDirectJob implements MqttLakeJob {

    private final Path directory;
    private List<String> options = List.of();
    private @Nullable ChildJvm process;
    private int starts;

    MqttDirectJob(Path directory) {
        this.directory = directory;
    }

    @Override
    public void start(List<String> with) throws IOException {
        options = with;
        process = SluiceProcess.start("DirectRunner", directory.resolve("job-" + starts++ + ".log"), options);
    }

    @Override
    public List<Fault> faults(Pause pause) {
        return List.of(() -> stop(pause), () -> kill(pause), () -> stop(pause));
    }

    @Override
    public void assertRuns() {
        var unused = running();
    }

    private String stop(Pause pause) throws Exception {
        ChildJvm running = running();
        running.terminate();
        assertThat(running.waitFor(Duration.ofSeconds(30))).as("it stops").isTrue();
        pause.pass();
        start(options);
        return "job stopped by SIGTERM, and started";
    }

    private String kill(Pause pause) throws Exception {
        running().kill();
        pause.pass();
        start(options);
        return "job killed by SIGKILL, and started";
    }

    private ChildJvm running() {
        ChildJvm running = process;
        if (running == null || !running.isAlive()) {
            throw new AssertionError("the job does not run: " + (running == null ? "" : running.output()));
        }
        return running;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
