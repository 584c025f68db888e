package dev.sluice.job.replay;

import dev.sluice.job.MistakesException;
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

    private static boolean isLetters(Path directory, Path file) {
        return file.toString().endsWith(EXTENSION)
                && !directory.relativize(file).startsWith("_sluice")
                && Files.isRegularFile(file);
    }
}
