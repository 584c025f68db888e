package dev.sluice.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** How the blocks of an Avro container are compressed, by the codecs that payloads are compressed by. */
enum AvroCodec {
    NULL("null", Compression.NONE),
    DEFLATE("deflate", Compression.DEFLATE_RAW),
    BZIP2("bzip2", Compression.BZIP2),
    SNAPPY("snappy", Compression.SNAPPY_RAW),
    XZ("xz", Compression.XZ),
    ZSTANDARD("zstandard", Compression.ZSTD);

    /** Glue's serializer compresses by zlib, which is no codec of containers. */
    private static final Decompressor ZLIB = decompressor(Compression.DEFLATE);

    private static final int CHECKSUM = 4;

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // it keeps buffers, and gives the same for the same bytes
    private final Decompressor decompressor;

    AvroCodec(String word, Compression compression) {
        this.word = word;
        decompressor = decompressor(compression);
    }

    private static Decompressor decompressor(Compression compression) {
        return new Decompressor(new PayloadEncoding(compression, PayloadEncoding.DEFAULT_MAX_SIZE));
    }

    /** The codec of this name. */
    static AvroCodec of(String name) throws MalformedRecordException {
        for (AvroCodec codec : values()) {
            if (codec.word.equals(name)) {
                return codec;
            }
        }
        throw new MalformedRecordException(
                AvroInput.MALFORMED,
                "expected a container with one of the codecs "
                        + Arrays.stream(values()).map(c -> c.word).toList() + ", found " + Snippet.quoted(name));
    }

    /**
     * A block as it was before it was compressed.
     *
     * @param most bytes; a block that gives more is malformed, and one that gives more than 64 MiB is never held
     */
    byte[] expand(byte[] bytes, int from, int to, int most) throws MalformedRecordException {
        if (this == DEFLATE) {
            return inflate(Arrays.copyOfRange(bytes, from, to), most);
        }
        if (this != SNAPPY) {
            return expand(decompressor, word, Arrays.copyOfRange(bytes, from, to), most);
        }
        // Snappy's raw form, with the checksum of what it expands to behind it.
        int end = to - CHECKSUM;
        if (end <= from) {
            throw damaged(word, "too short");
        }
        byte[] expanded = expand(decompressor, word, Arrays.copyOfRange(bytes, from, end), most);
        CRC32 checksum = new CRC32();
        checksum.update(expanded);
        if ((int) checksum.getValue() != ByteBuffer.wrap(bytes, end, CHECKSUM).getInt()) {
            throw damaged(word, "its checksum is another");
        }
        return expanded;
    }

    /** Deflate alone, with anything behind it: Python's library leaves some bytes of zlib's checksum there. */
    private static byte[] inflate(byte[] block, int most) throws MalformedRecordException {
        Expansion expansion = new Expansion(most);
        expansion.begin(Compression.DEFLATE_RAW, block.length);
        Inflater inflater = new Inflater(true);
        try {
            DeflateCodec.inflate(inflater, block, 0, expansion);
            return expansion.take();
        } catch (MalformedRecordException e) {
            throw e.reason().equals(Decompressor.TOO_LARGE) ? tooLarge(most) : damaged(DEFLATE.word, e.getMessage());
        } finally {
            inflater.end();
        }
    }

    /** Bytes as they were before zlib compressed them. */
    static byte[] zlib(byte[] bytes, int from, int to, int most) throws MalformedRecordException {
        return expand(ZLIB, "zlib", Arrays.copyOfRange(bytes, from, to), most);
    }

    private static byte[] expand(Decompressor decompressor, String word, byte[] block, int most)
            throws MalformedRecordException {
        byte[] expanded;
        try {
            expanded = decompressor.expand(block);
        } catch (MalformedRecordException e) {
            throw e.reason().equals(Decompressor.TOO_LARGE) ? tooLarge(most) : damaged(word, e.getMessage());
        }
        if (expanded.length > most) {
            throw tooLarge(most);
        }
        return expanded;
    }

    private static MalformedRecordException tooLarge(int most) {
        return new MalformedRecordException(
                AvroInput.MALFORMED,
                "expected blocks that expand to at most " + most + " bytes more, found a larger one");
    }

    private static MalformedRecordException damaged(String word, String reason) {
        return new MalformedRecordException(
                AvroInput.MALFORMED,
                "expected a block compressed by " + word + ", found another: " + Snippet.of(reason));
    }
}
