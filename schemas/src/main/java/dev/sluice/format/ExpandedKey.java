package dev.sluice.format;

import dev.sluice.record.RecordKey;
import org.jspecify.annotations.Nullable;

/** The key of what a payload expands to. Packed or not, the same values are the same key. */
record ExpandedKey(RecordKey plain, Decompressor decompressor) implements RecordKey {

    @Override
    public byte @Nullable [] of(byte[] payload) {
        try {
            return plain.of(decompressor.expand(payload));
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public String toString() {
        return plain.toString();
    }
}
