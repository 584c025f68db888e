package dev.sluice.lake;

import dev.sluice.lake.Publication.Counts;
import dev.sluice.lake.Publication.DataFile;
import dev.sluice.record.PartitionRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a lake is exactly its input: what the logs state of records and files is held against each other, and against the
 * files that are there. Reads the footer of each Parquet file and the lines of each file of dead letters; their bytes only
 * where asked to.
 *
 * <p>A lake may be written to meanwhile: files that come and go between are understood, but where several writers share a
 * partition, what one of them has not published yet is a gap until it does.
 */
public final class LakeAudit {

    /** Between the line that publishes a file and its rename there is no more than a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Path lake;
    private final boolean bytes;
    private final List<String> findings = new ArrayList<>();
    private final Map<Path, DataFile> stated = new HashMap<>();
    private final Set<Path> letterRoots = new TreeSet<>();
    /** Letters that nobody has replayed yet are no gap. */
    private final Positions letters = new Positions(false);

    private boolean hasWaited;

    private LakeAudit(Path lake, boolean bytes) {
        this.lake = lake;
        this.bytes = bytes;
    }

    /**
     * What an audit found.
     *
     * @param findings one sentence for each thing that is not as it should be; empty where the lake is exactly its input
     * @param counts what the logs say became of the records
     * @param replayed what the logs say became of dead letters that were replayed
     * @param closed how many of this lake's dead letters were replayed into it
     * @param publications how many publications there are
     * @param files how many files are stated, of rows and of dead letters
     * @param size bytes of all of them
     * @param positions how far each partition has been read, by source and partition
     */
    public record Report(
            List<String> findings,
            Counts counts,
            Counts replayed,
            long closed,
            long publications,
            long files,
            long size,
            Map<String, List<PartitionRange>> positions) {

        /** All rows there are. */
        public long rows() {
            return counts.rows() + replayed.rows();
        }

        /** All dead letters there are, those that were replayed among them. */
        public long deadLetters() {
            return counts.deadLetters() + replayed.deadLetters();
        }

        /** Whether the lake is exactly its input. */
        public boolean isExact() {
            return findings.isEmpty();
        }
    }

    /**
     * Audits a lake.
     *
     * @param bytes whether all bytes are read and summed up, too
     * @throws NotDirectoryException where there is none
     */
    public static Report of(Path lake, boolean bytes) throws IOException {
        if (!Files.isDirectory(lake)) {
            throw new NotDirectoryException(lake.toString());
        }
        return new LakeAudit(lake.toAbsolutePath().normalize(), bytes).run();
    }

    private record OpenLog(PublicationLog log, LogDescription description, PublicationTail tail) {}

    private Report run() throws IOException {
        Counts counts = Counts.NONE;
        Counts replayed = Counts.NONE;
        Set<String> ids = new HashSet<>();
        Positions positions = new Positions(true);
        letterRoots.add(lake.resolve("_dead_letters"));
        List<OpenLog> logs = logs();
        for (OpenLog log : logs) {
            for (Publication publication : log.tail.next()) {
                if (ids.add(publication.id())) {
                    if (log.description.isOfReplay()) {
                        replayed = replayed.plus(publication.counts());
                    } else {
                        counts = counts.plus(publication.counts());
                    }
                    take(publication, log, positions);
                }
            }
        }
        findings.addAll(positions.findings());
        findings.addAll(letters.findings());
        long size = 0;
        for (Map.Entry<Path, DataFile> file : new TreeMap<>(stated).entrySet()) {
            size += file.getValue().bytes();
            check(file.getKey(), file.getValue(), logs);
        }
        findExtra(logs);
        return new Report(
                List.copyOf(findings), counts, replayed, closed(), ids.size(), stated.size(), size, positions.read());
    }

    /** A replay may be of another lake's letters. */
    private long closed() {
        Set<String> here = stated.values().stream()
                .filter(DataFile::isDeadLetters)
                .map(DataFile::name)
                .collect(Collectors.toSet());
        return letters.read().values().stream()
                .flatMap(List::stream)
                .filter(range -> here.contains(LetterLedger.fileOf(range.partition())))
                .mapToLong(PartitionRange::records)
                .sum();
    }

    private List<OpenLog> logs() throws IOException {
        List<OpenLog> logs = new ArrayList<>();
        openLogs(lake, logs);
        for (Path root : List.copyOf(letterRoots)) {
            if (!root.equals(lake)) {
                openLogs(root, logs); // a rule's dead letters may lie beside a lake's
            }
        }
        return logs;
    }

