package dev.sluice.format;

/** Tells codecs by the first bytes of what they wrote. Looks at one byte of what is plain, in nearly every case. */
final class Magic {

    /** As many bytes as the longest mark has. */
    static final int LENGTH = 10;

    private static final byte[] XZ = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final byte[] SNAPPY = {(byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final byte[] BZIP2_BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
    private static final byte[] BZIP2_END = {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90};

    private Magic() {}

    /** The codec these bytes begin as, {@code NONE}, or {@code DEFLATE} where they may be zlib's, or not. */
    static Compression of(byte[] bytes, int length) {
        if (length < 2) {
            return Compression.NONE;
        }
        byte first = bytes[0];
        boolean found = switch (first) {
            case 0x1F -> isGzip(bytes, length);
            case 'B' -> isBzip2(bytes, length);
            case (byte) 0xFD -> begins(bytes, length, 0, XZ);
            case (byte) 0xFF -> begins(bytes, length, 0, SNAPPY);
            case 0x28 -> begins(bytes, length, 0, ZSTD);
            default -> false;
        };
        if (found) {
            return codec(first);
        }
        if ((first & 0xF0) == 0x50 && isSkippable(bytes, length)) {
            return Compression.ZSTD;
        }
        return (first & 0x8F) == 8 && isZlib(bytes) ? Compression.DEFLATE : Compression.NONE;
    }

    private static Compression codec(byte first) {
        return switch (first) {
            case 0x1F -> Compression.GZIP;
            case 'B' -> Compression.BZIP2;
            case (byte) 0xFD -> Compression.XZ;
            case 0x28 -> Compression.ZSTD;
            default -> Compression.SNAPPY_FRAMED;
        };
    }

    /** Deflate is the only method there is, and the flags that are none are zero. */
    private static boolean isGzip(byte[] bytes, int length) {
        return length > 3 && bytes[1] == (byte) 0x8B && bytes[2] == 8 && (bytes[3] & 0xE0) == 0;
    }

    /** The header is text; what follows it is not. */
    private static boolean isBzip2(byte[] bytes, int length) {
        return length >= LENGTH
                && bytes[1] == 'Z'
                && bytes[2] == 'h'
                && bytes[3] >= '1'
                && bytes[3] <= '9'
                && (begins(bytes, length, 4, BZIP2_BLOCK) || begins(bytes, length, 4, BZIP2_END));
    }

    /** A frame of zstd's that holds no data, as some writers put before those that do. */
    private static boolean isSkippable(byte[] bytes, int length) {
        return length > 3 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18;
    }

    /** The method and its window, and a check of both bytes; no dictionary, which nobody could give. */
    private static boolean isZlib(byte[] bytes) {
        return (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF)) % 31 == 0 && (bytes[1] & 0x20) == 0;
    }

    private static boolean begins(byte[] bytes, int length, int at, byte[] mark) {
        if (length - at < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
