package dev.sluice.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What bytes are, before a parser that is kinder than it should be takes them. */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';

    private Utf8() {}

    /** Whether the bytes start with a byte order mark, three bytes long. */
    static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** Whether all bytes are ASCII and none is a backslash; eight at a time, since every payload pays for it. */
    static boolean isPlain(byte[] bytes) {
        int at = 0;
        for (; at + 8 <= bytes.length; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long backslashes = word ^ BACKSLASHES;
            if (((word | ((backslashes - ONES) & ~backslashes)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] < 0 || bytes[at] == '\\') {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks whether the bytes are UTF-8 by the letter: no overlong form, no surrogate.
     *
     * @throws MalformedRecordException with {@code reason} where they are not
     */
    static void check(byte[] bytes, String reason) throws MalformedRecordException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(Math.max(bytes.length, 2), 1024));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new MalformedRecordException(
                    reason, "expected UTF-8, found other bytes at byte " + (in.position() + 1));
        }
    }
}
