package dev.sluice.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files below a directory. */
final class Trees {

    private Trees() {}

    /** All files, relative to the root, sorted. */
    static List<String> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(f -> root.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    static List<String> files(Path root, String extension) throws IOException {
        return files(root).stream().filter(f -> f.endsWith(extension)).toList();
    }
}
