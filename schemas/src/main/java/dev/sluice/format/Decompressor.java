package dev.sluice.format;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Expands payloads. A plain one comes back as it is, after a look at its first byte. Safe for several threads: each takes a
 * set of buffers for the time of a payload.
 */
final class Decompressor implements Serializable {

    /** Reasons of payloads that cannot be expanded. */
    static final String MALFORMED = "malformed-compression";

    static final String TOO_LARGE = "record-too-large";

    private final PayloadEncoding encoding;
    private transient volatile @Nullable ConcurrentLinkedQueue<Buffers> idle;

    Decompressor(PayloadEncoding encoding) {
        this.encoding = encoding;
    }

    /**
     * The bytes that the format reads: the payload itself where it is plain.
     *
     * @throws MalformedRecordException where it is broken, or would be too large
     */
    byte[] expand(byte[] payload) throws MalformedRecordException {
        Compression declared = encoding.compression();
        return switch (declared) {
            case NONE -> payload;
            case AUTO -> byMagic(payload);
            case SNAPPY ->
                expand(
                        payload,
                        Magic.of(payload, payload.length) == Compression.SNAPPY_FRAMED
                                ? Compression.SNAPPY_FRAMED
                                : Compression.SNAPPY_RAW);
            default -> expand(payload, declared);
        };
    }

    private byte[] byMagic(byte[] payload) throws MalformedRecordException {
        Compression found = Magic.of(payload, payload.length);
        if (found == Compression.NONE) {
            return payload;
        }
        try {
            return expand(payload, found);
        } catch (MalformedRecordException e) {
            if (found == Compression.DEFLATE && e.reason().equals(MALFORMED)) {
                return payload; // two bytes that are zlib's header by chance
            }
            throw e;
        }
    }

    private byte[] expand(byte[] payload, Compression codec) throws MalformedRecordException {
        if (payload.length == 0) {
            return payload;
        }
        ConcurrentLinkedQueue<Buffers> queue = idle;
        if (queue == null) {
            queue = new ConcurrentLinkedQueue<>();
            idle = queue; // two threads may do so at once: one set of buffers is lost by it
        }
        Buffers buffers = queue.poll();
        if (buffers == null) {
            buffers = new Buffers(encoding.maxSize());
        }
        try {
            return buffers.expand(payload, codec);
        } finally {
            queue.offer(buffers);
        }
    }

    /** The codecs that were wanted so far, and what they write to. Belongs to one thread. */
    private static final class Buffers {
        private final long maxSize;
        private final Expansion expansion;
        private final Map<Compression, PayloadCodec> codecs = new EnumMap<>(Compression.class);

        private Buffers(long maxSize) {
            this.maxSize = maxSize;
            expansion = new Expansion((int) maxSize);
        }

        private byte[] expand(byte[] payload, Compression codec) throws MalformedRecordException {
            PayloadCodec expanding = codecs.computeIfAbsent(codec, c -> PayloadCodec.of(c, maxSize));
            expansion.begin(codec, payload.length);
            expanding.expand(payload, expansion);
            return expansion.take();
        }
    }
}
