package dev.sluice.sensehat;

/** Numbers as ST's chips have them in their registers: the low byte first. */
final class LittleEndian {

    private LittleEndian() {}

    static int signed16(byte[] bytes, int at) {
        return (short) unsigned16(bytes, at);
    }

    static int unsigned16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    static int unsigned24(byte[] bytes, int at) {
        return unsigned16(bytes, at) | (bytes[at + 2] & 0xFF) << 16;
    }

    /** Three numbers in a row. */
    static Vector3 vector(byte[] bytes) {
        return new Vector3(signed16(bytes, 0), signed16(bytes, 2), signed16(bytes, 4));
    }
}
