package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AvroRegistryTest {

    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
    private static final UUID GLUE_ID = UUID.fromString("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63");
    private static final Schema OLD =
            AvroData.schema("{'type':'record','name':'R','fields':[{'name':'a','type':'int'}]}");
    private static final Schema NEW = AvroData.schema(
            "{'type':'record','name':'R','fields':[{'name':'b','type':'string'},{'name':'a','type':'long'}]}");
    private static final List<Column> COLUMNS =
            List.of(new Column("a", ColumnType.Simple.INT), new Column("b", ColumnType.Simple.STRING));

    /** A registry in memory that counts how often it is asked. */
    private record Shelf(String name, SchemaRegistry.Framing framing) implements SchemaRegistry {
        @Override
        public List<String> schema(String id) throws UnknownSchemaException, IOException {
            ASKED.computeIfAbsent(name + " " + id, k -> new AtomicInteger()).incrementAndGet();
            return switch (id) {
                case "1" -> List.of(OLD.toString());
                case "2", "b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63" -> List.of(NEW.toString());
                case "3" ->
                    List.of(
                            OLD.toString(),
                            "{\"type\":\"record\",\"name\":\"Outer\",\"fields\":[{\"name\":\"b\",\"type\":\"string\"},"
                                    + "{\"name\":\"inner\",\"type\":\"R\"},{\"name\":\"a\",\"type\":\"int\"}]}");
                case "500" -> throw new IOException("the shelf is out of reach");
                default -> throw new UnknownSchemaException("the shelf has no schema " + id);
            };
        }
    }

    private static RecordDecoder decoder(String name, SchemaRegistry.Framing framing) {
        return AvroFormat.containers().withRegistry(new Shelf(name, framing)).decoder(COLUMNS);
    }

    private static byte[] confluent(int id, byte[] datum) {
        return ByteBuffer.allocate(5 + datum.length)
                .put((byte) 0)
                .putInt(id)
                .put(datum)
                .array();
    }

    private static byte[] glue(int compression, byte[] data) {
        return ByteBuffer.allocate(18 + data.length)
                .put((byte) 3)
                .put((byte) compression)
                .putLong(GLUE_ID.getMostSignificantBits())
                .putLong(GLUE_ID.getLeastSignificantBits())
                .put(data)
                .array();
    }

    @Test
    void eachRecordIsReadByTheSchemaItWasWrittenWith() throws Exception {
        RecordDecoder decoder = decoder("each", SchemaRegistry.Framing.CONFLUENT);

        assertThat(decoder.decode(confluent(1, AvroData.datum(OLD, "{'a': 5}"))))
                .containsExactly(new Object[] {5, null});
        assertThat(decoder.decode(confluent(2, AvroData.datum(NEW, "{'b': 'x', 'a': 6}"))))
                .containsExactly(new Object[] {6, "x"});
        assertThat(decoder.decode(confluent(1, AvroData.datum(OLD, "{'a': 7}"))))
                .containsExactly(new Object[] {7, null});
        assertThat(decoder.decode(confluent(3, new byte[] {2, 'y', 2, 18}))).containsExactly(new Object[] {9, "y"});
        decoder("each", SchemaRegistry.Framing.CONFLUENT).decode(confluent(1, new byte[] {2}));
        assertThat(ASKED.get("each 1")).hasValue(1);
    }

    @Test
    void gluesFramingMayBeCompressed() throws Exception {
        RecordDecoder decoder = decoder("glue", SchemaRegistry.Framing.GLUE);
        byte[] datum = AvroData.datum(NEW, "{'b': 'x', 'a': 6}");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(compressed)) {
            zlib.write(datum);
        }

        assertThat(decoder.decode(glue(0, datum))).containsExactly(new Object[] {6, "x"});
        assertThat(decoder.decode(glue(5, compressed.toByteArray()))).containsExactly(new Object[] {6, "x"});
        assertThatThrownBy(() -> decoder.decode(glue(5, datum)))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("malformed-avro"));
    }

    @Test
    void anUnknownSchemaIsAMalformedRecordAndIsNotAskedForAtEach() {
        RecordDecoder decoder = decoder("unknown", SchemaRegistry.Framing.CONFLUENT);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decoder.decode(confluent(77, new byte[] {2})))
                    .isInstanceOfSatisfying(
                            MalformedRecordException.class,
                            e -> assertThat(e.reason()).isEqualTo("unknown-schema"))
                    .hasMessage("the shelf has no schema 77");
        }
        assertThat(ASKED.get("unknown 77")).hasValue(1);
    }

    @Test
    void thatASchemaIsUnknownIsAskedAnewAfterAWhile() throws Exception {
        Instant[] now = {Instant.EPOCH};
        RegisteredSchemas schemas = new RegisteredSchemas(new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
        Shelf shelf = new Shelf("anew", SchemaRegistry.Framing.CONFLUENT);

        for (int seconds : new int[] {0, 29, 31}) {
            now[0] = Instant.ofEpochSecond(seconds);
            assertThatThrownBy(() -> schemas.schema(shelf, "77")).isInstanceOf(MalformedRecordException.class);
        }
        assertThat(ASKED.get("anew 77")).hasValue(2);
    }

    @Test
    void aRegistryThatCannotBeAskedFailsTheJobAndNoRecord() {
        RecordDecoder decoder = decoder("out", SchemaRegistry.Framing.CONFLUENT);

        assertThatThrownBy(() -> decoder.decode(confluent(500, new byte[] {2})))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the shelf is out of reach");
    }

    @Test
    void otherFramingIsMalformed() {
        assertThatThrownBy(
                        () -> decoder("x", SchemaRegistry.Framing.CONFLUENT).decode(new byte[] {1, 0, 0, 0, 7, 2, 2}))
                .hasMessage(
                        "expected a payload that begins with 0 and a schema's id in four bytes, found 01 00 00 00 07 02 …");
        assertThatThrownBy(() -> decoder("x", SchemaRegistry.Framing.CONFLUENT).decode(new byte[] {0, 0, 0, 7}))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> decoder("x", SchemaRegistry.Framing.GLUE).decode(confluent(1, new byte[20])))
                .hasMessageStartingWith(
                        "expected a payload that begins with 3, 0 or 5, and a schema's id in sixteen bytes");
    }

    @Test
    void aRegistryHasToBeOpened() {
        AvroFormat format = AvroFormat.containers().withRegistryUrl("http://127.0.0.1:1");

        assertThatThrownBy(() -> format.decoder(COLUMNS))
                .hasMessage("the schema registry http://127.0.0.1:1 was not opened");
    }
}
