package dev.sluice.format;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/** A block of snappy: its size, and then the data. */
final class SnappyRawCodec implements PayloadCodec {

    /** Three bytes make 64 at most. A block that says more than that lies, and nothing is allocated for it. */
    private static final int GREATEST_RATIO = 22;

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        block(payload, 0, payload.length, to);
    }

    /** Writes what the block in this part of the payload holds. */
    static void block(byte[] payload, int from, int length, Expansion to) throws MalformedRecordException {
        try {
            long said = Snappy.uncompressedLength(payload, from, length) & 0xFFFF_FFFFL;
            if (said > (long) GREATEST_RATIO * length) {
                throw to.malformed(
                        "expected no more than " + length + " bytes can hold, found a size of " + said, from);
            }
            to.makeRoom(said);
            to.written(Snappy.uncompress(payload, from, length, to.bytes(), to.size()));
        } catch (IOException e) {
            throw to.malformed("expected a block of snappy, found " + e.getMessage(), from);
        }
    }
}
