package dev.sluice.runner.flink;

import dev.sluice.record.WorkerCheck;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What makes a job fail over and over on Flink, found before it does, and named once: flags without which every checkpoint
 * fails (Flink's serializers reach into {@code java.base}), and a checkpoint directory that this worker does not see.
 */
public final class FlinkWorkerCheck implements WorkerCheck {

    private static final List<String> PACKAGES = List.of("java.util", "java.lang", "java.time", "java.util.concurrent");

    @Override
    public void check(PipelineOptions options) {
        checkFlags();
        String storage = options.as(FlinkPipelineOptions.class).getStateBackendStoragePath();
        if (storage != null && storage.startsWith("file:") && !Files.isDirectory(Path.of(URI.create(storage)))) {
            throw fatal("a worker does not see the checkpoint directory " + storage
                    + ": it must be on a file system that all machines of the cluster share");
        }
    }

    @Override
    public RuntimeException suppressingRestarts(RuntimeException failure) {
        return new SuppressRestartsException(failure);
    }

    private void checkFlags() {
        Module base = Object.class.getModule();
        String missing = PACKAGES.stream()
                .filter(name -> !base.isOpen(name, FlinkWorkerCheck.class.getModule()))
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw fatal("a worker's JVM lacks the flags " + missing
                    + ": set them in env.java.opts.all of the cluster's configuration");
        }
    }

    private RuntimeException fatal(String message) {
        return suppressingRestarts(new IllegalStateException(message));
    }
}
