package dev.sluice.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where a file lies while it is written and until it is published: {@code <root>/_sluice/pending/<log>/}, on the same file
 * system as its place, under a name that no engine's pattern for data files matches.
 *
 * @param root the lake, or where dead letters go
 * @param pending where it lies now
 * @param path where it will lie, relative to the root
 */
record PendingFile(Path root, Path pending, String path) {

    private static final String PREFIX = "part-";
    private static final String EXTENSION = ".pending";

    /** A new file of {@code root}, described in {@code log}, to be published in {@code directory} below it. */
    static PendingFile in(Path root, String log, String directory, String extension) throws IOException {
        String name = UUID.randomUUID().toString();
        Path pending = directory(root, log);
        Files.createDirectories(pending);
        return new PendingFile(root, pending.resolve(name + EXTENSION), directory + "/" + PREFIX + name + extension);
    }

    /** Where a file that will be published at {@code path} waits. */
    static Path of(Path root, String log, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1 + PREFIX.length(), path.lastIndexOf('.'));
        return directory(root, log).resolve(name + EXTENSION);
    }

    /** Makes sure that the names of what waits outlive a power cut. */
    static void force(Path root, String log) throws IOException {
        Path pending = directory(root, log);
        if (Files.isDirectory(pending)) {
            forceDirectory(pending);
        }
    }

    static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directory(Path root, String log) {
        return root.resolve("_sluice/pending").resolve(log);
    }

    /** The file as a part of a publication, its content complete and on the disk. */
    Publication.DataFile closed(long rows, PendingOutput output) {
        return new Publication.DataFile(path, rows, output.getPos(), output.crc32c());
    }

    /**
     * Removes what crashes left behind: files described in {@code log}, had they been closed, that have waited for longer
     * than anything would, and belong to no publication that could still be made.
     *
     * @return how many were removed
     */
    static int sweep(Path root, String log, Instant olderThan) throws IOException {
        int removed = 0;
        for (Path file : waiting(root, log)) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(olderThan) && Files.deleteIfExists(file)) {
                removed++;
            }
        }
        return removed;
    }

    /** All files of a log that wait, or were left behind. */
    static List<Path> waiting(Path root, String log) throws IOException {
        Path pending = directory(root, log);
        if (!Files.isDirectory(pending)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pending)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
