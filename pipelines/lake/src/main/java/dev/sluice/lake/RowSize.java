package dev.sluice.lake;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** How many bytes of heap a row takes, about: with compressed references, and never much too little. */
final class RowSize {

    private static final long REFERENCE = 4;
    private static final long HEADER = 16;
    private static final long BOX = 24;
    private static final long STRING = 56;
    private static final long DECIMAL = 104;
    private static final long COLLECTION = 64;

    private RowSize() {}

    static long of(@Nullable Object[] row) {
        long bytes = HEADER;
        for (Object value : row) {
            bytes += REFERENCE + of(value);
        }
        return bytes;
    }

    private static long of(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof String s) {
            return STRING + s.length(); // one byte a character, mostly
        }
        if (value instanceof byte[] bytes) {
            return HEADER + bytes.length;
        }
        if (value instanceof BigDecimal) {
            return DECIMAL;
        }
        if (value instanceof Collection<?> values) {
            return ofAll(values);
        }
        if (value instanceof Map<?, ?> map) {
            return ofAll(map.keySet()) + ofAll(map.values());
        }
        if (value instanceof Row row) {
            return ofAll(row.getValues());
        }
        return BOX;
    }

    private static long ofAll(Collection<?> values) {
        long bytes = COLLECTION;
        for (Object value : values) {
            bytes += REFERENCE + of(value);
        }
        return bytes;
    }
}
