package dev.sluice.runner.flink;

import dev.sluice.job.Removal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flink's checkpoints of one job, in {@code <checkpoint>/flink/<Flink's job id>/chk-<n>}. One is kept at a time while the
 * job runs and where it was stopped; none once it has come to its end.
 */
final class FlinkCheckpoints {

    private static final String STREAM = "stream";
    private static final String METADATA = "_metadata";

    private final Path directory;

    private FlinkCheckpoints(Path directory) {
        this.directory = directory;
    }

    static FlinkCheckpoints in(Path checkpoint) {
        return new FlinkCheckpoints(checkpoint.resolve("flink"));
    }

    String uri() {
        return directory.toUri().toString();
    }

    /** The newest complete one: its metadata is written last. */
    Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> jobs = Files.walk(directory, 3)) {
            List<Path> complete = jobs.filter(f -> f.endsWith(METADATA)).toList();
            Path newest = null;
            FileTime time = FileTime.fromMillis(Long.MIN_VALUE);
            for (Path metadata : complete) {
                FileTime written = Files.getLastModifiedTime(metadata);
                if (newest == null || written.compareTo(time) > 0) {
                    newest = metadata.getParent();
                    time = written;
                }
            }
            return Optional.ofNullable(newest);
        }
    }

    /**
     * The newest complete one that was made after a savepoint: the job went on from that and came further, and must not go
     * back. None where the savepoint is not on a file system of this machine.
     */
    Optional<Path> newestAfter(String savepoint) throws IOException {
        Path path = savepoint.startsWith("file:") ? Path.of(URI.create(savepoint)) : Path.of(savepoint);
        Path metadata = path.endsWith(METADATA) ? path : path.resolve(METADATA);
        Optional<Path> newest = newest();
        if (newest.isEmpty() || !Files.exists(metadata)) {
            return Optional.empty();
        }
        FileTime made = Files.getLastModifiedTime(newest.get().resolve(METADATA));
        return made.compareTo(Files.getLastModifiedTime(metadata)) > 0 ? newest : Optional.empty();
    }

    /**
     * Writes Flink's configuration for this run: the user's, and where the job goes on from (the option for that works on a
     * remote cluster alone).
     *
     * @param claim whether Flink may delete what it goes on from once it has a newer checkpoint: ours yes, a user's
     *     savepoint no
     * @return the directory of the configuration
     */
    String configuration(@Nullable String usersDirectory, @Nullable String restorePath, boolean claim)
            throws IOException {
        StringBuilder settings = new StringBuilder();
        if (usersDirectory != null) {
            settings.append(Files.readString(Path.of(usersDirectory, "flink-conf.yaml")))
                    .append('\n');
        }
        settings.append("state.checkpoints.num-retained: 1\n");
        settings.append("execution.job-listeners: ")
                .append(RunningJob.class.getName())
                .append('\n');
        if (restorePath != null) {
            settings.append("execution.savepoint.path: ").append(restorePath).append('\n');
            settings.append("execution.savepoint-restore-mode: ")
                    .append(claim ? "CLAIM" : "NO_CLAIM")
                    .append('\n');
        }
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(configuration.resolve("flink-conf.yaml"), settings);
        return configuration.toString();
    }

    /** Whether they are of a job that reads {@code stream}; what they hold is read from that stream, and no other. */
    boolean areOf(String stream) throws IOException {
        Path file = directory.resolve(STREAM);
        return Files.exists(file) && Files.readString(file).equals(stream);
    }

    /** Remembers which stream the checkpoints to come are of. */
    void belongTo(String stream) throws IOException {
        Files.writeString(Files.createDirectories(directory).resolve(STREAM), stream);
    }

    /** Drops them all. */
    void drop() throws IOException {
        Removal.of(directory);
    }
}
