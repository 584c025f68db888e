package dev.sluice.format;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;
import org.xerial.snappy.Snappy;

/** How the blocks of an Avro container are compressed, by the names of Avro's specification. */
enum AvroCodec {
    NULL("null"),
    DEFLATE("deflate"),
    BZIP2("bzip2"),
    SNAPPY("snappy"),
    XZ("xz"),
    ZSTANDARD("zstandard");

    /** What xz may take to expand: its greatest preset asks for 65 MiB. */
    private static final int XZ_MEMORY_KIB = 100 << 10;

    private static final int CHECKSUM = 4;

    private final String word;

    AvroCodec(String word) {
        this.word = word;
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
     * @param most bytes; a block that gives more is malformed, and never held
     */
    byte[] expand(byte[] bytes, int from, int to, int most) throws MalformedRecordException {
        if (this == NULL) {
            return checked(Arrays.copyOfRange(bytes, from, to), most);
        }
        if (this == SNAPPY) {
            return snappy(bytes, from, to, most);
        }
        if (this == DEFLATE) {
            return inflate(new Inflater(true), bytes, from, to, most);
        }
        try (InputStream expanded = open(new ByteArrayInputStream(bytes, from, to - from))) {
            return expand(expanded, most);
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** Bytes as they were before zlib compressed them; not a codec of containers, but of Glue's serializer. */
    static byte[] zlib(byte[] bytes, int from, int to, int most) throws MalformedRecordException {
        return DEFLATE.inflate(new Inflater(), bytes, from, to, most);
    }

    private byte[] inflate(Inflater inflater, byte[] bytes, int from, int to, int most)
            throws MalformedRecordException {
        try {
            return expand(new InflaterInputStream(new ByteArrayInputStream(bytes, from, to - from), inflater), most);
        } finally {
            inflater.end();
        }
    }

    private byte[] expand(InputStream expanded, int most) throws MalformedRecordException {
        try {
            return checked(expanded.readNBytes(most + 1), most);
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Decoders of damaged blocks leave their tables now and then.
            throw damaged(e.toString());
        }
    }

    private InputStream open(InputStream block) throws IOException {
        return switch (this) {
            case NULL, SNAPPY, DEFLATE -> block;
            case BZIP2 -> new BZip2CompressorInputStream(block, true);
            case XZ -> new XZInputStream(block, XZ_MEMORY_KIB);
            case ZSTANDARD -> new ZstdInputStream(block);
        };
    }

    /** Snappy's raw form, with the checksum of what it expands to behind it. */
    private byte[] snappy(byte[] bytes, int from, int to, int most) throws MalformedRecordException {
        int length = to - from - CHECKSUM;
        if (length < 1) {
            throw damaged("too short");
        }
        try {
            int expandedLength = Snappy.uncompressedLength(bytes, from, length);
            if (expandedLength < 0 || expandedLength > most) {
                throw tooLarge(most);
            }
            byte[] expanded = new byte[expandedLength];
            Snappy.uncompress(bytes, from, length, expanded, 0);
            CRC32 checksum = new CRC32();
            checksum.update(expanded);
            if ((int) checksum.getValue()
                    != ByteBuffer.wrap(bytes, to - CHECKSUM, CHECKSUM).getInt()) {
                throw damaged("its checksum is another");
            }
            return expanded;
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] checked(byte[] expanded, int most) throws MalformedRecordException {
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

    private MalformedRecordException damaged(String reason) {
        return new MalformedRecordException(
                AvroInput.MALFORMED,
                "expected a block compressed by " + word + ", found another: " + Snippet.of(reason));
    }
}
