package dev.sluice.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** bzip2 and xz, whose libraries read streams. */
final class StreamCodec implements PayloadCodec {

    /** The dictionary that {@code xz} writes with unless told otherwise, whatever the size of its input. */
    private static final long USUAL_DICTIONARY = 8L << 20;

    @FunctionalInterface
    private interface Opener {
        InputStream open(InputStream payload) throws IOException;
    }

    private final Opener opener;

    private StreamCodec(Opener opener) {
        this.opener = opener;
    }

    static StreamCodec bzip2() {
        return new StreamCodec(payload -> new BZip2CompressorInputStream(payload, true));
    }

    /** Takes memory for a dictionary as large as a record may be, and the usual one in any case. */
    static StreamCodec xz(long maxSize) {
        int kibibytes = (int) (Math.max(maxSize, USUAL_DICTIONARY) >> 10) + 1024;
        BasicArrayCache dictionaries = new BasicArrayCache();
        return new StreamCodec(payload -> new XZInputStream(payload, kibibytes, dictionaries));
    }

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(payload);
        try (InputStream in = opener.open(bytes)) {
            int count;
            do {
                to.makeRoom();
                count = in.read(to.bytes(), to.size(), to.room());
                to.written(Math.max(count, 0));
            } while (count >= 0);
        } catch (MemoryLimitException e) {
            throw new MalformedRecordException(
                    Decompressor.TOO_LARGE,
                    "xz: expected a dictionary that takes at most " + e.getMemoryLimit() + " KiB, found that "
                            + e.getMemoryNeeded() + " are needed");
        } catch (IOException | RuntimeException e) {
            // Broken data lets the libraries meet exceptions that they do not declare, a bad index for one.
            throw to.malformed("expected a stream that can be read, found " + CompressionFailure.of(e)
                    + ", having read " + (payload.length - bytes.available()) + " of " + payload.length + " bytes");
        }
    }
}
