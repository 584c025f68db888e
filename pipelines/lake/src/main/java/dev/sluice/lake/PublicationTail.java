package dev.sluice.lake;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a {@link PublicationLog}: gives what was added since it was asked last, each line once. A publication that was
 * written twice is given twice. Used by one thread.
 */
public final class PublicationTail {

    private final PublicationLog log;
    private final Map<Path, Long> offsets = new HashMap<>();

    PublicationTail(PublicationLog log) {
        this.log = log;
    }

    /** Leaves out what is there already. */
    PublicationTail fromNowOn() throws IOException {
        return from(sizes(log.files()));
    }

    /** Leaves out what was there when the log's files, by their names, were so large. */
    PublicationTail from(Map<String, Long> sizes) {
        sizes.forEach((name, size) -> offsets.put(log.file(name), size));
        return this;
    }

    /** How large files are, by their names. */
    static Map<String, Long> sizes(List<Path> files) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        for (Path file : files) {
            sizes.put(String.valueOf(file.getFileName()), Files.size(file));
        }
        return sizes;
    }

    /** What was added since; a line that is not complete yet is given when it is. */
    public List<Publication> next() throws IOException {
        List<Publication> added = new ArrayList<>();
        for (Path file : log.files()) {
            long offset = offsets.getOrDefault(file, 0L);
            if (Files.size(file) > offset) {
                offsets.put(file, offset + read(file, offset, added));
            }
        }
        return added;
    }

    /** All complete lines of one file. */
    static List<Publication> readWhole(Path file) throws IOException {
        List<Publication> lines = new ArrayList<>();
        read(file, 0, lines);
        return lines;
    }

    /** Reads the complete lines, as bytes (a torn one may end in the middle of a character), behind {@code offset}; gives how many bytes they are. */
    private static int read(Path file, long offset, List<Publication> added) throws IOException {
        byte[] bytes;
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(offset);
            bytes = new byte[Math.toIntExact(access.length() - offset)];
            access.readFully(bytes);
        }
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                try {
                    added.add(Publication.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new IOException(
                            "the log of publications " + file + " is damaged at byte " + (offset + start), e);
                }
                start = end + 1;
            }
        }
        return start;
    }
}
