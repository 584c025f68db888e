package dev.sluice.connector.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Names of files, with {@code *}, {@code ?}, {@code **}, {@code [ab]} and {@code {a,b}} in them; several parted by commas
 * outside braces.
 */
final class FilePatterns {

    private final List<String> patterns;

    private FilePatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    static FilePatterns of(String text) {
        List<String> patterns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == text.length())) {
                if (!text.substring(start, i).isBlank()) {
                    patterns.add(text.substring(start, i).trim());
                }
                start = i + 1;
            }
        }
        return new FilePatterns(List.copyOf(patterns));
    }

    /** One sentence for each pattern that names no file, and each file that cannot be read. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                List<Path> files = files(pattern);
                if (files.isEmpty() && Files.isDirectory(Path.of(pattern))) {
                    mistakes.add("--files: '" + pattern + "' is a directory, expected files, e.g. --files='"
                            + Path.of(pattern).resolve("*") + "'");
                } else if (files.isEmpty()) {
                    mistakes.add("--files: no file matches '" + pattern + "'");
                }
                for (Path file : files) {
                    if (!Files.isReadable(file)) {
                        mistakes.add("--files: " + file + " cannot be read: permission denied");
                    }
                }
            } catch (IOException e) {
                mistakes.add("--files: '" + pattern + "' cannot be listed: " + e.getMessage());
            } catch (PatternSyntaxException e) {
                mistakes.add("--files: '" + pattern + "' is not a pattern: " + e.getDescription());
            }
        }
        if (patterns.isEmpty()) {
            mistakes.add("--files names no file");
        }
        return mistakes;
    }

    /** All files, by their real path, each once, in the order of their names. */
    List<Path> files() throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        for (String pattern : patterns) {
            files.addAll(files(pattern));
        }
        return List.copyOf(files);
    }

    private static List<Path> files(String pattern) throws IOException {
        Path plain = Path.of(pattern);
        if (Files.isRegularFile(plain)) {
            return List.of(plain.toRealPath());
        }
        int firstWildcard = pattern.length();
        for (char c : new char[] {'*', '?', '[', '{'}) {
            int at = pattern.indexOf(c);
            firstWildcard = at < 0 ? firstWildcard : Math.min(firstWildcard, at);
        }
        int slash = pattern.lastIndexOf('/', firstWildcard);
        if (firstWildcard == pattern.length()) {
            return List.of();
        }
        Path root = slash < 0 ? Path.of("") : Path.of(slash == 0 ? "/" : pattern.substring(0, slash));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<Path> found = new ArrayList<>();
        // Directories that no match can lie in are not looked into: they may be large, or closed to us.
        String below = pattern.substring(slash + 1);
        int depth = below.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) below.chars().filter(c -> c == '/').count();
        try (Stream<Path> tree = Files.walk(root, depth)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).filter(matcher::matches)::iterator) {
                found.add(file.toRealPath());
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }
}
