package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a few bytes can claim, and is not believed. */
class AvroBoundsTest {

    private interface Writing {
        void to(BinaryEncoder out) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        writing.to(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void refused(String schema, String type, byte[] payload) {
        RecordDecoder decoder = AvroFormat.of(AvroData.schema(schema).toString())
                .decoder(List.of(new Column("v", ColumnType.parse(type))));
        assertThatThrownBy(() -> decoder.decode(payload))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("malformed-avro"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 5, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void lengthsBeyondThePayload(long length) throws IOException {
        byte[] payload = bytes(out -> {
            out.writeLong(length);
            out.writeFixed(new byte[4]);
        });

        refused("'string'", "string", payload);
        refused("'bytes'", "binary", payload);
        refused("{'type':'record','name':'R','fields':[{'name':'w','type':'bytes'}]}", "int", payload);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, 6, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void countsBeyondThePayload(long count) throws IOException {
        byte[] payload = bytes(out -> {
            out.writeLong(count);
            out.writeFixed(new byte[] {0x7f, 2, 2, 2});
        });

        refused("{'type':'array','items':'int'}", "array<int>", payload);
        refused("{'type':'map','values':'int'}", "map<string,int>", payload);
        refused(
                "{'type':'record','name':'R','fields':[{'name':'w','type':{'type':'array','items':'int'}}]}",
                "int",
                payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'null'",
                "{'type':'record','name':'Empty','fields':[]}",
                "{'type':'fixed','name':'None','size':0}",
                "{'type':'record','name':'Outer','fields':[{'name':'a','type':{'type':'record','name':'E','fields':[]}}]}"
            })
    void itemsThatTakeNoBytesAreCountedAndSkippedAtOnce(String item) throws Exception {
        byte[] payload = bytes(out -> {
            out.writeLong(1L << 60);
            out.writeLong(0);
        });
        Schema array = AvroData.schema("{'type':'array','items':" + item + "}");

        refused(array.toString(), "array<string>", payload);
        String record = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"w\",\"type\":" + array + "}]}";
        List<Object[]> rows = AvroFormat.of(record)
                .decoder(List.of(new Column("v", ColumnType.Simple.INT)))
                .decode(payload);
        assertThat(rows).containsExactly(new Object[] {null});
    }

    @Test
    void recordsInsideEachOther() throws Exception {
        String node = "{'type':'record','name':'N','fields':[{'name':'v','type':['null','N']}]}";
        byte[] deep = bytes(out -> {
            for (int i = 0; i < 100_000; i++) {
                out.writeIndex(1);
            }
            out.writeIndex(0);
        });
        byte[] allowed = bytes(out -> {
            for (int i = 0; i < 499; i++) {
                out.writeIndex(1);
            }
            out.writeIndex(0);
        });

        refused(node, "string", deep);
        refused(node, "struct<x:int>", deep);
        assertThat(AvroFormat.of(AvroData.schema(node).toString())
                        .decoder(List.of(new Column("other", ColumnType.Simple.INT)))
                        .decode(allowed))
                .hasSize(1);
    }

    @Test
    void aRecordThatAlwaysHoldsItself() {
        refused(
                "{'type':'record','name':'N','fields':[{'name':'v','type':'N'},{'name':'w','type':'N'}]}",
                "string",
                new byte[1]);
    }

    @Test
    void schemasThatWrittenOutWouldBeEndless() throws Exception {
        StringBuilder schema = new StringBuilder("{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (int i = 1; i < 60; i++) {
            String field = "\"type\":\"R" + (i - 1) + "\"";
            schema = new StringBuilder(
                            "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append(schema)
                    .append("},{\"name\":\"b\"," + field + "}]}");
        }
        String endless = schema.toString();

        assertThat(AvroFormat.of(endless)
                        .decoder(List.of(new Column("v", ColumnType.Simple.INT)))
                        .decode(container(endless)))
                .hasSize(1);
        assertThatThrownBy(() -> AvroFormat.columns(endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 10000 columns");
    }

    /** A container of one datum that takes no bytes. */
    private static byte[] container(String schema) throws IOException {
        return bytes(out -> {
            out.writeFixed(new byte[] {'O', 'b', 'j', 1});
            out.writeMapStart();
            out.setItemCount(1);
            out.startItem();
            out.writeString("avro.schema");
            out.writeBytes(schema.getBytes(StandardCharsets.UTF_8));
            out.writeMapEnd();
            out.writeFixed(new byte[16]);
            out.writeLong(1);
            out.writeLong(0);
            out.writeFixed(new byte[16]);
        });
    }

    @Test
    void aChainOfRecordsLongerThanTheStack() throws Exception {
        StringBuilder schema = new StringBuilder("[{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (int i = 1; i < 20_000; i++) {
            schema.append(",{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"v\",\"type\":\"R"
                    + (i - 1) + "\"}]}");
        }
        byte[] payload = container(schema.append(']').toString());
        RecordDecoder decoder = AvroFormat.containers().decoder(List.of(new Column("v", ColumnType.Simple.STRING)));

        assertThatThrownBy(() -> decoder.decode(payload)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void aContainerThatExpandsBeyondMeasure() {
        byte[] payload = AvroData.container(CodecFactory.deflateCodec(9), "a".repeat(70 << 20));
        assertThat(payload.length).isLessThan(1 << 20);

        RecordDecoder decoder = AvroFormat.containers().decoder(List.of(new Column("v", ColumnType.Simple.STRING)));
        assertThatThrownBy(() -> decoder.decode(payload))
                .hasMessage("expected blocks that expand to at most 67108864 bytes more, found a larger one");
    }

    @Test
    void recordsInArraysAndMapsThatAreDeeperThanJsonIsWritten() throws IOException {
        byte[] payload = bytes(out -> {
            for (int i = 0; i < 400; i++) {
                out.writeLong(1);
                out.writeLong(1);
                out.writeString("x");
            }
            out.writeFixed(new byte[1 + 400 * 2]);
        });

        refused("""
                {'type':'record','name':'R','fields':[
                  {'name':'v','type':{'type':'array','items':{'type':'map','values':'R'}}}]}""", "string", payload);
    }
}
