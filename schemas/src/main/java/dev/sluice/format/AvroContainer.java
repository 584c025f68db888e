package dev.sluice.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The header of an Avro object container: {@code Obj}, 1, what is said of the data, and the mark behind each block. */
final class AvroContainer {

    static final int SYNC_LENGTH = 16;

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};

    private final String schema;
    private final String codec;
    private final byte[] sync;
    private final int length;

    private AvroContainer(String schema, String codec, byte[] sync, int length) {
        this.schema = schema;
        this.codec = codec;
        this.sync = sync;
        this.length = length;
    }

    static boolean startsLikeOne(byte[] bytes, int from, int to) {
        return to - from >= MAGIC.length && Arrays.equals(bytes, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** The header at {@code from}. */
    static AvroContainer header(byte[] bytes, int from, int to) throws MalformedRecordException {
        AvroInput in = new AvroInput(bytes, from, to);
        in.skip(MAGIC.length);
        String schema = null;
        String codec = "null";
        for (int items = in.items(2); items != 0; items = in.items(2)) {
            for (int i = 0; i < items; i++) {
                String name = in.readString();
                byte[] value = in.readBytes(in.length());
                if (name.equals("avro.schema")) {
                    schema = new String(value, StandardCharsets.UTF_8);
                } else if (name.equals("avro.codec")) {
                    codec = new String(value, StandardCharsets.UTF_8);
                }
            }
        }
        byte[] sync = in.readBytes(SYNC_LENGTH);
        if (schema == null) {
            throw in.malformed("an Avro container whose header says avro.schema", "none");
        }
        return new AvroContainer(schema, codec, sync, in.position() - from);
    }

    /** Whether the mark stands at {@code from}. */
    boolean isSync(byte[] bytes, int from) {
        return from + SYNC_LENGTH <= bytes.length
                && Arrays.equals(bytes, from, from + SYNC_LENGTH, sync, 0, SYNC_LENGTH);
    }

    /** The writer's schema, as it stands there. */
    String schema() {
        return schema;
    }

    /** How blocks are compressed, as it stands there. */
    String codec() {
        return codec;
    }

    /** Of the header, in bytes. */
    int length() {
        return length;
    }
}
