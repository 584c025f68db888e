package dev.sluice.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * Where a file lies while it is written and until it is published: {@code <root>/_sluice/pending/<job>/}, on the same file
 * system as its place, under a name that no engine's pattern for data files matches.
 *
 * @param pending where it lies now
 * @param path where it will lie
 */
record PendingFile(Path pending, Path path) {

    private static final String DIRECTORY = "_sluice/pending";

    /** A new file of {@code root}, written by {@code job}, to be published in {@code directory} below it. */
    static PendingFile in(Path root, String job, String directory, String extension) throws IOException {
        String name = UUID.randomUUID().toString();
        Path pending = root.resolve(DIRECTORY).resolve(job);
        Files.createDirectories(pending);
        return new PendingFile(
                pending.resolve(name + ".pending"), root.resolve(directory).resolve("part-" + name + extension));
    }

    /** Forces the content to the disk, and gives the file as a part of a publication. */
    Publication.DataFile closed(long rows) throws IOException {
        try (FileChannel channel = FileChannel.open(pending, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return new Publication.DataFile(pending.toString(), path.toString(), rows);
    }

    /**
     * Removes what crashes left behind: files of {@code job} that have waited for longer than anything would, and belong to no
     * publication that could still be made.
     *
     * @return how many were removed
     */
    static int sweep(Path root, String job, Instant olderThan) throws IOException {
        Path pending = root.resolve(DIRECTORY).resolve(job);
        if (!Files.isDirectory(pending)) {
            return 0;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pending, "*.pending")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(olderThan) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }
}
