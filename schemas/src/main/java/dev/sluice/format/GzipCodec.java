package dev.sluice.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** Members of gzip (RFC 1952), one after the other; zeros may fill up what is behind the last one. */
final class GzipCodec implements PayloadCodec {

    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        int at = 0;
        do {
            at = member(payload, at, to);
        } while (!onlyZeros(payload, at));
    }

    private int member(byte[] payload, int at, Expansion to) throws MalformedRecordException {
        int begun = to.size();
        int trailer = DeflateCodec.inflate(inflater, payload, header(payload, at, to), to);
        need(payload, trailer + 8, to);
        ByteBuffer said = ByteBuffer.wrap(payload, trailer, 8).order(ByteOrder.LITTLE_ENDIAN);
        crc.reset();
        crc.update(to.bytes(), begun, to.size() - begun);
        if (said.getInt() != (int) crc.getValue()) {
            throw to.malformed("expected the checksum of what was read, found another", trailer);
        }
        int size = said.getInt();
        if (size != to.size() - begun) {
            throw to.malformed("expected the size " + (to.size() - begun) + ", found " + size, trailer + 4L);
        }
        return trailer + 8;
    }

    /** Where the member's data begins. */
    private static int header(byte[] payload, int at, Expansion to) throws MalformedRecordException {
        need(payload, at + 2, to);
        if (payload[at] != 0x1F || payload[at + 1] != (byte) 0x8B) {
            throw to.malformed(
                    "expected 1f 8b, found %02x %02x".formatted(payload[at] & 0xFF, payload[at + 1] & 0xFF), at);
        }
        need(payload, at + 10, to);
        if (payload[at + 2] != 8) {
            throw to.malformed("expected deflate (8), found method " + (payload[at + 2] & 0xFF), at + 2L);
        }
        int flags = payload[at + 3];
        if ((flags & RESERVED) != 0) {
            throw to.malformed("expected flags that are known, found %02x".formatted(flags & 0xFF), at + 3L);
        }
        int end = at + 10;
        if ((flags & EXTRA) != 0) {
            need(payload, end + 2, to);
            end += 2 + (payload[end] & 0xFF) + ((payload[end + 1] & 0xFF) << 8);
        }
        if ((flags & NAME) != 0) {
            end = behindText(payload, end, to);
        }
        if ((flags & COMMENT) != 0) {
            end = behindText(payload, end, to);
        }
        if ((flags & HEADER_CHECK) != 0) {
            end += 2;
        }
        need(payload, end, to);
        return end;
    }

    private static int behindText(byte[] payload, int at, Expansion to) throws MalformedRecordException {
        int end = at;
        do {
            need(payload, end + 1, to);
        } while (payload[end++] != 0);
        return end;
    }

    private static void need(byte[] payload, int length, Expansion to) throws MalformedRecordException {
        if (payload.length < length) {
            throw to.malformed("expected more of the member, found its end", payload.length);
        }
    }

    private static boolean onlyZeros(byte[] payload, int from) {
        for (int i = from; i < payload.length; i++) {
            if (payload[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
