package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class AvroFormatTest {

    private static final ColumnType.Struct INNER =
            (ColumnType.Struct) ColumnType.parse("struct<name:varchar(9),size:smallint>");
    private static final List<Column> COLUMNS = List.of(
            new Column("tiny", ColumnType.Simple.TINYINT),
            new Column("count", ColumnType.Simple.BIGINT),
            new Column("ratio", ColumnType.Simple.FLOAT),
            new Column("value", ColumnType.Simple.DOUBLE),
            new Column("price", ColumnType.parse("decimal(9,2)")),
            new Column("on", ColumnType.Simple.BOOLEAN),
            new Column("note", ColumnType.Simple.STRING),
            new Column("raw", ColumnType.Simple.BINARY),
            new Column("day", ColumnType.Simple.DATE),
            new Column("at", ColumnType.Simple.TIMESTAMP),
            new Column("sizes", ColumnType.parse("array<int>")),
            new Column("tags", ColumnType.parse("map<string,double>")),
            new Column("inner", INNER));

    private static Object[] row() {
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("a", 1.5);
        tags.put("b", null);
        return new Object[] {
            (byte) -3,
            5_000_000_000L,
            0.5f,
            0.1,
            new BigDecimal("-12.30"),
            true,
            "grün",
            new byte[] {1, 2},
            LocalDate.of(2020, 4, 16),
            Instant.parse("2020-04-16T11:33:23.123456Z"),
            Arrays.asList(1, null, 3),
            tags,
            Row.withSchema(INNER.schema()).attachValues("box", (short) 7)
        };
    }

    @Test
    void aRowWithoutASchemaIsAContainerThatAvroReads() throws Exception {
        byte[] payload = AvroFormat.containers().encoder(COLUMNS).encode(row());

        try (DataFileReader<GenericRecord> file =
                new DataFileReader<>(new SeekableByteArrayInput(payload), new GenericDatumReader<>())) {
            GenericRecord record = file.next();
            assertThat(record.get("count")).isEqualTo(5_000_000_000L);
            assertThat(record.get("note")).hasToString("grün");
            assertThat(record.get("day")).isEqualTo(18368);
            assertThat(record.get("at")).isEqualTo(1587036803123456L);
            assertThat(record.get("inner")).hasToString("{\"name\": \"box\", \"size\": 7}");
            assertThat(file.hasNext()).isFalse();
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        AvroFormat format = AvroFormat.containers();

        List<Object[]> rows =
                format.decoder(COLUMNS).decode(format.encoder(COLUMNS).encode(row()));
        List<Object[]> none =
                format.decoder(COLUMNS).decode(format.encoder(COLUMNS).encode(new Object[COLUMNS.size()]));

        assertThat(rows).hasSize(1);
        Object[] expected = row();
        assertThat((byte[]) rows.get(0)[7]).containsExactly((byte[]) expected[7]);
        rows.get(0)[7] = null;
        expected[7] = null;
        assertThat(rows.get(0)).containsExactly(expected);
        assertThat(none).containsExactly(new Object[COLUMNS.size()]);
    }

    @Test
    void aGivenSchemaNamesAndOrdersTheFields() throws Exception {
        Schema schema = AvroData.schema("""
                {'type': 'record', 'name': 'R', 'fields': [
                  {'name': 'kind', 'type': {'type': 'enum', 'name': 'K', 'symbols': ['A', 'B']}},
                  {'name': 'unit', 'type': 'string', 'default': 'C'},
                  {'name': 'AT', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
                  {'name': 'price', 'type': ['string', {'type': 'fixed', 'name': 'P', 'size': 4,
                     'logicalType': 'decimal', 'precision': 9, 'scale': 3}, 'null']},
                  {'name': 'absent', 'type': ['int', 'null']}]}
                """);
        List<Column> columns = List.of(
                new Column("price", ColumnType.parse("decimal(9,2)")),
                new Column("at", ColumnType.Simple.TIMESTAMP),
                new Column("kind", ColumnType.Simple.STRING));
        RecordEncoder encoder = AvroFormat.of(schema.toString()).encoder(columns);

        byte[] payload = encoder.encode(new Object[] {new BigDecimal("-1.50"), Instant.ofEpochMilli(5), "B"});

        GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
        assertThat(record)
                .hasToString("{\"kind\": \"B\", \"unit\": \"C\", \"AT\": 5, \"price\": [-1, -1, -6, 36],"
                        + " \"absent\": null}");
        assertThatThrownBy(() -> encoder.encode(new Object[] {null, null, "B"}))
                .hasMessage("AT: expected a value, found null, which the schema does not allow");
        assertThatThrownBy(() -> encoder.encode(new Object[] {null, Instant.EPOCH, "C"}))
                .hasMessage("kind: expected one of [A, B], found \"C\"");
    }

    @Test
    void aColumnThatTheSchemaCannotTakeIsRefused() {
        AvroFormat format =
                AvroFormat.of("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");

        assertThatThrownBy(() -> format.encoder(List.of(new Column("b", ColumnType.Simple.INT))))
                .hasMessage("the field 'a' of the Avro schema has neither a column nor a default");
        assertThatThrownBy(() -> format.encoder(List.of(new Column("a", ColumnType.Simple.STRING))))
                .hasMessage("column 'a' of type string cannot be written as the field's type \"int\"");
        assertThatThrownBy(() -> format.encoder(
                        List.of(new Column("a", ColumnType.Simple.INT), new Column("b", ColumnType.Simple.INT))))
                .hasMessage("the Avro schema has no field for the columns [b]");
        assertThatThrownBy(
                        () -> AvroFormat.containers().encoder(List.of(new Column("odd.name", ColumnType.Simple.INT))))
                .hasMessage(
                        "column 'odd.name': Avro's names are letters, digits and underscores, and begin with no digit");
    }

    @Test
    void theEventTimeIsReadAlone() {
        Schema schema = AvroData.schema("{'type':'record','name':'R','fields':[{'name':'n','type':'int'},"
                + "{'name':'at','type':['null',{'type':'long','logicalType':'timestamp-micros'}]}]}");
        List<Column> columns =
                List.of(new Column("n", ColumnType.Simple.TINYINT), new Column("at", ColumnType.Simple.TIMESTAMP));
        EventTime at = SerializableUtils.clone(AvroFormat.of(schema.toString()).eventTime(columns, "AT"));

        assertThat(at.of(AvroData.datum(schema, "{'n': 1000, 'at': {'long': 5999}}")))
                .isEqualTo(Instant.ofEpochMilli(5));
        assertThat(at.of(AvroData.datum(schema, "{'n': 1000, 'at': null}"))).isNull();
        assertThat(at.of(new byte[] {1, 2, 3, 4})).isNull();
    }

    @Test
    void aKeyIsTheSameHoweverItIsWritten() {
        List<Column> columns = List.of(new Column("id", ColumnType.Simple.BIGINT));
        Schema ints = AvroData.schema("{'type':'record','name':'R','fields':[{'name':'id','type':'int'}]}");
        Schema longs = AvroData.schema(
                "{'type':'record','name':'R','fields':[{'name':'x','type':'string'},{'name':'id','type':'long'}]}");
        RecordKey one = AvroFormat.of(ints.toString()).key(columns, List.of("id"));
        RecordKey other = AvroFormat.of(longs.toString()).key(columns, List.of("id"));

        assertThat(one.of(AvroData.datum(ints, "{'id': 5}")))
                .isNotNull()
                .isEqualTo(other.of(AvroData.datum(longs, "{'x': 'y', 'id': 5}")));
    }

    @Test
    void columnsAreThoseOfGlueAndSpark() {
        String schema = AvroData.schema("""
                        {'type': 'record', 'name': 'R', 'fields': [
                          {'name': 'i', 'type': 'int'}, {'name': 'l', 'type': 'long'}, {'name': 'f', 'type': 'float'},
                          {'name': 'd', 'type': 'double'}, {'name': 'b', 'type': 'boolean'}, {'name': 's', 'type': 'string'},
                          {'name': 'raw', 'type': 'bytes'}, {'name': 'nothing', 'type': 'null'},
                          {'name': 'mac', 'type': {'type': 'fixed', 'name': 'Mac', 'size': 6}},
                          {'name': 'state', 'type': {'type': 'enum', 'name': 'State', 'symbols': ['ON']}},
                          {'name': 'day', 'type': {'type': 'int', 'logicalType': 'date'}},
                          {'name': 'noon', 'type': {'type': 'int', 'logicalType': 'time-millis'}},
                          {'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
                          {'name': 'there', 'type': {'type': 'long', 'logicalType': 'local-timestamp-micros'}},
                          {'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},
                          {'name': 'id', 'type': {'type': 'string', 'logicalType': 'uuid'}},
                          {'name': 'maybe', 'type': ['null', 'int']},
                          {'name': 'wide', 'type': ['int', 'long']},
                          {'name': 'either', 'type': ['null', 'int', 'string']},
                          {'name': 'list', 'type': {'type': 'array', 'items': ['null', 'double']}},
                          {'name': 'map', 'type': {'type': 'map', 'values': {'type': 'record', 'name': 'I', 'fields': [
                             {'name': 'x', 'type': 'int'}, {'name': 'again', 'type': ['null', 'R']}]}}}]}
                        """).toString();

        assertThat(AvroFormat.columns(schema))
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly(
                        "i int",
                        "l bigint",
                        "f float",
                        "d double",
                        "b boolean",
                        "s string",
                        "raw binary",
                        "nothing void",
                        "mac binary",
                        "state string",
                        "day date",
                        "noon int",
                        "at timestamp",
                        "there timestamp",
                        "price decimal(9,2)",
                        "id string",
                        "maybe int",
                        "wide bigint",
                        "either struct<member0:int,member1:string>",
                        "list array<double>",
                        "map map<string,struct<x:int,again:string>>");
    }

    @Test
    void columnsOfOtherRoots() {
        assertThat(AvroFormat.columns("\"string\"")).containsExactly(new Column("value", ColumnType.Simple.STRING));
        assertThat(AvroFormat.columns("{\"type\":\"map\",\"values\":\"int\"}"))
                .containsExactly(new Column("value", ColumnType.parse("map<string,int>")));
        assertThat(AvroFormat.columns("{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"R\",\"fields\":"
                        + "[{\"name\":\"a\",\"type\":\"int\"}]}}"))
                .containsExactly(new Column("a", ColumnType.Simple.INT));
        String two = "[{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]},"
                + "{\"type\":\"record\",\"name\":\"B\",\"fields\":[{\"name\":\"A\",\"type\":\"%s\"},"
                + "{\"name\":\"b\",\"type\":\"string\"}]}]";
        assertThat(AvroFormat.columns(two.formatted("int")))
                .containsExactly(new Column("a", ColumnType.Simple.INT), new Column("b", ColumnType.Simple.STRING));
        assertThatThrownBy(() -> AvroFormat.columns(two.formatted("long")))
                .hasMessage(
                        "the root is one of several records, and 'A' is int in one, bigint in another: the table has to"
                                + " list its columns");
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        assertThatThrownBy(() -> AvroFormat.of("{\"type\": \"recrod\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected an Avro schema: ");
        assertThatThrownBy(() -> AvroFormat.of("{\"type\": "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
    }
}
