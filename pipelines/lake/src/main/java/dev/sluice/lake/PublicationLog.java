package dev.sluice.lake;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been published, one line each, in {@code <checkpoint>/published/}: a file for each JVM and day, only ever
 * appended to.
 *
 * <p>Writing a publication's line, and forcing it to the disk, is what publishes it; the renames of its files follow, and
 * {@link #recover} completes them where a crash came between. A line may stand twice (a step that is run again writes it
 * again), a last line may be torn: both are read as if they were not there.
 */
public final class PublicationLog {

    private static final Map<Path, PublicationLog> OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private String writer = UUID.randomUUID().toString();

    private PublicationLog(Path directory) {
        this.directory = directory;
    }

    /** The log of a checkpoint directory, one for all steps in this JVM. */
    public static PublicationLog in(Path checkpoint) {
        return OPEN.computeIfAbsent(
                checkpoint.toAbsolutePath().normalize(), c -> new PublicationLog(c.resolve("published")));
    }

    /** Publishes: writes the line, then renames the files. Harmless where that was done before, in part or wholly. */
    synchronized void publish(Publication publication) throws IOException {
        if (isRepeated(publication)) {
            return;
        }
        for (Publication.DataFile file : publication.files()) {
            if (!Files.exists(Path.of(file.pending())) && !Files.exists(Path.of(file.path()))) {
                throw new NoSuchFileException(
                        file.path(),
                        null,
                        "it was to be published from " + file.pending() + ", and is in neither place");
            }
        }
        append(publication.toLine());
        rename(publication);
    }

    /**
     * Whether it was published before, and its files have been where they belong, though they may have been moved on since:
     * a runner that restores a checkpoint repeats what that holds.
     */
    private boolean isRepeated(Publication publication) throws IOException {
        boolean waiting = publication.files().isEmpty()
                || publication.files().stream().anyMatch(file -> Files.exists(Path.of(file.pending())));
        return !waiting && read().stream().anyMatch(p -> p.id().equals(publication.id()));
    }

    /**
     * Completes the renames of what was published before a crash.
     *
     * @return how many files were found waiting
     */
    public synchronized int recover() throws IOException {
        int renamed = 0;
        for (Publication publication : read()) {
            for (Publication.DataFile file : publication.files()) {
                if (Files.exists(Path.of(file.pending()))) {
                    move(file);
                    renamed++;
                }
            }
        }
        return renamed;
    }

    /** How far the publications reach, partition by partition. */
    public Progress progress() throws IOException {
        List<PartitionRange> ranges = new ArrayList<>();
        read().forEach(publication -> ranges.addAll(publication.ranges()));
        return Progress.of(ranges);
    }

    /** All publications, each once. */
    public List<Publication> read() throws IOException {
        Map<String, Publication> byId = new LinkedHashMap<>();
        for (Publication publication : new PublicationTail(this).next()) {
            byId.putIfAbsent(publication.id(), publication);
        }
        return List.copyOf(byId.values());
    }

    /** When something was published last, or null where nothing ever was. */
    @Nullable
    Instant lastPublished() throws IOException {
        Instant last = null;
        for (Path file : files()) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            last = last == null || written.isAfter(last) ? written : last;
        }
        return last;
    }

    /** What will be published from now on. */
    public PublicationTail tail() throws IOException {
        return new PublicationTail(this).fromNowOn();
    }

    List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".log")).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void append(String line) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + writer + ".log");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long end = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(end); // a full disk, say: the next line must not follow half a line
                throw e;
            }
        } catch (IOException e) {
            // The line may be torn: it has to stay the last one of its file.
            writer = UUID.randomUUID().toString();
            throw e;
        }
    }

    private static void rename(Publication publication) throws IOException {
        for (Publication.DataFile file : publication.files()) {
            if (Files.exists(Path.of(file.pending()))) {
                move(file);
            }
        }
    }

    private static void move(Publication.DataFile file) throws IOException {
        Path path = Path.of(file.path());
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(Path.of(file.pending()), path, StandardCopyOption.ATOMIC_MOVE);
    }
}
