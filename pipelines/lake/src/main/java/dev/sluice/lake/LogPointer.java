package dev.sluice.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Which log of a lake a checkpoint goes with: {@code <checkpoint>/published} holds the log's directory, relative to the
 * checkpoint where that lies inside the lake, so that both may be moved together. A checkpoint that was deleted gets a new
 * log; what the old one says stays in the lake, for the audit.
 */
final class LogPointer {

    private static final String POINTER = "published";

    private final Path lake;
    private final Path checkpoint;

    private LogPointer(Path lake, Path checkpoint) {
        this.lake = lake;
        this.checkpoint = checkpoint;
    }

    static LogPointer of(LakeLayout layout) {
        return new LogPointer(absolute(layout.output()), absolute(layout.checkpoint()));
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** Where all logs of a lake lie. */
    static Path logs(Path lake) {
        return lake.resolve("_sluice/published");
    }

    /**
     * The directory of the log; a new one where the checkpoint points to none yet.
     *
     * @throws ForeignCheckpointException where the checkpoint goes with another lake
     */
    Path directory() throws IOException {
        Path pointer = checkpoint.resolve(POINTER);
        String text = Files.exists(pointer) ? Files.readString(pointer).strip() : "";
        if (text.isEmpty()) {
            Path made = logs(lake).resolve(UUID.randomUUID().toString().substring(0, 8));
            Files.createDirectories(checkpoint);
            Path written = checkpoint.startsWith(lake) ? checkpoint.relativize(made) : made;
            Files.write(
                    pointer,
                    (written + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.SYNC,
                    StandardOpenOption.WRITE);
            return made;
        }
        Path directory = checkpoint.resolve(text).normalize();
        if (!directory.startsWith(logs(lake))) {
            throw new ForeignCheckpointException("the checkpoint " + checkpoint + " goes with another lake: its log is "
                    + directory + "; expected one below " + logs(lake) + ". Give this job another --checkpoint");
        }
        return directory;
    }
}
