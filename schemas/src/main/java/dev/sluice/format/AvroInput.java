package dev.sluice.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Avro data under the reader. Nothing that the bytes claim is believed: a length is held against the bytes that are left
 * before room is made for it, and what takes no bytes (an array of nulls) is counted. Belongs to one decoding.
 */
final class AvroInput {

    static final String MALFORMED = "malformed-avro";

    private static final int DEEPEST = 500;
    /** Values in a payload at most: a value takes a byte, and up to a hundred times as much once it is one. */
    private static final int MOST_VALUES = 8 << 20;
    /** Values that take no bytes at most: a few bytes can claim any number of them. */
    private static final int MOST_EMPTY = 10_000;

    private byte[] bytes;
    private int at;
    private int end;
    private int depth;
    private int values;
    private int empty;

    AvroInput(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
    }

    /** Goes on with other bytes, those of a container's next block; what was counted stays counted. */
    void continueWith(byte[] others, int from, int to) {
        bytes = others;
        at = from;
        end = to;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    byte[] bytes() {
        return bytes;
    }

    /** A whole number in Avro's variable length, zigzag, of ten bytes at most. */
    long readLong() throws MalformedRecordException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at == end) {
                throw truncated("a number", 1);
            }
            int b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw malformed("a number of at most 64 bits", "more");
    }

    /** The same, where it has to be an {@code int}. */
    int readInt() throws MalformedRecordException {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("a number of at most 32 bits", String.valueOf(value));
        }
        return (int) value;
    }

    boolean readBoolean() throws MalformedRecordException {
        require(1, "a boolean");
        byte b = bytes[at++];
        if (b != 0 && b != 1) {
            throw malformed("a boolean, 0 or 1", String.valueOf(b));
        }
        return b == 1;
    }

    float readFloat() throws MalformedRecordException {
        require(4, "a float");
        at += 4;
        return ByteBuffer.wrap(bytes, at - 4, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    double readDouble() throws MalformedRecordException {
        require(8, "a double");
        at += 8;
        return ByteBuffer.wrap(bytes, at - 8, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    /** The length of what comes, which is there. */
    int length() throws MalformedRecordException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw malformed("a length of 0 to the " + remaining() + " bytes left", String.valueOf(length));
        }
        return (int) length;
    }

    byte[] readBytes(int length) throws MalformedRecordException {
        require(length, "bytes");
        byte[] read = new byte[length];
        System.arraycopy(bytes, at, read, 0, length);
        at += length;
        return read;
    }

    String readString() throws MalformedRecordException {
        int length = length();
        at += length;
        String text = new String(bytes, at - length, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            try {
                // What stands for bytes that are no UTF-8 may also have been written as it is.
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at - length, length));
            } catch (CharacterCodingException e) {
                throw malformed("text in UTF-8", "other bytes");
            }
        }
        return text;
    }

    void skip(int length) throws MalformedRecordException {
        require(length, "a value");
        at += length;
    }

    /**
     * How many items follow in this block of an array or a map; 0 behind the last.
     *
     * @param least how many bytes an item takes at least
     */
    int items(int least) throws MalformedRecordException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            length(); // of the block in bytes, which only a reader that skips it needs
        }
        if (least == 0) {
            spendEmpty(count);
        } else if (count < 0 || count > remaining() / least) {
            throw malformed("items in " + remaining() + " bytes", String.valueOf(count));
        }
        spend((int) count);
        return (int) count;
    }

    /** Goes behind the items of an array or a map. */
    void skipItems(AvroSkip item, int least) throws MalformedRecordException {
        long count;
        while ((count = readLong()) != 0) {
            if (count < 0) {
                skip(length());
            } else if (least > 0) {
                if (count > remaining() / least) {
                    throw malformed("items in " + remaining() + " bytes", String.valueOf(count));
                }
                for (long i = 0; i < count; i++) {
                    item.skip(this);
                }
            }
        }
    }

    /** Goes one record deeper. */
    void enter() throws MalformedRecordException {
        if (++depth > DEEPEST) {
            throw malformed("at most " + DEEPEST + " records inside each other", "more");
        }
    }

    void leave() {
        depth--;
    }

    /** Counts values that are about to be made. */
    void spend(int count) throws MalformedRecordException {
        values += count;
        if (values > MOST_VALUES || values < 0) {
            throw malformed("at most " + MOST_VALUES + " values in a payload", "more");
        }
    }

    /** Counts values that took no bytes. */
    void spendEmpty(long count) throws MalformedRecordException {
        if (count < 0 || count > MOST_EMPTY - empty) {
            throw malformed("at most " + MOST_EMPTY + " values that take no bytes", String.valueOf(count));
        }
        empty += (int) count;
    }

    private void require(int length, String what) throws MalformedRecordException {
        if (length > end - at) {
            throw truncated(what, length);
        }
    }

    private MalformedRecordException truncated(String what, int length) {
        return malformed(what + " of " + length + " bytes", "the end after " + (end - at));
    }

    MalformedRecordException malformed(String expected, String found) {
        return new MalformedRecordException(
                MALFORMED, "expected " + expected + ", found " + found + " at byte " + (at + 1));
    }
}
