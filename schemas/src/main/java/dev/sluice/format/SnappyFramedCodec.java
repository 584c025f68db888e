package dev.sluice.format;

import java.util.zip.CRC32C;

/** Chunks of framed snappy, behind a stream's identifier; several streams may follow each other. */
final class SnappyFramedCodec implements PayloadCodec {

    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int FIRST_SKIPPABLE = 0x80;
    private static final int IDENTIFIER = 0xFF;
    private static final byte[] NAME = {'s', 'N', 'a', 'P', 'p', 'Y'};
    private static final int LARGEST = 1 << 16;

    private final CRC32C crc = new CRC32C();

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        int at = 0;
        while (at < payload.length) {
            if (payload.length - at < 4) {
                throw to.malformed("expected more of the chunk, found its end", payload.length);
            }
            int type = payload[at] & 0xFF;
            int length = (payload[at + 1] & 0xFF) | (payload[at + 2] & 0xFF) << 8 | (payload[at + 3] & 0xFF) << 16;
            if (at == 0 && type != IDENTIFIER) {
                throw to.malformed("expected the stream's identifier, found a chunk of type %02x".formatted(type), 0);
            }
            if (length > payload.length - at - 4) {
                throw to.malformed("expected more of the chunk, found its end", payload.length);
            }
            chunk(payload, at, type, length, to);
            at += 4 + length;
        }
    }

    private void chunk(byte[] payload, int at, int type, int length, Expansion to) throws MalformedRecordException {
        if (type == COMPRESSED || type == PLAIN) {
            data(payload, at + 4, type, length, to);
        } else if (type == IDENTIFIER) {
            for (int i = 0; i < NAME.length; i++) {
                if (length != NAME.length || payload[at + 4 + i] != NAME[i]) {
                    throw to.malformed("expected the stream's identifier, found another text", at);
                }
            }
        } else if (type < FIRST_SKIPPABLE) {
            throw to.malformed("expected a chunk that is known, found type %02x".formatted(type), at);
        }
    }

    private void data(byte[] payload, int at, int type, int length, Expansion to) throws MalformedRecordException {
        if (length < 4) {
            throw to.malformed("expected a checksum, found a chunk of " + length + " bytes", at);
        }
        int begun = to.size();
        if (type == COMPRESSED) {
            SnappyRawCodec.block(payload, at + 4, length - 4, to);
        } else {
            to.makeRoom(length - 4L);
            System.arraycopy(payload, at + 4, to.bytes(), begun, length - 4);
            to.written(length - 4);
        }
        if (to.size() - begun > LARGEST) {
            throw to.malformed("expected a chunk of at most " + LARGEST + " bytes, found " + (to.size() - begun), at);
        }
        crc.reset();
        crc.update(to.bytes(), begun, to.size() - begun);
        int said = (payload[at] & 0xFF)
                | (payload[at + 1] & 0xFF) << 8
                | (payload[at + 2] & 0xFF) << 16
                | payload[at + 3] << 24;
        if (said != masked((int) crc.getValue())) {
            throw to.malformed("expected the checksum of what was read, found another", at);
        }
    }

    /** The format stores checksums so, because one over data that holds checksums would be weak. */
    private static int masked(int checksum) {
        return Integer.rotateRight(checksum, 15) + 0xA282EAD8;
    }
}
