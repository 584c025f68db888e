package dev.sluice.lake;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the logs of a lake say of dead letters: where they were written to, how many each file of them has, and which of
 * them were replayed into this lake. A letter is known by the name of its file, which no other file has, by its reason and
 * by its place among the letters of that reason in the file: wherever the file lies, and whatever its payload is now.
 */
public final class LetterLedger {

    /** What a replay's log is of: the positions of all replays into a lake are on one scale. */
    public static final String SOURCE = "dead letters";

    private static final char REASON = '#';

    private final Progress replayed;
    private final Set<Path> roots;
    private final Map<String, Long> letters;

    private LetterLedger(Progress replayed, Set<Path> roots, Map<String, Long> letters) {
        this.replayed = replayed;
        this.roots = roots;
        this.letters = letters;
    }

    /** The partition that the letters of one reason in a file are. */
    public static String partition(Path file, String reason) {
        return file.getFileName() + String.valueOf(REASON) + reason;
    }

    /** The name of the file that a partition's letters are in. */
    static String fileOf(String partition) {
        int end = partition.indexOf(REASON);
        return end < 0 ? partition : partition.substring(0, end);
    }

    /** Reads the logs of a lake; says nothing of one that is not there. */
    public static LetterLedger of(Path lake) throws IOException {
        Path root = lake.toAbsolutePath().normalize();
        List<PartitionRange> replayed = new ArrayList<>();
        Set<Path> roots = new TreeSet<>();
        Map<String, Long> letters = new HashMap<>();
        for (Path directory : directories(LogPointer.logs(root))) {
            LogDescription description = LogDescription.read(directory);
            Path place = root.resolve(description.deadLetters()).normalize();
            roots.add(place);
            for (Publication publication : new PublicationLog(root, place, directory).read()) {
                if (description.isOfReplay()) {
                    replayed.addAll(publication.ranges());
                }
                for (Publication.DataFile file : publication.files()) {
                    if (file.isDeadLetters()) {
                        letters.put(file.name(), file.rows());
                    }
                }
            }
        }
        return new LetterLedger(Progress.of(replayed), roots, letters);
    }

    /** Those of logs: a log without a description has published nothing. */
    private static List<Path> directories(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(logs)) {
            return found.filter(LogDescription::isIn).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Which letters were replayed, by {@link #partition}; a position is a letter's place, from 0. */
    public Progress replayed() {
        return replayed;
    }

    /** Whether a job of the lake writes its dead letters there. */
    public boolean isRoot(Path directory) {
        return roots.contains(directory.toAbsolutePath().normalize());
    }

    /** How many letters were written to a file, where a job of this lake wrote it. */
    public OptionalLong letters(Path file) {
        Long stated = letters.get(String.valueOf(file.getFileName()));
        return stated == null ? OptionalLong.empty() : OptionalLong.of(stated);
    }
}
