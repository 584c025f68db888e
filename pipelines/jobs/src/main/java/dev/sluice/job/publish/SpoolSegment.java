package dev.sluice.job.publish;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a spool: messages of consecutive numbers, each a line. The name is the number of the first one, so that a line needs
 * none. Not thread-safe.
 */
final class SpoolSegment {

    private static final String SUFFIX = ".messages";

    private final Path file;
    private final long first;
    private long last;
    private long bytes;
    /** Where the message behind this number begins: who reads on need not begin anew. */
    private long readTo;

    private long readBytes;

    private SpoolSegment(Path file, long first, long last, long bytes) {
        this.file = file;
        this.first = first;
        this.last = last;
        this.bytes = bytes;
        readTo = first - 1;
    }

    /** A new, empty one. */
    static SpoolSegment begin(Path directory, long first) throws IOException {
        Path file = directory.resolve(String.format("%019d%s", first, SUFFIX));
        Files.createFile(file);
        return new SpoolSegment(file, first, first - 1, 0);
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().matches("\\d{19}" + SUFFIX);
    }

    /** One that an earlier run has left; half a line at its end, which a crash left, is cut off. */
    static SpoolSegment recovered(Path file) throws IOException {
        String name = file.getFileName().toString();
        long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        long lines = 0;
        long whole = 0;
        long read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read++;
                if (b == '\n') {
                    lines++;
                    whole = read;
                }
            }
        }
        if (whole < read) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
        return new SpoolSegment(file, first, first + lines - 1, whole);
    }

    long first() {
        return first;
    }

    /** The number of the last message; the one before the first where there is none. */
    long last() {
        return last;
    }

    long bytes() {
        return bytes;
    }

    /** How many messages there are behind a number. */
    long behind(long number) {
        return last - Math.max(number, first - 1);
    }

    /** Opens the file to be appended to. */
    FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Appends the next message. */
    void append(FileChannel channel, byte[] message) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(message.length + 1);
        line.put(message).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
        last++;
        bytes += message.length + 1;
    }

    /**
     * The messages behind a number, in order.
     *
     * @param most how many at most
     */
    List<Spool.Message> after(long number, int most) throws IOException {
        if (readTo > number) {
            readTo = first - 1;
            readBytes = 0;
        }
        List<Spool.Message> messages = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(readBytes)));
            while (messages.size() < most && readTo < last) {
                byte[] message = line(in);
                readTo++;
                readBytes += message.length + 1;
                if (readTo > number) {
                    messages.add(new Spool.Message(readTo, message));
                }
            }
        }
        return messages;
    }

    private byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException(
                        file + " was made shorter by somebody else: expected a message at byte " + readBytes);
            }
            line.write(b);
        }
        return line.toByteArray();
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
