package dev.sluice.lake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** What a published file says of itself, whatever was said of it when it was written. */
final class FileContent {

    private FileContent() {}

    /** The rows of a Parquet file by its footer, or the lines of a file of dead letters. */
    static long rows(Path place, Publication.DataFile file) throws IOException {
        return file.isDeadLetters() ? lines(place) : footerRows(place);
    }

    private static long footerRows(Path place) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(place))) {
            return reader.getRecordCount();
        }
    }

    private static long lines(Path place) throws IOException {
        long lines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(place))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }

    /** The CRC-32C of all bytes. */
    static int crc32c(Path place) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(place)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return (int) sum.getValue();
    }

    /** The files below a directory whose names end so, but what jobs keep for themselves. */
    static List<Path> below(Path root, String extension) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith("_sluice") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(extension)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return Collections.unmodifiableList(found);
    }
}
