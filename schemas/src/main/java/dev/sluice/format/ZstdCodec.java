package dev.sluice.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.ref.Cleaner;

/**
 * Frames of zstd, one after the other, each written to the buffer in one go. So the buffer is the window, and whatever window a
 * frame asks for, no memory is taken for it.
 */
final class ZstdCodec implements PayloadCodec {

    private static final Cleaner CLEANER = Cleaner.create();

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    ZstdCodec() {
        // The context lies outside the heap; what frees it holds the context alone, not this.
        CLEANER.register(this, context::close);
    }

    @Override
    public void expand(byte[] payload, Expansion to) throws MalformedRecordException {
        long said = Zstd.getFrameContentSize(payload, 0, payload.length);
        if (said > 0) {
            to.makeRoom(said);
        } else {
            to.makeRoom();
        }
        while (true) {
            try {
                to.written(context.decompressByteArray(to.bytes(), 0, to.room(), payload, 0, payload.length));
                return;
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                    throw to.malformed("expected zstd, found: " + e.getMessage());
                }
            }
            to.grow(); // the library does not say by how much, nor goes on: it begins anew
        }
    }
}
