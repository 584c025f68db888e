package dev.sluice.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** The bytes of a file that waits to be published: buffered, counted, summed up, and on the disk once closed. */
final class PendingOutput extends PositionOutputStream {

    private static final int BUFFER = 64 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C checksum = new CRC32C();
    private long written;

    PendingOutput(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public long getPos() {
        return written + buffer.position();
    }

    /** The sum of all bytes; known when it is closed. */
    int crc32c() {
        return (int) checksum.getValue();
    }

    @Override
    public void write(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            drain();
        }
        buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.remaining()) {
            drain();
        }
        if (length > buffer.remaining()) {
            put(ByteBuffer.wrap(bytes, offset, length));
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        put(buffer);
        buffer.clear();
    }

    private void put(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        checksum.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Forces the content to the disk. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                drain();
                channel.force(true);
            }
        }
    }

    /** Closes the file and removes it: nobody will want it. */
    void discard(Path file) throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    /** This output as Parquet takes it. */
    OutputFile asOutputFile() {
        return new OutputFile() {
            @Override
            public PositionOutputStream create(long blockSizeHint) {
                return PendingOutput.this;
            }

            @Override
            public PositionOutputStream createOrOverwrite(long blockSizeHint) {
                return PendingOutput.this;
            }

            @Override
            public boolean supportsBlockSize() {
                return false;
            }

            @Override
            public long defaultBlockSize() {
                return 0;
            }
        };
    }
}
