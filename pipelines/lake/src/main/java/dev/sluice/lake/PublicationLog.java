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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been published, one line each, in {@code <lake>/_sluice/published/<name>/}: a file for each JVM and day, only
 * ever appended to. A log goes with one checkpoint ({@link LogPointer}): what one job has done, over all its runs.
 *
 * <p>Writing a publication's line, and forcing it to the disk, is what publishes it; the renames of its files follow, and
 * {@link #recover} completes them where a crash came between. A line may stand twice (a step that is run again writes it
 * again), a last line may be torn: both are read as if they were not there.
 */
public final class PublicationLog implements Publisher {

    private static final Map<LakeLayout, PublicationLog> OPEN = new ConcurrentHashMap<>();
    private static final String EXTENSION = ".log";

    private final Path output;
    private final Path deadLetters;
    private final Path directory;
    private String writer = UUID.randomUUID().toString();

    PublicationLog(Path output, Path deadLetters, Path directory) {
        this.output = output;
        this.deadLetters = deadLetters;
        this.directory = directory;
    }

    /** The log of a job, one for all steps in this JVM. */
    public static PublicationLog of(LakeLayout layout) throws IOException {
        PublicationLog known = OPEN.get(layout);
        if (known == null) {
            synchronized (OPEN) {
                known = OPEN.get(layout);
                if (known == null) {
                    known = new PublicationLog(
                            Path.of(layout.output()),
                            Path.of(layout.deadLetters()),
                            LogPointer.of(layout).directory());
                    OPEN.put(layout, known);
                }
            }
        }
        return known;
    }

    /** What distinguishes it from other logs of its lake. */
    String name() {
        return String.valueOf(directory.getFileName());
    }

    /** Says beside the log what it is of. */
    void describe(String source, boolean hasPositions) throws IOException {
        LogDescription.of(source, hasPositions, output, deadLetters).write(directory);
    }

    /** Where a file of a publication belongs. */
    Path place(Publication.DataFile file) {
        return root(file).resolve(file.path());
    }

    /** Where a file of a publication lies until then. */
    Path pending(Publication.DataFile file) {
        return PendingFile.of(root(file), name(), file.path());
    }

    private Path root(Publication.DataFile file) {
        return file.isDeadLetters() ? deadLetters : output;
    }

    /** Publishes: writes the line, then renames the files. Harmless where that was done before, in part or wholly. */
    @Override
    public synchronized void publish(Publication publication) throws IOException {
        if (isRepeated(publication)) {
            return;
        }
        for (Publication.DataFile file : publication.files()) {
            if (!Files.exists(pending(file)) && !Files.exists(place(file))) {
                throw new NoSuchFileException(
                        place(file).toString(),
                        null,
                        "it was to be published from " + pending(file) + ", and is in neither place");
            }
        }
        if (!publication.files().isEmpty()) {
            PendingFile.force(output, name());
        }
        append(publication.toLine());
        rename(publication);
    }

    /**
     * Whether it was published before, and its files have been where they belong, though they may have been moved on since:
     * a runner that restores a checkpoint repeats what that holds.
     */
    private boolean isRepeated(Publication publication) throws IOException {
        if (publication.files().isEmpty() || publication.files().stream().anyMatch(this::isWaiting)) {
            return false;
        }
        List<Path> newestFirst = new ArrayList<>(files());
        Collections.reverse(newestFirst);
        for (Path file : newestFirst) {
            if (PublicationTail.readWhole(file).stream().anyMatch(p -> p.id().equals(publication.id()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Completes the renames of what was published before a crash.
     *
     * @return how many files were found waiting
     */
    public synchronized int recover() throws IOException {
        Set<Path> waiting = new HashSet<>(PendingFile.waiting(output, name()));
        waiting.addAll(PendingFile.waiting(deadLetters, name()));
        Instant oldest = oldest(waiting);
        int renamed = 0;
        for (Path lines : files()) {
            // A file's line is written after the file: what was last written to before is not about it.
            if (!waiting.isEmpty()
                    && !Files.getLastModifiedTime(lines).toInstant().isBefore(oldest)) {
                renamed += recover(PublicationTail.readWhole(lines), waiting);
            }
        }
        return renamed;
    }

    private int recover(List<Publication> published, Set<Path> waiting) throws IOException {
        int renamed = 0;
        for (Publication publication : published) {
            for (Publication.DataFile file : publication.files()) {
                if (waiting.remove(pending(file))) {
                    move(file);
                    renamed++;
                }
            }
        }
        return renamed;
    }

    private static Instant oldest(Set<Path> files) throws IOException {
        Instant oldest = Instant.MAX;
        for (Path file : files) {
            try {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                oldest = written.isBefore(oldest) ? written : oldest;
            } catch (NoSuchFileException e) {
                // Published meanwhile.
            }
        }
        return oldest;
    }

    /** How far the publications reach, partition by partition. */
    public Progress progress() throws IOException {
        FoldedLog folded = FoldedLog.read(directory);
        List<PartitionRange> ranges = new ArrayList<>(folded.ranges());
        Set<String> ids = new HashSet<>();
        for (Path file : files()) {
            if (!folded.files().containsKey(String.valueOf(file.getFileName()))) {
                for (Publication publication : PublicationTail.readWhole(file)) {
                    if (ids.add(publication.id())) {
                        ranges.addAll(publication.ranges());
                    }
                }
            }
        }
        return Progress.of(ranges);
    }

    /** Folds the files of days before {@code day}: nobody appends to them any more. */
    synchronized void fold(LocalDate day) throws IOException {
        FoldedLog folded = FoldedLog.read(directory);
        List<Path> closed = files().stream()
                .filter(file -> {
                    String name = String.valueOf(file.getFileName());
                    return name.compareTo(day.toString()) < 0 && !folded.files().containsKey(name);
                })
                .toList();
        if (!closed.isEmpty()) {
            folded.with(closed).write(directory);
        }
    }

    /** All publications, each once. */
    public List<Publication> read() throws IOException {
        Map<String, Publication> byId = new LinkedHashMap<>();
        for (Publication publication : tailFromStart().next()) {
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

    /** Whether a file still waits to be published. */
    boolean isWaiting(Publication.DataFile file) {
        return Files.exists(pending(file));
    }

    /** What was published, and will be. */
    PublicationTail tailFromStart() {
        return new PublicationTail(this);
    }

    /** What will be published from now on. */
    public PublicationTail tail() throws IOException {
        return new PublicationTail(this).fromNowOn();
    }

    /** What was published since the log's files, by their names, were so large. */
    PublicationTail tailFrom(Map<String, Long> sizes) {
        return new PublicationTail(this).from(sizes);
    }

    /** A file of the log. */
    Path file(String fileName) {
        return directory.resolve(fileName);
    }

    List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(EXTENSION)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void append(String line) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + writer + EXTENSION);
        boolean isNew = !Files.exists(file);
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
            if (isNew) {
                PendingFile.forceDirectory(directory);
            }
        } catch (IOException e) {
            // The line may be torn: it has to stay the last one of its file.
            writer = UUID.randomUUID().toString();
            throw e;
        }
    }

    private void rename(Publication publication) throws IOException {
        for (Publication.DataFile file : publication.files()) {
            if (Files.exists(pending(file))) {
                move(file);
            }
        }
    }

    private void move(Publication.DataFile file) throws IOException {
        Path path = place(file);
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.move(pending(file), path, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(path)) { // else: another process of this job has just done it
                throw e;
            }
        }
    }
}
