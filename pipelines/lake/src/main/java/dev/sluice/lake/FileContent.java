package dev.sluice.lake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