    private void openLogs(Path root, List<OpenLog> logs) throws IOException {
        Path directory = LogPointer.logs(root);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> found = Files.list(directory)) {
            for (Path each : found.sorted().toList()) {
                openLog(root, each, logs);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void openLog(Path root, Path directory, List<OpenLog> logs) throws IOException {
        if (!Files.isDirectory(directory)
                || new PublicationLog(root, root, directory).files().isEmpty()) {
            return; // nothing was published by it
        }
        try {
            LogDescription description = LogDescription.read(directory);
            Path place = root.resolve(description.deadLetters()).normalize();
            letterRoots.add(place);
            PublicationLog log = new PublicationLog(root, place, directory);
            logs.add(new OpenLog(log, description, log.tailFromStart()));
        } catch (IOException e) {
            findings.add("damaged: " + e.getMessage());
        }
    }

    private void take(Publication publication, OpenLog log, Positions positions) {
        Counts counts = publication.counts();
        if (log.description.isOfReplay()) {
            letters.add(log.description.source(), publication.ranges());
        } else if (log.description.hasPositions()) {
            positions.add(log.description.source(), publication.ranges());
        }
        long inRanges =
                publication.ranges().stream().mapToLong(PartitionRange::records).sum();
        long rows = 0;
        long deadLetters = 0;
        for (DataFile file : publication.files()) {
            Path place = log.log.place(file);
            if (stated.put(place, file) != null) {
                findings.add("stated twice: " + show(place));
            }
            if (file.isDeadLetters()) {
                deadLetters += file.rows();
            } else {
                rows += file.rows();
            }
        }
        if (counts.read() != counts.gaveRows() + counts.gaveNone() + counts.deadLetters() + counts.duplicates()
                || (!publication.ranges().isEmpty() && counts.read() != inRanges)
                || counts.rows() != rows
                || counts.deadLetters() != deadLetters) {
            findings.add("does not add up: publication " + publication.id() + " states " + counts + ", " + inRanges
                    + " records by position, " + rows + " rows and " + deadLetters + " dead letters in its files");
        }
    }

    private void check(Path place, DataFile file, List<OpenLog> logs) throws IOException {
        if (!Files.exists(place) && !appears(place, file, logs)) {
            findings.add("missing: " + show(place) + ", with " + count(file));
            return;
        }
        long size = Files.size(place);
        if (size != file.bytes()) {
            findings.add((size < file.bytes() ? "truncated: " : "changed: ") + show(place) + " has " + size
                    + " bytes; expected " + file.bytes() + ", with " + count(file));
            return;
        }
        try {
            long found = FileContent.rows(place, file);
            if (found != file.rows()) {
                findings.add("changed: " + show(place) + " has " + found + " rows; expected " + count(file));
            }
            if (bytes && FileContent.crc32c(place) != file.crc32c()) {
                findings.add("changed: the bytes of " + show(place) + " are not those that were written");
            }
        } catch (IOException | RuntimeException e) {
            findings.add("unreadable: " + show(place) + ", with " + count(file) + ": " + e.getMessage());
        }
    }

    /** Whether a file that is published comes to its place within a moment. */
    private boolean appears(Path place, DataFile file, List<OpenLog> logs) throws IOException {
        boolean waits = false;
        for (OpenLog log : logs) {
            waits |= log.log.place(file).equals(place) && log.log.isWaiting(file);
        }
        if (waits && !hasWaited) {
            hasWaited = true;
            try {
                Thread.sleep(MOMENT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Files.exists(place);
    }

    /** Files that no statement knows; what was published since the logs were read is none of them. */
    private void findExtra(List<OpenLog> logs) throws IOException {
        Set<Path> extra = new TreeSet<>(FileContent.below(lake, ".parquet"));
        for (Path root : letterRoots) {
            if (root.startsWith(lake)) { // elsewhere, other lakes may have theirs
                extra.addAll(FileContent.below(root, ".ndjson"));
            }
        }
        extra.removeAll(stated.keySet());
        if (!extra.isEmpty()) {
            for (OpenLog log : logs) {
                for (Publication since : log.tail.next()) {
                    since.files().forEach(file -> extra.remove(log.log.place(file)));
                }
            }
        }
        extra.forEach(file -> findings.add("extra: no statement knows " + show(file)));
    }

    private String show(Path place) {
        return (place.startsWith(lake) ? lake.relativize(place) : place).toString();
    }

    private static String count(DataFile file) {
        return file.rows() + (file.isDeadLetters() ? " dead letters" : " rows");
    }
}
