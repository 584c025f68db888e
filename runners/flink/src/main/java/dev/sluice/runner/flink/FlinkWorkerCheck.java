package dev.sluice.runner.flink;

import dev.sluice.record.WorkerCheck;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Flink's serializers reach into {@code java.base}. Without these flags every checkpoint fails, and the job is restarted
 * over and over; this fails it once, and says what to set.
 */
public final class FlinkWorkerCheck implements WorkerCheck {

    private static final List<String> PACKAGES = List.of("java.util", "java.lang", "java.time", "java.util.concurrent");

    @Override
    public void check() {
        Module base = Object.class.getModule();
        String missing = PACKAGES.stream()
                .filter(name -> !base.isOpen(name, FlinkWorkerCheck.class.getModule()))
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw new SuppressRestartsException(new IllegalStateException("a worker's JVM lacks the flags " + missing
                    + ": set them in env.java.opts.all of the cluster's configuration"));
        }
    }
}
