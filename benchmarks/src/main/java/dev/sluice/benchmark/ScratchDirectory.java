package dev.sluice.benchmark;

import dev.sluice.job.Removal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A new directory for gigabytes that nobody needs afterwards; removed when it is closed.
 *
 * @param path where it is
 */
record ScratchDirectory(Path path) implements AutoCloseable {

    /** Makes a directory below another one. */
    static ScratchDirectory below(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new ScratchDirectory(Files.createTempDirectory(directory, "scratch-"));
    }

    @Override
    public void close() {
        try {
            Removal.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch directory " + path + " could not be removed", e);
        }
    }
}
