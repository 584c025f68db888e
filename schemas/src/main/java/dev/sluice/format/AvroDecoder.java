package dev.sluice.format;

import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of Avro: a container, or a datum, by itself or behind the id of its schema. Safe for several threads. What reads
 * the data of a schema is made once, and kept for the schemas met last.
 */
final class AvroDecoder implements RecordDecoder {

    private static final String NO_SCHEMA =
            "expected an Avro container, since the table has no avroSchema, found other bytes";
    private static final int LARGEST = 64 << 20;
    private static final int PLANS = 100;
    /** A longer schema in a container is read each time it comes. */
    private static final int LONGEST_KEY = 1 << 16;

    private static final int CONFLUENT_HEADER = 5;
    private static final int GLUE_HEADER = 18;
    private static final int GLUE_ZLIB = 5;

    private final List<Column> columns;
    private final TimestampText timestamps;
    private final @Nullable AvroRows declared;
    private final @Nullable SchemaRegistry registry;
    private final Map<String, AvroRows> plans = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AvroRows> eldest) {
            return size() > PLANS;
        }
    };

    AvroDecoder(AvroFormat format, List<Column> columns) {
        this.columns = List.copyOf(columns);
        timestamps = format.timestamps();
        registry = format.openRegistry();
        String schema = format.schema();
        declared = schema == null ? null : AvroRows.of(AvroSchema.parse(schema), this.columns, timestamps);
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        List<@Nullable Object[]> rows = new ArrayList<>(1);
        if (payload.length == 0) {
            return rows;
        }
        try {
            AvroContainer container = container(payload);
            if (container != null) {
                blocks(container, payload, rows);
            } else if (registry != null) {
                framed(registry, payload, rows);
            } else if (declared != null) {
                datum(declared, new AvroInput(payload, 0, payload.length), rows);
            } else {
                throw new MalformedRecordException(AvroInput.MALFORMED, NO_SCHEMA);
            }
        } catch (InvalidValueException e) {
            throw e.malformed();
        }
        return rows;
    }

    /** The schema that a payload was written by, as it stands in a container, in the registry or in the table. */
    static String schemaOf(AvroFormat format, byte[] payload) throws MalformedRecordException {
        if (AvroContainer.startsLikeOne(payload, 0, payload.length)) {
            return AvroContainer.header(payload, 0, payload.length).schema();
        }
        SchemaRegistry registry = format.openRegistry();
        if (registry != null) {
            return registered(registry, framedId(registry, payload)).toString();
        }
        String declared = format.schema();
        if (declared == null) {
            throw new MalformedRecordException(AvroInput.MALFORMED, NO_SCHEMA);
        }
        return declared;
    }

    /** The header, or null where the payload is no container: a datum may begin with the same bytes, where one can be. */
    private @Nullable AvroContainer container(byte[] payload) throws MalformedRecordException {
        if (!AvroContainer.startsLikeOne(payload, 0, payload.length)) {
            return null;
        }
        try {
            return AvroContainer.header(payload, 0, payload.length);
        } catch (MalformedRecordException e) {
            if (declared != null && registry == null) {
                return null;
            }
            throw e;
        }
    }

    private void blocks(AvroContainer container, byte[] payload, List<@Nullable Object[]> rows)
            throws MalformedRecordException, InvalidValueException {
        AvroRows plan = planOf(container.schema());
        AvroCodec codec = AvroCodec.of(container.codec());
        AvroInput blocks = new AvroInput(payload, container.length(), payload.length);
        AvroInput data = new AvroInput(payload, 0, 0);
        int left = LARGEST;
        while (!blocks.isAtEnd()) {
            long count = blocks.readLong();
            int size = blocks.length();
            int from = blocks.position();
            blocks.skip(size);
            if (count < 0 || !container.isSync(payload, blocks.position())) {
                throw blocks.malformed("a block of 0 or more data, and the container's mark behind it", "other bytes");
            }
            blocks.skip(AvroContainer.SYNC_LENGTH);
            byte[] block = codec.expand(payload, from, from + size, left);
            left -= block.length;
            data.continueWith(block, 0, block.length);
            for (long i = 0; i < count; i++) {
                int before = data.position();
                plan.read(data, rows);
                if (data.position() == before) {
                    data.spendEmpty(1);
                }
            }
            requireEnd(data);
        }
    }

    private void framed(SchemaRegistry asked, byte[] payload, List<@Nullable Object[]> rows)
            throws MalformedRecordException, InvalidValueException {
        AvroRows plan = planOf(asked, framedId(asked, payload));
        byte[] data = payload;
        int from = CONFLUENT_HEADER;
        if (asked.framing() == SchemaRegistry.Framing.GLUE) {
            from = GLUE_HEADER;
            if (payload[1] == GLUE_ZLIB) {
                data = AvroCodec.zlib(payload, from, payload.length, LARGEST);
                from = 0;
            }
        }
        datum(plan, new AvroInput(data, from, data.length), rows);
    }

    /** The id of the schema that a payload begins with. */
    private static String framedId(SchemaRegistry asked, byte[] payload) throws MalformedRecordException {
        return switch (asked.framing()) {
            case CONFLUENT -> {
                if (payload.length < CONFLUENT_HEADER || payload[0] != 0) {
                    throw unframed("0 and a schema's id in four bytes", payload);
                }
                yield Integer.toString(ByteBuffer.wrap(payload).getInt(1));
            }
            case GLUE -> {
                if (payload.length < GLUE_HEADER || payload[0] != 3 || (payload[1] != 0 && payload[1] != GLUE_ZLIB)) {
                    throw unframed("3, 0 or 5, and a schema's id in sixteen bytes", payload);
                }
                ByteBuffer id = ByteBuffer.wrap(payload, 2, 16);
                yield new UUID(id.getLong(), id.getLong()).toString();
            }
        };
    }

    private static Schema registered(SchemaRegistry asked, String id) throws MalformedRecordException {
        try {
            return RegisteredSchemas.inJvm().schema(asked, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MalformedRecordException unframed(String expected, byte[] payload) {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < Math.min(payload.length, 6); i++) {
            found.append("%02x ".formatted(payload[i]));
        }
        return new MalformedRecordException(
                AvroInput.MALFORMED,
                "expected a payload that begins with " + expected + ", found "
                        + found.toString().trim() + (payload.length > 6 ? " …" : ""));
    }

    private static void datum(AvroRows plan, AvroInput in, List<@Nullable Object[]> rows)
            throws MalformedRecordException, InvalidValueException {
        plan.read(in, rows);
        requireEnd(in);
    }

    /** What is left behind a datum may be fields of a newer writer: to take it for another row would invent one. */
    private static void requireEnd(AvroInput in) throws MalformedRecordException {
        if (!in.isAtEnd()) {
            throw in.malformed("the end behind the data that the schema describes", in.remaining() + " bytes more");
        }
    }

    private AvroRows planOf(SchemaRegistry asked, String id) throws MalformedRecordException {
        AvroRows plan = known(id);
        if (plan == null) {
            plan = plan(registered(asked, id));
            remember(id, plan);
        }
        return plan;
    }

    private AvroRows planOf(String schema) throws MalformedRecordException {
        AvroRows plan = known(schema);
        if (plan == null) {
            try {
                plan = plan(AvroSchema.parse(schema));
            } catch (IllegalArgumentException e) {
                throw new MalformedRecordException(AvroInput.MALFORMED, String.valueOf(e.getMessage()));
            }
            if (schema.length() <= LONGEST_KEY) {
                remember(schema, plan);
            }
        }
        return plan;
    }

    private AvroRows plan(Schema schema) throws MalformedRecordException {
        try {
            return AvroRows.of(schema, columns, timestamps);
        } catch (StackOverflowError e) {
            // Records may name each other deeper than any JSON nests.
            throw new MalformedRecordException(
                    AvroInput.MALFORMED, "expected a schema of some hundred records inside each other, found more");
        }
    }

    private synchronized @Nullable AvroRows known(String key) {
        return plans.get(key);
    }

    private synchronized void remember(String key, AvroRows plan) {
        plans.put(key, plan);
    }
}
