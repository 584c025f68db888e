package dev.sluice.connector.file;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.format.Compression;
import dev.sluice.format.RecordFormat;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads files one after the other, plain or compressed (told by their first bytes). */
final class FileReader implements RecordReader {

    private final List<String> files;
    private final RecordFormat format;
    private final Map<String, Position> after = new LinkedHashMap<>();
    private int next;
    private @Nullable OpenFile open;

    private static final class OpenFile implements Closeable {
        final String name;
        final InputStream bytes;
        final RecordFormat.FileRecords records;
        final long lastModified;
        long number;

        OpenFile(String name, RecordFormat format) throws IOException {
            this.name = name;
            InputStream plain = null;
            try {
                lastModified = Files.getLastModifiedTime(Path.of(name)).toMillis();
                plain = Files.newInputStream(Path.of(name));
                bytes = Compression.expanded(plain);
                records = format.records(bytes);
            } catch (IOException e) {
                if (plain != null) {
                    plain.close();
                }
                throw failure(e);
            }
        }

        /** The next record, or null at the end; {@code number} is its number, from 0. */
        byte @Nullable [] next() throws IOException {
            try {
                byte[] record = records.next();
                number++;
                return record;
            } catch (IOException e) {
                throw failure(e);
            }
        }

        private IOException failure(IOException e) {
            return new IOException("reading " + name + ", record " + number + " (from 0): " + e.getMessage(), e);
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    FileReader(List<String> files, RecordFormat format, Map<String, Position> resumed, Progress durable) {
        this.files = files;
        this.format = format;
        for (String file : files) {
            Position done = resumed.get(file) == null ? durable.after(file) : resumed.get(file);
            after.put(file, done == null ? Position.offset(-1) : done);
        }
    }

    @Override
    public Map<String, Position> startingAfter() {
        return Map.copyOf(after);
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        while (!batch.isFull() && (open != null || next < files.size())) {
            if (open == null) {
                open = open(files.get(next++));
            }
            long number = open.number;
            byte[] record = open.next();
            if (record == null) {
                open.close();
                open = null;
            } else {
                batch.add(open.name, Position.offset(number), open.lastModified, null, Map.of(), record);
            }
        }
    }

    private OpenFile open(String name) throws IOException {
        OpenFile file = new OpenFile(name, format);
        if (after.get(name) instanceof Position.Offset done) {
            for (long skipped = 0; skipped <= done.value(); skipped++) {
                if (file.next() == null) {
                    break;
                }
            }
        }
        return file;
    }

    @Override
    public boolean isAtEnd() {
        return open == null && next >= files.size();
    }

    /** Nobody waits for it: a file stays as it is. */
    @Override
    public void acknowledge(Map<String, Position> upTo) {}

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
