package dev.sluice.job;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes a directory with all that is in it, also while somebody else is removing it. */
public final class Removal extends SimpleFileVisitor<Path> {

    private Removal() {}

    /** Does nothing where the directory does not exist. */
    public static void of(Path directory) throws IOException {
        Files.walkFileTree(directory, new Removal());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
        if (reason instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw reason;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException reason) throws IOException {
        Files.deleteIfExists(directory);
        return FileVisitResult.CONTINUE;
    }
}
