package dev.sluice.format;

import java.util.Arrays;

/**
 * What a payload has become so far: bytes in a buffer that grows to the limit and no further. The buffer is kept for the next
 * payload unless it has become large.
 */
final class Expansion {

    private static final int LEAST = 1 << 14;
    private static final int KEPT = 1 << 20;

    private final int most;
    private byte[] bytes = new byte[0];
    private int size;
    private Compression codec = Compression.NONE;
    private int payloadSize;

    /** @param most how many bytes it may become */
    Expansion(int most) {
        this.most = most;
    }

    /** Nothing yet, of a payload of this size. */
    void begin(Compression by, int payload) {
        codec = by;
        payloadSize = payload;
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[0];
        }
    }

    /** The buffer: what was written lies before {@link #size}, and behind it is room. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int room() {
        return bytes.length - size;
    }

    /** Counts bytes that were written to the buffer. */
    void written(int count) throws MalformedRecordException {
        size += count;
        if (size > most) {
            throw tooLarge();
        }
    }

    /** Makes room where there is none. There is room for one byte beyond the limit, so that what is over it shows. */
    void makeRoom() throws MalformedRecordException {
        if (size == bytes.length) {
            grow();
        }
    }

    /** Makes room for {@code count} bytes more. */
    void makeRoom(long count) throws MalformedRecordException {
        if (size + count > most) {
            throw tooLarge();
        }
        if (room() < count) {
            allocate(Math.max(size + count, Math.min(most, 2L * bytes.length)));
        }
    }

    /** A larger buffer. */
    void grow() throws MalformedRecordException {
        if (bytes.length > most) {
            throw tooLarge();
        }
        allocate(Math.min(most + 1L, Math.max(LEAST, Math.max(2L * bytes.length, 4L * payloadSize))));
    }

    private void allocate(long length) {
        byte[] larger = new byte[(int) length];
        System.arraycopy(bytes, 0, larger, 0, size);
        bytes = larger;
    }

    /** What was written, as an array of its own. */
    byte[] take() {
        return Arrays.copyOf(bytes, size);
    }

    MalformedRecordException tooLarge() {
        return new MalformedRecordException(
                Decompressor.TOO_LARGE,
                codec.word() + ": expected a record of at most " + most + " bytes, found more in a payload of "
                        + payloadSize);
    }

    /** @param at where in the payload, from 0 */
    MalformedRecordException malformed(String expectedAndFound, long at) {
        return malformed(expectedAndFound + ", at byte " + at + " of " + payloadSize);
    }

    MalformedRecordException malformed(String expectedAndFound) {
        return new MalformedRecordException(Decompressor.MALFORMED, codec.word() + ": " + expectedAndFound);
    }
}
