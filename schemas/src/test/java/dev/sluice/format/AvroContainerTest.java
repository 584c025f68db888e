package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroContainerTest {

    private static final Schema SCHEMA =
            AvroData.schema("{'type': 'record', 'name': 'R', 'fields': [{'name': 'n', 'type': 'int'}]}");
    private static final List<Column> COLUMNS = List.of(new Column("n", ColumnType.Simple.INT));
    private static final RecordDecoder DECODER = AvroFormat.containers().decoder(COLUMNS);

    private static byte[] file(String codec) {
        return AvroData.container(SCHEMA, CodecFactory.fromString(codec), "{'n': 1}", "{'n': 2}", "{'n': 3}");
    }

    private static List<byte[]> records(byte[] file) throws IOException {
        RecordFormat.FileRecords records = AvroFormat.containers().records(new ByteArrayInputStream(file));
        List<byte[]> all = new ArrayList<>();
        byte[] record;
        while ((record = records.next()) != null) {
            all.add(record);
        }
        return all;
    }

    private static List<Object> values(List<byte[]> payloads) {
        List<Object> values = new ArrayList<>();
        for (byte[] payload : payloads) {
            try {
                DECODER.decode(payload).forEach(row -> values.add(row[0]));
            } catch (MalformedRecordException e) {
                values.add(e.reason());
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "bzip2", "snappy", "xz", "zstandard"})
    void aContainerIsAPayloadWithAnyOfItsCodecs(String codec) throws Exception {
        List<Object[]> rows = DECODER.decode(file(codec));

        assertThat(rows).containsExactly(new Object[] {1}, new Object[] {2}, new Object[] {3});
    }

    @Test
    void theSchemaInAContainerGoesBeforeTheTables() throws Exception {
        RecordDecoder decoder = AvroFormat.of("\"string\"").decoder(COLUMNS);

        assertThat(decoder.decode(file("null"))).hasSize(3);
    }

    @Test
    void aDatumMayBeginLikeAContainer() throws Exception {
        Schema schema = AvroData.schema("""
                {'type': 'record', 'name': 'R', 'fields': [{'name': 'n', 'type': 'int'},
                  {'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int'}, {'name': 'c', 'type': 'int'}]}
                """);
        byte[] payload = AvroData.datum(schema, "{'n': -40, 'a': 49, 'b': 53, 'c': -1}");

        assertThat(payload).containsExactly('O', 'b', 'j', 1);
        assertThat(AvroFormat.of(schema.toString()).decoder(COLUMNS).decode(payload))
                .containsExactly(new Object[] {-40});
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy"})
    void aBlockOfAFileIsARecordAndAContainerOfItsOwn(String codec) throws Exception {
        List<byte[]> records = records(file(codec));

        assertThat(records).hasSize(3);
        assertThat(values(records)).containsExactly(1, 2, 3);
    }

    @Test
    void aBlockThatIsDamagedIsARecordThatIsMalformedAndTheNextIsRead() throws Exception {
        byte[] file = file("null");
        int second = file.length - 2 * (3 + 16);
        byte[] longer = file.clone();
        longer[second + 1] = 10; // says that it has 5 bytes
        byte[] endless = file.clone();
        Arrays.fill(endless, second, second + 2, (byte) 0xff);

        assertThat(values(records(longer))).containsExactly(1, "malformed-avro", 3);
        assertThat(values(records(endless))).containsExactly(1, "malformed-avro", 3);
    }

    @Test
    void aFileThatEndsInABlockGivesWhatIsLeftAsAMalformedRecord() throws Exception {
        byte[] file = file("deflate");

        assertThat(values(records(Arrays.copyOf(file, file.length - 5)))).containsExactly(1, 2, "malformed-avro");
        assertThat(records(Arrays.copyOf(file, 30))).hasSize(1);
        assertThat(values(records(Arrays.copyOf(file, 30)))).containsExactly("malformed-avro");
        assertThat(records(new byte[0])).isEmpty();
    }

    @Test
    void aFileThatIsNoContainerIsOneRecord() throws Exception {
        byte[] datum = AvroData.datum(SCHEMA, "{'n': 5}");

        assertThat(records(datum)).containsExactly(datum);
    }

    @Test
    void anUnknownCodecIsNamed() {
        byte[] file = file("deflate");
        String text = new String(file, StandardCharsets.ISO_8859_1).replace("deflate", "inflate");

        assertThatThrownBy(() -> DECODER.decode(text.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("expected a container with one of the codecs [null, deflate, bzip2, snappy, xz, zstandard],"
                        + " found \"inflate\"");
    }

    @Test
    void otherBytesNeedASchema() {
        assertThatThrownBy(() -> DECODER.decode(new byte[] {2}))
                .hasMessage("expected an Avro container, since the table has no avroSchema, found other bytes");
    }
}
