package dev.sluice.demo;

import dev.sluice.job.MistakesException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory a demo writes to. A marker in {@code _sluice} says that a demo made it: such a lake is emptied for the next
 * one, and nothing else ever is. Held by one demo at a time.
 */
final class DemoLake implements AutoCloseable {

    private static final Path MARKER = Path.of("_sluice", "demo");
    private static final String NOTE = "A demo's lake: the next demo replaces it.\n";

    private final Path directory;
    private final FileChannel hold;

    private DemoLake(Path directory, FileChannel hold) {
        this.directory = directory;
        this.hold = hold;
    }

    /**
     * Makes the directory, or empties it where it is an earlier demo's, and holds it.
     *
     * @throws MistakesException where it is a file, cannot be written, is in use by another demo, or holds anything that no
     *     demo wrote; nothing is removed then
     */
    static DemoLake take(Path output) throws MistakesException {
        Path directory = output.toAbsolutePath().normalize();
        try {
            check(output, directory);
            Path marker = directory.resolve(MARKER);
            Files.createDirectories(directory.resolve("_sluice"));
            FileChannel hold = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(hold) == null) {
                hold.close();
                throw MistakesException.of(
                        "--output: another demo is running on " + output + "; wait for it, or take another directory");
            }
            Files.writeString(marker, NOTE);
            empty(directory);
            return new DemoLake(directory, hold);
        } catch (IOException e) {
            throw MistakesException.of("--output: " + output + " cannot be written: " + e);
        }
    }

    private static void check(Path output, Path directory) throws IOException, MistakesException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw MistakesException.of("--output: expected a directory, found the file " + output);
        }
        List<Path> content = content(directory);
        if (content.isEmpty()) {
            return;
        }
        if (!Files.exists(directory.resolve(MARKER))) {
            throw MistakesException.of(
                    "--output: expected a new or an empty directory or an earlier demo's lake, found " + output
                            + ", which is none of them: take another one");
        }
        for (Path path : content) {
            if (!isOfALake(path.getFileName().toString())) {
                throw MistakesException.of("--output: the demo's lake " + output + " holds '" + path.getFileName()
                        + "', which no demo wrote: move it away, or take another directory");
            }
        }
    }

    private static boolean isOfALake(String name) {
        return name.startsWith("year=") || name.equals("_sluice") || name.equals("_dead_letters");
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held in this very process
        }
    }

    /** The marker stays: a demo that is ended in here leaves what the next one recognises. */
    private static void empty(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER);
        for (Path entry : content(directory)) {
            try (Stream<Path> tree = Files.walk(entry)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    if (!marker.startsWith(path)) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    /** The lake's root, absolute. */
    Path directory() {
        return directory;
    }

    /** How many data files it has. */
    long files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.map(directory::relativize)
                    .filter(f -> f.toString().endsWith(".parquet"))
                    .filter(f -> f.getName(0).toString().startsWith("year="))
                    .count();
        }
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }
}
