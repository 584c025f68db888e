package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * What lies between a payload as it came and the bytes that its format reads.
 *
 * <p>A payload that cannot be expanded is malformed: {@code malformed-compression} where it is broken, cut off or not what
 * was declared, {@code record-too-large} where it would be larger than {@code maxSize}, or asks its decoder for far more
 * memory than that. An empty payload is empty, whatever was declared.
 *
 * <p>What this gives is safe for several threads where what it is given is, and keeps the codecs' buffers from one payload to
 * the next.
 *
 * @param compression how payloads are packed
 * @param maxSize how many bytes a compressed payload may become; a plain one is not held against it
 */
public record PayloadEncoding(Compression compression, long maxSize) implements Serializable {

    /** 64 MiB. */
    public static final long DEFAULT_MAX_SIZE = 64L << 20;

    /** What an array can hold, and a few bytes less. */
    public static final long GREATEST_MAX_SIZE = Integer.MAX_VALUE - 64L;

    /**
     * An encoding.
     *
     * @throws IllegalArgumentException where the size is none
     */
    public PayloadEncoding {
        if (maxSize < 1 || maxSize > GREATEST_MAX_SIZE) {
            throw new IllegalArgumentException(
                    "expected a greatest size of 1 to " + GREATEST_MAX_SIZE + " bytes, found " + maxSize);
        }
    }

    /** Told by the first bytes, and of 64 MiB at most. */
    public static PayloadEncoding defaults() {
        return new PayloadEncoding(Compression.AUTO, DEFAULT_MAX_SIZE);
    }

    /** The same size, otherwise packed. */
    public PayloadEncoding with(Compression other) {
        return new PayloadEncoding(other, maxSize);
    }

    /** The same compression, with another size. */
    public PayloadEncoding withMaxSize(long bytes) {
        return new PayloadEncoding(compression, bytes);
    }

    /** A decoder of payloads that are packed like this; the same one where they are plain. */
    public RecordDecoder decoder(RecordDecoder plain) {
        if (compression == Compression.NONE) {
            return plain;
        }
        Decompressor decompressor = new Decompressor(this);
        return payload -> plain.decode(decompressor.expand(payload));
    }

    /** The bytes that a format reads of payloads that are packed like this; of one that cannot be expanded, those it has. */
    public UnaryOperator<byte[]> plain() {
        Decompressor decompressor = new Decompressor(this);
        return payload -> {
            try {
                return decompressor.expand(payload);
            } catch (MalformedRecordException e) {
                return payload;
            }
        };
    }

    /** The event time of payloads that are packed like this. One that cannot be expanded has none. */
    public EventTime eventTime(EventTime plain) {
        if (compression == Compression.NONE) {
            return plain;
        }
        Decompressor decompressor = new Decompressor(this);
        return payload -> {
            try {
                return plain.of(decompressor.expand(payload));
            } catch (MalformedRecordException e) {
                return null;
            }
        };
    }

    /** The key of payloads that are packed like this. One that cannot be expanded has none. */
    public RecordKey key(RecordKey plain) {
        return compression == Compression.NONE ? plain : new ExpandedKey(plain, new Decompressor(this));
    }
}
