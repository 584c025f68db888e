package dev.sluice.format;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A deflate stream, with zlib's header and checksum or without, and nothing behind it. */
final class DeflateCodec implements PayloadCodec {

    private final Inflater inflater;

    DeflateCodec(boolean raw) {
        inflater = new Inflater(raw);
    }

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        int end = inflate(inflater, payload, 0, to);
        if (end < payload.length) {
            throw to.malformed("expected nothing behind the stream, found " + (payload.length - end) + " bytes", end);
        }
    }

    /** Writes what the stream at {@code from} holds, and gives where it ends. */
    static int inflate(Inflater inflater, byte[] payload, int from, Expansion to) throws MalformedRecordException {
        inflater.reset();
        inflater.setInput(payload, from, payload.length - from);
        try {
            while (!inflater.finished()) {
                to.makeRoom();
                int count = inflater.inflate(to.bytes(), to.size(), to.room());
                to.written(count);
                if (count == 0 && !inflater.finished()) {
                    if (inflater.needsDictionary()) {
                        throw to.malformed("expected no preset dictionary, found that one is needed", from);
                    }
                    if (inflater.needsInput()) {
                        throw to.malformed("expected more of the stream, found its end", payload.length);
                    }
                }
            }
        } catch (DataFormatException e) {
            throw to.malformed("expected deflate, found " + e.getMessage(), from + inflater.getBytesRead());
        }
        return from + (int) inflater.getBytesRead();
    }
}
