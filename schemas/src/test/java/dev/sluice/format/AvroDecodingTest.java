package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroDecodingTest {

    private static final Schema READING = AvroData.schema("""
            {'type': 'record', 'name': 'Reading', 'fields': [
              {'name': 'id', 'type': 'long'},
              {'name': 'Note', 'type': ['null', 'string']},
              {'name': 'secret', 'type': {'type': 'array', 'items': {'type': 'map', 'values': 'double'}}},
              {'name': 'temperature', 'type': 'double'}]}
            """);
    private static final String ONE =
            "{'id': 7, 'Note': {'string': 'warm'}, 'secret': [{'a': 1.5}, {}], 'temperature': 21.25}";

    private static List<Object[]> decode(Schema schema, String json, String... columns) throws Exception {
        return AvroFormat.of(schema.toString()).decoder(columns(columns)).decode(AvroData.datum(schema, json));
    }

    private static Object value(String schema, String json, String type) throws Exception {
        Schema record =
                AvroData.schema("{'type': 'record', 'name': 'R', 'fields': [{'name': 'v', 'type': " + schema + "}]}");
        List<Object[]> rows = decode(record, "{'v': " + json + "}", "v " + type);
        assertThat(rows).hasSize(1);
        return rows.get(0)[0];
    }

    private static List<Column> columns(String... columns) {
        return Arrays.stream(columns)
                .map(c -> c.split(" ", 2))
                .map(c -> new Column(c[0], ColumnType.parse(c[1])))
                .toList();
    }

    @Test
    void fieldsAreFoundByNameInAnyCaseAndWhatNoColumnListsIsSkipped() throws Exception {
        List<Object[]> rows = decode(READING, ONE, "temperature double", "note string", "absent int", "ID bigint");

        assertThat(rows).containsExactly(new Object[] {21.25, "warm", null, 7L});
    }

    @Test
    void anExactNameGoesBeforeOneInAnotherCase() throws Exception {
        Schema schema = AvroData.schema(
                "{'type': 'record', 'name': 'R', 'fields': [{'name': 'A', 'type': 'int'}, {'name': 'a', 'type': 'int'}]}");

        assertThat(decode(schema, "{'A': 1, 'a': 2}", "a int")).containsExactly(new Object[] {2});
        assertThat(decode(schema, "{'A': 1, 'a': 2}", "A int")).containsExactly(new Object[] {1});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'int' | 7 | tinyint | 7",
                "'int' | 7 | bigint | 7",
                "'long' | 2147483648 | bigint | 2147483648",
                "'long' | 5 | double | 5.0",
                "'int' | 5 | decimal(10,2) | 5.00",
                "'double' | 3.0 | int | 3",
                "'double' | 0.1 | decimal(3,1) | 0.1",
                "'float' | 0.5 | double | 0.5",
                "'double' | 0.25 | float | 0.25",
                "'double' | 0.1 | string | 0.1",
                "'boolean' | true | boolean | true",
                "'boolean' | true | string | true",
                "'string' | '12' | int | 12",
                "'string' | 'TRUE' | boolean | true",
                "'string' | '2020-04-16' | date | 2020-04-16",
                "'string' | '2020-04-16 11:33:23' | timestamp | 2020-04-16T11:33:23Z",
                "'long' | 1587036803 | timestamp | 2020-04-16T11:33:23Z",
                "{'type': 'int', 'logicalType': 'date'} | 18368 | date | 2020-04-16",
                "{'type': 'int', 'logicalType': 'date'} | 18368 | string | 2020-04-16",
                "{'type': 'int', 'logicalType': 'date'} | 18368 | int | 18368",
                "{'type': 'int', 'logicalType': 'time-millis'} | 41603500 | string | 11:33:23.5",
                "{'type': 'int', 'logicalType': 'time-millis'} | 41603500 | int | 41603500",
                "{'type': 'long', 'logicalType': 'time-micros'} | 1 | string | 00:00:00.000001",
                "{'type': 'long', 'logicalType': 'timestamp-millis'} | 1587036803123 | timestamp | 2020-04-16T11:33:23.123Z",
                "{'type': 'long', 'logicalType': 'timestamp-micros'} | 1587036803123456 | timestamp | 2020-04-16T11:33:23.123456Z",
                "{'type': 'long', 'logicalType': 'timestamp-micros'} | -1 | timestamp | 1969-12-31T23:59:59.999999Z",
                "{'type': 'long', 'logicalType': 'timestamp-nanos'} | 1587036803123456789 | timestamp | 2020-04-16T11:33:23.123456Z",
                "{'type': 'long', 'logicalType': 'timestamp-millis'} | 1587036803123 | bigint | 1587036803123",
                "{'type': 'long', 'logicalType': 'timestamp-millis'} | 1587036803123 | string | 2020-04-16T11:33:23.123Z",
                "{'type': 'long', 'logicalType': 'local-timestamp-millis'} | 1587036803000 | string | 2020-04-16T11:33:23",
                "{'type': 'string', 'logicalType': 'uuid'} | '0000-1' | string | 0000-1",
                "{'type': 'enum', 'name': 'E', 'symbols': ['ON', 'OFF']} | 'OFF' | string | OFF",
                "['null', 'int'] | null | int | ",
                "['int', 'string'] | {'int': 5} | string | 5",
                "['int', 'string'] | {'string': 'x'} | string | x",
                "['int', 'long'] | {'int': 5} | bigint | 5",
                "['null'] | null | string | ",
            })
    void aColumnsTypeDecidesWhatAValueBecomes(String schema, String json, String type, String expected)
            throws Exception {
        Object value = value(schema, json, type);

        assertThat(value == null ? null : value.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'int' | 300 | tinyint | expected tinyint, a whole number of -128 to 127, found 300",
                "'long' | 2147483648 | int | expected int, a whole number of -2147483648 to 2147483647, found 2147483648",
                "'double' | 1.7 | int | expected int, a whole number of -2147483648 to 2147483647, found \"1.7\"",
                "'double' | 1e300 | float | expected float, found 1.0E300",
                "'double' | 0.125 | decimal(3,1) | expected decimal(3,1), found \"0.125\"",
                "'int' | 1 | boolean | expected boolean, found Avro's int",
                "'int' | 1 | date | expected date, found Avro's int",
                "'string' | 'x' | double | expected double, found \"x\"",
                "'string' | '{}' | struct<a:int> | expected struct<a:int>, found Avro's string",
                "{'type': 'array', 'items': 'int'} | [1] | int | expected int, found Avro's array",
                "{'type': 'int', 'logicalType': 'date'} | 18368 | timestamp | expected timestamp, found Avro's int",
                "{'type': 'int', 'logicalType': 'time-millis'} | -1 | string | expected a time of day, found -1",
                "{'type': 'long', 'logicalType': 'timestamp-millis'} | 9223372036854775807 | timestamp | expected timestamp of the years 0 to 9999, found 9223372036854775807",
            })
    void whatAColumnCannotHoldIsInvalid(String schema, String json, String type, String message) {
        assertThatThrownBy(() -> value(schema, json, type))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("invalid-value"))
                .hasMessage("v: " + message);
    }

    @Test
    void bytesAndFixedAreBinaryAndTextIsItsUtf8() throws Exception {
        assertThat((byte[]) value("'bytes'", "'\\u0001\\u00ff'", "binary")).containsExactly(1, 255);
        assertThat((byte[]) value("{'type': 'fixed', 'name': 'F', 'size': 2}", "'ab'", "binary"))
                .containsExactly('a', 'b');
        assertThat(value("'bytes'", "'ab'", "string")).isEqualTo("ab");
        assertThat((byte[]) value("'string'", "'ab'", "binary")).containsExactly('a', 'b');
        assertThatThrownBy(() -> value("'bytes'", "'\\u00ff'", "string"))
                .hasMessage("v: expected text in UTF-8, found 1 other bytes");
    }

    @Test
    void decimalsAreExactInBytesAndFixed() throws Exception {
        String bytes = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 6, 'scale': 2}";
        String fixed =
                "{'type': 'fixed', 'name': 'F', 'size': 3, 'logicalType': 'decimal', 'precision': 6, 'scale': 2}";

        assertThat(value(bytes, "'\\u0004\\u00d2'", "decimal(6,2)")).isEqualTo(new BigDecimal("12.34"));
        assertThat(value(fixed, "'\\u00ff\\u00fb\\u002e'", "decimal(10,3)")).isEqualTo(new BigDecimal("-12.340"));
        assertThat(value(bytes, "'\\u0004\\u00d2'", "double")).isEqualTo(12.34);
        assertThat(value(bytes, "'\\u0004\\u00d2'", "string")).isEqualTo("12.34");
        assertThatThrownBy(() -> value(bytes, "'\\u0004\\u00d2'", "decimal(6,1)"))
                .hasMessage("v: expected decimal(6,1), found 12.34");
    }

    @Test
    void aUuidInSixteenBytesIsItsText() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(0x0123456789abcdefL).putLong(0x8899aabbccddeeffL);
        String schema = "{'type':'record','name':'R','fields':[{'name':'v','type':"
                + "{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}}]}";

        List<Object[]> rows = AvroFormat.of(schema.replace('\'', '"'))
                .decoder(columns("v string"))
                .decode(bytes.array());

        assertThat(rows.get(0)[0]).isEqualTo("01234567-89ab-cdef-8899-aabbccddeeff");
    }

    @Test
    void localTimestampsAreTimesInTheFormatsZone() throws Exception {
        String schema = "{'type':'record','name':'R','fields':[{'name':'v','type':"
                + "{'type':'long','logicalType':'local-timestamp-millis'}}]}";
        Schema parsed = AvroData.schema(schema);
        RecordDecoder decoder = AvroFormat.of(parsed.toString())
                .withTimeZone(ZoneId.of("Europe/Berlin"))
                .decoder(columns("v timestamp"));

        assertThat(decoder.decode(AvroData.datum(parsed, "{'v': 1587036803000}"))
                        .get(0)[0])
                .isEqualTo(Instant.parse("2020-04-16T09:33:23Z"));
        // 2020-03-29 02:30 does not exist in Berlin
        assertThatThrownBy(() -> decoder.decode(AvroData.datum(parsed, "{'v': 1585449000000}")))
                .hasMessageContaining("found 2020-03-29T02:30");
    }

    @Test
    void partsNest() throws Exception {
        String schema = """
                {'type': 'record', 'name': 'Box', 'fields': [
                  {'name': 'sizes', 'type': {'type': 'array', 'items': ['null', 'int']}},
                  {'name': 'tags', 'type': {'type': 'map', 'values': {'type': 'record', 'name': 'Tag', 'fields': [
                    {'name': 'n', 'type': 'long'}, {'name': 'left', 'type': 'string'}]}}}]}
                """;

        Row row = (Row) value(
                schema,
                "{'sizes': [{'int': 1}, null], 'tags': {'a': {'n': 5, 'left': 'x'}}}",
                "struct<tags:map<string,struct<n:int,no:string>>,sizes:array<bigint>>");

        assertThat(row.getArray("sizes")).containsExactly(1L, null);
        Map<String, Row> tags = row.getMap("tags");
        assertThat(tags).containsOnlyKeys("a");
        assertThat(tags.get("a").getValues()).containsExactly(5, null);
    }

    @Test
    void aPathLeadsToAnInvalidValue() {
        String schema =
                "{'type': 'array', 'items': {'type': 'record', 'name': 'I', 'fields': [{'name': 'n', 'type': 'long'}]}}";

        assertThatThrownBy(() -> value(schema, "[{'n': 1}, {'n': 300}]", "array<struct<n:tinyint>>"))
                .hasMessage("v[1].n: expected tinyint, a whole number of -128 to 127, found 300");
    }

    @Test
    void aUnionOfSeveralIsAStructOfItsMembers() throws Exception {
        String union = "['null', 'int', 'string', {'type': 'array', 'items': 'int'}]";
        String type = "struct<member0:int,member1:string>";

        assertThat(((Row) value(union, "{'int': 3}", type)).getValues()).containsExactly(3, null);
        assertThat(((Row) value(union, "{'string': 'x'}", type)).getValues()).containsExactly(null, "x");
        assertThat(((Row) value(union, "{'array': [1]}", type)).getValues()).containsExactly(null, null);
        assertThat(value(union, "null", type)).isNull();
    }

    @Test
    void aUnionOfRecordsGoesIntoTheStructItself() throws Exception {
        String union = "[{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]},"
                + "{'type':'record','name':'B','fields':[{'name':'y','type':'string'},{'name':'x','type':'long'}]}]";

        assertThat(((Row) value(union, "{'A': {'x': 1}}", "struct<x:bigint,y:string>")).getValues())
                .containsExactly(1L, null);
        assertThat(((Row) value(union, "{'B': {'y': 'k', 'x': 2}}", "struct<x:bigint,y:string>")).getValues())
                .containsExactly(2L, "k");
    }

    @Test
    void aColumnThatIsAChoiceTakesItsKind() throws Exception {
        OneOfType.Value number = (OneOfType.Value) value("['int', 'string']", "{'int': 3}", "choice<bigint,string>");
        OneOfType.Value text = (OneOfType.Value) value("['int', 'string']", "{'string': 'x'}", "choice<bigint,string>");

        assertThat(number.getValue(Object.class)).isEqualTo(3L);
        assertThat(text.getValue(Object.class)).isEqualTo("x");
    }

    @Test
    void whatHasPartsIsJsonInATextColumn() throws Exception {
        String schema = """
                {'type': 'record', 'name': 'Node', 'fields': [
                  {'name': 'n', 'type': ['null', 'double']},
                  {'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
                  {'name': 'next', 'type': ['null', 'Node']}]}
                """;

        assertThat(value(
                        schema,
                        "{'n': {'double': 1.5}, 'at': 0, 'next': {'Node': {'n': null, 'at': 1, 'next': null}}}",
                        "string"))
                .isEqualTo("{\"n\":1.5,\"at\":\"1970-01-01T00:00:00Z\",\"next\":"
                        + "{\"n\":null,\"at\":\"1970-01-01T00:00:00.001Z\",\"next\":null}}");
        assertThat(value("{'type': 'map', 'values': 'int'}", "{'a': 1}", "string"))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void anArrayOfRecordsIsSeveralRowsAndAUnionOfRecordsIsWhatItSays() throws Exception {
        Schema array = AvroData.schema(
                "{'type': 'array', 'items': " + READING.toString().replace('"', '\'') + "}");
        Schema union = AvroData.schema(
                "['null', {'type':'record','name':'A','fields':[{'name':'id','type':'int'}]},"
                        + "{'type':'record','name':'B','fields':[{'name':'x','type':'string'},{'name':'ID','type':'string'}]}]");

        assertThat(decode(array, "[" + ONE + "," + ONE + "]", "id int"))
                .containsExactly(new Object[] {7}, new Object[] {7});
        assertThat(decode(array, "[]", "id int")).isEmpty();
        assertThat(decode(union, "{'A': {'id': 3}}", "id int")).containsExactly(new Object[] {3});
        assertThat(decode(union, "{'B': {'x': 'y', 'ID': '4'}}", "id int")).containsExactly(new Object[] {4});
        assertThat(decode(union, "null", "id int")).isEmpty();
    }

    @Test
    void anyOtherRootIsTheOneColumn() throws Exception {
        assertThat(decode(AvroData.schema("'string'"), "'x'", "line string")).containsExactly(new Object[] {"x"});
        assertThat(decode(AvroData.schema("['null', 'int']"), "{'int': 5}", "n int"))
                .containsExactly(new Object[] {5});
        assertThat(decode(AvroData.schema("{'type': 'array', 'items': 'int'}"), "[1, 2]", "all array<int>"))
                .containsExactly(new Object[] {List.of(1, 2)});
        assertThat(decode(AvroData.schema("{'type': 'map', 'values': 'int'}"), "{'a': 1}", "all map<string,int>"))
                .containsExactly(new Object[] {Map.of("a", 1)});
        assertThatThrownBy(() -> decode(AvroData.schema("'int'"), "1", "a int", "b int"))
                .hasMessage("expected a record, or a table of one column for Avro's int, found 2 columns at byte 1");
    }

    @Test
    void bytesBehindADatumAreMalformed() {
        byte[] datum = AvroData.datum(READING, ONE);
        byte[] two = Arrays.copyOf(datum, datum.length * 2);
        System.arraycopy(datum, 0, two, datum.length, datum.length);
        RecordDecoder decoder = AvroFormat.of(READING.toString()).decoder(columns("id bigint"));

        assertThatThrownBy(() -> decoder.decode(two))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("malformed-avro"))
                .hasMessage("expected the end behind the data that the schema describes, found " + datum.length
                        + " bytes more at byte " + (datum.length + 1));
    }

    @Test
    void anEmptyPayloadGivesNoRows() throws Exception {
        assertThat(AvroFormat.of(READING.toString())
                        .decoder(columns("id bigint"))
                        .decode(new byte[0]))
                .isEmpty();
        assertThat(AvroFormat.containers().decoder(columns("id bigint")).decode(new byte[0]))
                .isEmpty();
    }

    @Test
    void textThatIsNoUtf8IsMalformed() throws Exception {
        RecordDecoder decoder = AvroFormat.of("\"string\"").decoder(columns("v string"));

        assertThat(decoder.decode("\u0006\ufffd".getBytes(StandardCharsets.UTF_8))
                        .get(0)[0])
                .isEqualTo("\ufffd");
        assertThatThrownBy(() -> decoder.decode(new byte[] {2, (byte) 0xff}))
                .hasMessage("expected text in UTF-8, found other bytes at byte 3");
    }

    @Test
    void datesOutsideTheCalendarAreInvalid() {
        assertThatThrownBy(() -> value("{'type': 'int', 'logicalType': 'date'}", "2147483647", "date"))
                .hasMessage("v: expected date of the years 0 to 9999, found 2147483647 days after 1970-01-01");
    }
}
