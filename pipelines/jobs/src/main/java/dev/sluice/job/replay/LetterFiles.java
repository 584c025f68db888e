package dev.sluice.job.replay;

import dev.sluice.job.MistakesException;
import dev.sluice.lake.DeadLetterLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of dead letters below a directory. */
final class LetterFiles {

    private static final String EXTENSION = ".ndjson";

    private LetterFiles() {}

    /**
     * The files, in the order of their names.
     *
     * @throws MistakesException where there is no such directory, or two files have one name: by that, a letter is known
     */
    static List<Path> in(Path directory) throws IOException, MistakesException {
        if (!Files.isDirectory(directory)) {
            throw MistakesException.of("--deadLetters: there is no directory " + directory);
        }
        Map<String, Path> byName = new TreeMap<>();
        List<String> mistakes = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file :
                    (Iterable<Path>) tree.filter(f -> isLetters(directory, f)).sorted()::iterator) {
                Path other = byName.putIfAbsent(String.valueOf(file.getFileName()), file);
                if (other != null) {
                    mistakes.add("--deadLetters: " + other + " and " + file
                            + " have one name, by which their letters are known: leave one of them there");
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return List.copyOf(byName.values());
    }

    /**
     * Whether the first letter below a directory is of a record that was read from a file, and so all of them: a lake's letters
     * come from one source. False where there is none that can be read, which the plan says.
     */
    static boolean areOfFiles(Path directory) {
        try {
            for (Path file : in(directory)) {
                try (DeadLetterLines lines = DeadLetterLines.of(file)) {
                    DeadLetterLines.Line first = lines.next();
                    if (first != null) {
                        return first.letter().record().source().equals("file");
                    }
                }
            }
        } catch (IOException | MistakesException e) {
            return false;
        }
        return false;
    }

    private static boolean isLetters(Path directory, Path file) {
        return file.toString().endsWith(EXTENSION)
                && !directory.relativize(file).startsWith("_sluice")
                && Files.isRegularFile(file);
    }
}
