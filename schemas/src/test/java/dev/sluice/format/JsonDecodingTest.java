package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecodingTest {

    private static final Path SAMPLES = Path.of("../src-test-data");

    @Test
    void aDeviceMessageIsARow() throws Exception {
        TableDefinition table = Catalog.in(Path.of("none")).table("sense_hat");
        String message = """
                {"client_id": "astro-pi-ed", "timestamp": "2015-08-20 23:58:30", "humidity": 60.5, "temperature": 26.85,
                 "pressure": 1021.76, "pitch": 359.05, "roll": 359.86, "yaw": 258.99, "count": 1}""";

        List<Object[]> rows = table.decoder().decode(bytes(message));

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .containsExactly(
                        "astro-pi-ed",
                        Instant.ofEpochSecond(1_440_115_110),
                        60.5,
                        26.85,
                        1021.76,
                        359.05,
                        359.86,
                        258.99,
                        1L);
    }

    @Test
    void whatAPayloadGivesDoesNotDependOnThoseBeforeIt() throws Exception {
        List<Column> columns = List.of(
                new Column("id", ColumnType.Simple.INT),
                new Column("text", ColumnType.Simple.STRING),
                new Column("value", ColumnType.Simple.DOUBLE));
        List<String> whole = List.of(
                "{\"id\": 1, \"text\": \"a b\", \"value\": 1.5, \"other\": {\"id\": [2, {}]}}",
                "\ufeff{\"id\":2}\n{\"id\":3,\"text\":\"\u00e4\"} ",
                "[{\"value\":-0.25e1},{}]\t\n",
                "{\"id\": \"4\"}",
                "",
                " \n");
        List<String> payloads = new ArrayList<>(whole);
        for (String payload : whole) {
            for (int end = 1; end < payload.length(); end++) {
                payloads.add(payload.substring(0, end));
            }
        }
        payloads.addAll(List.of(
                "{} x", "{}tru", "{} 12", "{} \"}", "{}{", "{}]", "12", "\"}\"", "nul", "{\"text\": {\"a\": [1]}}"));
        Collections.shuffle(payloads, new Random(20200416));
        RecordDecoder one = JsonFormat.defaults().decoder(columns);

        for (String payload : payloads) {
            RecordDecoder own = JsonFormat.defaults().decoder(columns);

            assertThat(answer(one, payload)).as(payload).isEqualTo(answer(own, payload));
        }
    }

    private static String answer(RecordDecoder decoder, String payload) {
        try {
            return Arrays.deepToString(decoder.decode(bytes(payload)).toArray());
        } catch (MalformedRecordException e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} x", "{}tru", "{} 12", "{} \"}", "{}{", "{}]", "12", "{\"id\":1", "{\"id\":1}{\"id\":"})
    void whatIsNotWholeIsMalformedBehindAPayloadThatIs(String payload) throws Exception {
        RecordDecoder decoder = JsonFormat.defaults().decoder(List.of(new Column("id", ColumnType.Simple.INT)));
        decoder.decode(bytes("{\"id\": 1}"));

        assertThatThrownBy(() -> decoder.decode(bytes(payload))).isInstanceOf(MalformedRecordException.class);
        assertThat(decoder.decode(bytes("{\"id\": 2}")).get(0)).containsExactly(2);
    }

    @Test
    void theSampleGivesItsFigures() throws Exception {
        TableDefinition table = Catalog.in(Path.of("none")).table("sense_hat");
        RecordDecoder decoder = table.decoder();

        long counts = 0;
        double humidity = 0;
        double lowest = Double.MAX_VALUE;
        for (String line : Files.readAllLines(SAMPLES.resolve("device-messages.ndjson"))) {
            Object[] row = decoder.decode(bytes(line)).get(0);
            humidity += (Double) row[2];
            lowest = Math.min(lowest, (Double) row[3]);
            counts += (Long) row[8];
        }

        assertThat(counts).isEqualTo(5050);
        assertThat(lowest).isEqualTo(26.95);
        assertThat(humidity).isBetween(4397.79, 4397.81);
    }

    static List<Path> malformedSamples() throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("malformed"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("malformedSamples")
    void everyMalformedSampleIsMalformedAndNothingElse(Path sample) throws Exception {
        TableDefinition table = Catalog.in(Path.of("none")).table("sense_hat");
        RecordDecoder decoder = table.decoder();
        byte[] payload = Files.readAllBytes(sample);

        MalformedRecordException e =
                catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(payload));

        assertThat(e.reason()).isIn("malformed-json", "invalid-value");
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(250);
        assertThat(e.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": \"abc\"}|double|a: expected double, found \"abc\"",
                "{\"a\": {\"b\": 1}}|double|a: expected double, found {\"b\": 1}",
                "{\"a\": 1e400}|double|a: expected double, found 1e400",
                "{\"a\": true}|double|a: expected double, found true",
                "{\"a\": 1.7}|int|a: expected int, a whole number of -2147483648 to 2147483647, found 1.7",
                "{\"a\": \"1.7\"}|int|a: expected int, a whole number of -2147483648 to 2147483647, found \"1.7\"",
                "{\"a\": 128}|tinyint|a: expected tinyint, a whole number of -128 to 127, found 128",
                "{\"a\": \"\"}|int|a: expected int, found \"\"",
                "{\"a\": 1}|boolean|a: expected boolean, found 1",
                "{\"a\": 1.005}|decimal(5,2)|a: expected decimal(5,2), found 1.005",
                "{\"a\": 1000}|decimal(5,2)|a: expected decimal(5,2), found 1000",
                "{\"a\": 1e999999999}|decimal(5,2)|a: expected decimal(5,2), found 1e999999999",
                "{\"a\": \"NaN\"}|int|a: expected int, found \"NaN\"",
                "{\"a\": \"0x1p3\"}|double|a: expected double, found \"0x1p3\"",
                "{\"a\": \"*\"}|binary|a: expected binary as base64, found \"*\"",
                "{\"a\": \"2020-02-30\"}|date|a: expected date such as 2020-04-16, found \"2020-02-30\"",
                "{\"a\": 20200416}|date|a: expected date such as 2020-04-16, found 20200416",
                "{\"a\": [1, \"x\"]}|array<double>|a[1]: expected double, found \"x\"",
                "{\"a\": {\"b\": [{\"c\": \"x\"}]}}|struct<b:array<struct<c:double>>>|a.b[0].c: expected double, found \"x\"",
                "{\"a\": {\"k\": \"x\"}}|map<string,double>|a.k: expected double, found \"x\"",
                "{\"a\": [1]}|map<string,double>|a: expected an object, found [1]",
            })
    void aValueThatDoesNotFitIsNamedWithItsPath(String json, String type, String message) {
        RecordDecoder decoder = decoder(type);

        MalformedRecordException e =
                catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(bytes(json)));

        assertThat(e.reason()).isEqualTo("invalid-value");
        assertThat(e).hasMessage(message);
    }

    @Test
    void aMessageShowsNoMoreThan64CharactersOfAPayload() {
        String secret = "x".repeat(60) + "y".repeat(1000);

        MalformedRecordException value = catchThrowableOfType(
                MalformedRecordException.class, () -> decoder("double").decode(bytes("{\"a\": \"" + secret + "\"}")));
        MalformedRecordException token = catchThrowableOfType(
                MalformedRecordException.class, () -> decoder("double").decode(bytes("{\"a\": " + secret + "}")));

        assertThat(value).hasMessage("a: expected double, found \"" + "x".repeat(60) + "yyy…\"");
        assertThat(token.getMessage()).contains(" at line 1, column ").doesNotContain("y".repeat(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"12\"|int|12",
                "1.0|int|1",
                "1e2|int|100",
                "\"+7\"|int|7",
                "-9223372036854775808|bigint|-9223372036854775808",
                "7|string|7",
                "1.50|string|1.50",
                "true|string|true",
                "{\"b\": [1,  2]}|string|{\"b\": [1,  2]}",
                "[\"é\"]|string|[\"é\"]",
                "\"true\"|boolean|true",
                "\"False\"|boolean|false",
                "3|double|3.0",
                "\"NaN\"|double|NaN",
                "\"-Infinity\"|double|-Infinity",
                "\" 2.5 \"|double|2.5",
                "0.1|float|0.1",
                "\"long text\"|varchar(4)|long text",
            })
    void aValueOfAnotherTypeBecomesTheColumnsWhereNothingIsLost(String json, String type, String expected)
            throws MalformedRecordException {
        Object value = value(json, type);

        assertThat(value).hasToString(expected);
        assertThat(value).isExactlyInstanceOf(javaType(type));
    }

    private static Class<?> javaType(String type) {
        return Map.<String, Class<?>>of(
                        "int", Integer.class,
                        "bigint", Long.class,
                        "boolean", Boolean.class,
                        "double", Double.class,
                        "float", Float.class)
                .getOrDefault(type, String.class);
    }

    @Test
    void decimalsAreExactToTheLastDigit() throws MalformedRecordException {
        assertThat(value("12345678901234567890123456.789", "decimal(38,10)"))
                .isEqualTo(new BigDecimal("12345678901234567890123456.7890000000"));
        assertThat(value("\"0.10\"", "decimal(3,1)")).isEqualTo(new BigDecimal("0.1"));
        assertThat(value("0e99999", "decimal(3,1)")).isEqualTo(new BigDecimal("0.0"));
    }

    @Test
    void numbersBeyondDoubleAreExactWhereTheColumnIs() throws MalformedRecordException {
        // What a double would make of the three: 9223372036854775808, 1.0 and 100000000000000000000
        assertThat(value("9223372036854775807", "bigint")).isEqualTo(9223372036854775807L);
        assertThat(value("1.000000000000000005", "decimal(38,18)")).isEqualTo(new BigDecimal("1.000000000000000005"));
        assertThat(value("10000000000000000999", "decimal(38,0)")).isEqualTo(new BigDecimal("10000000000000000999"));
        assertThat(value("10000000000000000999", "string")).isEqualTo("10000000000000000999");
    }

    @Test
    void whatNoColumnListsIsSkippedWhateverItsValue() throws MalformedRecordException {
        String json = """
                {"x": 1e999999999, "y": "\\ud800", "z": [{"a": 2}, -0], "a": 1, "w": "2020-02-30"}""";

        assertThat(row(decoder("int"), json)).containsExactly(1);
    }

    @Test
    void nestedValuesAreListsMapsAndRows() throws MalformedRecordException {
        ColumnType.Struct struct = (ColumnType.Struct) ColumnType.parse("struct<b:array<int>,c:map<int,date>>");

        Object value =
                value("{\"C\": {\"7\": \"2020-04-16\", \"8\": null}, \"x\": {}, \"b\": [1, null]}", struct.toString());

        assertThat(((Row) value).getSchema()).isEqualTo(struct.schema());
        assertThat(((Row) value).<Object>getValue("b")).isEqualTo(Arrays.asList(1, null));
        assertThat(((Row) value).<Map<Object, Object>>getValue("c"))
                .containsEntry(7, LocalDate.of(2020, 4, 16))
                .containsEntry(8, null);
    }

    @Test
    void binaryIsBase64AsInTheStandardsOwnExample() throws MalformedRecordException {
        // RFC 4648, section 10
        assertThat(value("\"Zm9vYmFy\"", "binary")).isEqualTo(bytes("foobar"));
        assertThat(value("\"Zm9vYg==\"", "binary")).isEqualTo(bytes("foob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1}{\"a\": 2}",
                "{\"a\": 1}\n{\"a\": 2}\r\n",
                "[{\"a\": 1}, {\"a\": 2}]",
                "[] [{\"a\":1}] {\"a\":2}"
            })
    void aPayloadMayHoldSeveralRows(String payload) throws MalformedRecordException {
        List<Object[]> rows = decoder("int").decode(bytes(payload));

        assertThat(rows).containsExactly(new Object[] {1}, new Object[] {2});
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n", "[]", "\ufeff"})
    void anEmptyPayloadHoldsNone(String payload) throws MalformedRecordException {
        assertThat(decoder("int").decode(bytes(payload))).isEmpty();
    }

    @Test
    void aByteOrderMarkIsSkipped() throws MalformedRecordException {
        List<Object[]> rows = decoder("string").decode(bytes("\ufeff{\"a\": {\"é\": 1}}"));

        assertThat(rows).containsExactly(new Object[] {"{\"é\": 1}"});
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "null", "\"x\"", "[1]", "[[]]", "[null]"})
    void aRootThatIsNoObjectIsMalformed(String payload) {
        MalformedRecordException e = catchThrowableOfType(
                MalformedRecordException.class, () -> decoder("int").decode(bytes(payload)));

        assertThat(e.reason()).isEqualTo("malformed-json");
        assertThat(e.getMessage()).startsWith("expected an object, found ");
    }

    @Test
    void fieldsAreFoundInAnyOrderExactlyFirstAndThenInAnyCase() throws MalformedRecordException {
        RecordDecoder decoder = new JsonFormat(List.of(), ZoneOffset.UTC)
                .decoder(List.of(
                        new Column("First", ColumnType.Simple.INT), new Column("second", ColumnType.Simple.INT)));

        assertThat(row(decoder, "{\"second\": 2, \"x\": [{}], \"First\": 1}")).containsExactly(1, 2);
        assertThat(row(decoder, "{\"SECOND\": 2, \"first\": 1}")).containsExactly(1, 2);
        assertThat(row(decoder, "{\"First\": 1, \"FIRST\": 9}")).containsExactly(1, null);
        assertThat(row(decoder, "{\"FIRST\": 9, \"First\": 1}")).containsExactly(1, null);
        assertThat(row(decoder, "{\"First\": 1, \"First\": 3}")).containsExactly(3, null);
        assertThat(row(decoder, "{\"First\": null}")).containsExactly(null, null);
        assertThat(row(decoder, "{}")).containsExactly(null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int           | 1.7         | 1",
                "int           | -1.7        | -1",
                "bigint        | 1.55e1      | 15",
                "bigint        | 0.9         | 0",
                "decimal(4,1)  | 12.35       | 12.4",
                "decimal(4,1)  | -12.35      | -12.4",
                "array<int>    | [1.2, 2]    | [1, 2]",
            })
    void aNumberMayLoseItsFractionWhereTheFormatAllowsIt(String type, String json, String value) throws Exception {
        RecordDecoder decoder = JsonFormat.defaults()
                .withFractions(Fractions.SHORTENED)
                .decoder(List.of(new Column("a", ColumnType.parse(type))));

        assertThat(row(decoder, "{\"a\": " + json + "}")[0]).hasToString(value);
        assertThatThrownBy(() -> value(json, type)).isInstanceOf(MalformedRecordException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "int | 2147483648.5",
                "int | \"1.7\"",
                "smallint | 1.7",
                "bigint | 1e19",
                "decimal(4,1) | 999.95",
            })
    void whatDoesNotFitIsMalformedWhateverBecomesOfFractions(String type, String json) {
        RecordDecoder decoder = JsonFormat.defaults()
                .withFractions(Fractions.SHORTENED)
                .decoder(List.of(new Column("a", ColumnType.parse(type))));

        assertThatThrownBy(() -> row(decoder, "{\"a\": " + json + "}")).isInstanceOf(MalformedRecordException.class);
    }

    private static Object[] row(RecordDecoder decoder, String json) throws MalformedRecordException {
        return decoder.decode(bytes(json)).get(0);
    }

    private static Object value(String json, String type) throws MalformedRecordException {
        return row(decoder(type), "{\"a\": " + json + "}")[0];
    }

    private static RecordDecoder decoder(String type) {
        return JsonFormat.defaults().decoder(List.of(new Column("a", ColumnType.parse(type))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTornObjectIsNamedByWhereItWasOpenedAndNotByWhatTheParserCallsItsSource() {
        RecordDecoder decoder = JsonFormat.defaults().decoder(List.of(new Column("a", ColumnType.parse("int"))));

        assertThatThrownBy(() -> decoder.decode("{\"a\":1".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("start marker at line: 1, column: 1)")
                .hasMessageNotContainingAny("Source", "REDACTED");
    }
}
