package dev.sluice.job.generate;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;

/** The lines of a recording, plain or gzip, blank ones left out. */
final class Readings implements AutoCloseable {

    private final BufferedReader reader;

    private Readings(BufferedReader reader) {
        this.reader = reader;
    }

    static Readings of(Path file) throws IOException {
        BufferedInputStream plain = new BufferedInputStream(Files.newInputStream(file));
        plain.mark(2);
        boolean gzip = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        InputStream bytes = gzip ? new GZIPInputStream(plain) : plain;
        return new Readings(new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
    }

    Iterator<byte[]> lines(long limit) {
        return reader.lines()
                .filter(line -> !line.isBlank())
                .limit(limit)
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .iterator();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
