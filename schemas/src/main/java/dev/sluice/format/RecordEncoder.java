package dev.sluice.format;

import org.jspecify.annotations.Nullable;

/** Turns a row, as {@link RecordDecoder} describes it, into a payload. */
@FunctionalInterface
public interface RecordEncoder {
    byte[] encode(@Nullable Object[] row);
}
