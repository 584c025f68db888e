package dev.sluice.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** A compressed file as a stream of what it holds. What the codec's library meets is said in one sentence. */
final class FileExpansion extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final Compression codec;

    private FileExpansion(InputStream expanded, Compression codec) {
        super(expanded);
        this.codec = codec;
    }

    /** The file's bytes, expanded where its first ones say so. */
    static InputStream of(InputStream file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(file, BUFFER);
        bytes.mark(BUFFER);
        byte[] head = bytes.readNBytes(BUFFER);
        bytes.reset();
        Compression codec = Magic.of(head, head.length);
        if (codec == Compression.NONE || (codec == Compression.DEFLATE && !inflates(head))) {
            return bytes;
        }
        try {
            return new FileExpansion(open(codec, bytes), codec);
        } catch (IOException | RuntimeException e) {
            throw failure(codec, e);
        }
    }

    private static InputStream open(Compression codec, InputStream file) throws IOException {
        return switch (codec) {
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(file)
                        .setDecompressConcatenated(true)
                        .get();
            case BZIP2 -> new BZip2CompressorInputStream(file, true);
            case XZ -> new XZInputStream(file);
            case ZSTD -> new ZstdInputStreamNoFinalizer(file);
            case SNAPPY_FRAMED -> new FramedSnappyCompressorInputStream(file);
            case DEFLATE -> new ZlibFile(file);
            case AUTO, NONE, SNAPPY, SNAPPY_RAW, DEFLATE_RAW ->
                throw new IllegalArgumentException(codec + " is not told by a file's first bytes");
        };
    }

    /** The library's stream, which would leave out what stands behind zlib's. */
    private static final class ZlibFile extends InflaterInputStream {
        private ZlibFile(InputStream file) {
            super(file, new Inflater(), BUFFER);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
                throw new IOException("more behind its end");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private static boolean inflates(byte[] head) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(head);
            byte[] ignored = new byte[BUFFER];
            while (inflater.inflate(ignored) > 0) {
                // Only whether it can be is asked.
            }
            return !inflater.needsDictionary();
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static IOException failure(Compression codec, Exception e) {
        return new IOException(
                codec.word() + ": expected a stream that can be read, found " + CompressionFailure.of(e), e);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            // Broken data lets the libraries meet exceptions that they do not declare, a bad index for one.
            throw failure(codec, e);
        }
    }
}
