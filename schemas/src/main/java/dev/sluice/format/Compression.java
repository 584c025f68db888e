package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a payload's bytes are packed, beneath its format. Any codec goes with any format; there is one layer.
 *
 * <p>What one codec wrote several times over, one after the other, is one payload: members (gzip), streams (bzip2, xz), frames
 * (zstd), chunks (framed snappy).
 */
public enum Compression {
    /**
     * Whatever the first bytes say: gzip, bzip2, xz, zstd, framed snappy, and zlib where its header is right and all of
     * the payload inflates; else the payload is plain. Raw snappy and raw deflate have nothing to be told by.
     */
    AUTO("auto"),
    /** Plain, whatever the first bytes look like. */
    NONE("none"),
    /** RFC 1952. */
    GZIP("gzip"),
    BZIP2("bzip2"),
    XZ("xz"),
    /** RFC 8878. */
    ZSTD("zstd"),
    /** Framed where the payload begins as a frame does, which no raw snappy can, else raw: Glue's word for both. */
    SNAPPY("snappy"),
    /** Snappy in chunks with checksums, as files and streams are written. */
    SNAPPY_FRAMED("snappy-framed"),
    /** Snappy as the library compresses a block. */
    SNAPPY_RAW("snappy-raw"),
    /** Deflate with zlib's header and checksum (RFC 1950). */
    DEFLATE("deflate"),
    /** Deflate alone (RFC 1951). */
    DEFLATE_RAW("deflate-raw");

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    /** The word in a table's {@code compressionType}, and of the command line. */
    public String word() {
        return word;
    }

    /** The compression of this word, in any case; {@code zlib} is deflate. */
    public static Optional<Compression> of(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return lower.equals("zlib")
                ? Optional.of(DEFLATE)
                : Arrays.stream(values()).filter(c -> c.word.equals(lower)).findFirst();
    }

    /** All words, with commas between them. */
    public static String words() {
        return Arrays.stream(values()).map(Compression::word).collect(Collectors.joining(", "));
    }

    /**
     * A file's bytes, expanded where its first ones say that it is compressed, as {@link #AUTO} says. Of zlib, whose header
     * is two bytes, the first 64 KiB have to inflate. The file may be larger than memory.
     *
     * @return a stream to read from; closing it closes the file. A read that meets a broken stream throws an IOException
     *     that says which codec met what.
     */
    public static InputStream expanded(InputStream file) throws IOException {
        return FileExpansion.of(file);
    }
}
