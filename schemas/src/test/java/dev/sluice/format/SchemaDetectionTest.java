package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaDetectionTest {

    private static final List<String> MIXED = List.of("""
            {"id": 1, "name": "a", "at": {"x": 1, "y": null}, "tags": ["u"], "ok": true, "none": null}""", """
            {"name": 7, "id": 3000000000, "at": {"x": 1.5, "z": [1, null]}, "tags": [], "none": null}""", """
            {"ID": 2, "late": 1e2, "at": {"y": "south"}, "ok": 0}""", """
            [{"id": 4, "extra": {}}, {"id": 5}] {"id": 6, "name": null}""", "{\"id\": 7,", "17");

    @Test
    void typesWidenAndWhatIsMissingIsNullable() {
        DetectedSchema schema = json(MIXED);

        assertThat(text(schema))
                .containsExactly(
                        "extra string",
                        "id bigint",
                        "late double",
                        "name choice<int,string>",
                        "at struct<x:double,y:string,z:array<int>>",
                        "tags array<string>",
                        "ok choice<boolean,int>",
                        "none void");
        assertThat(schema.records()).isEqualTo(6);
        assertThat(schema.rows()).isEqualTo(6);
        assertThat(schema.malformed()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOrderWithinTheSampleChangesNothing(long seed) {
        List<String> shuffled = new ArrayList<>(MIXED);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(json(shuffled)).isEqualTo(json(MIXED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 -1 2147483647 -2147483648            | int",
                "1 2147483648                           | bigint",
                "-9223372036854775808                   | bigint",
                "9223372036854775808                    | decimal(38,0)",
                "1 99999999999999999999999999999999999999 | decimal(38,0)",
                "1 100000000000000000000000000000000000000 | string",
                "1 1.0                                  | double",
                "1e3                                    | double",
                "1.5 12345678901234567000               | double",
                "1.5 9007199254740993                   | string",
                "1.5 1e400                              | string",
                "1 true                                 | choice<boolean,int>",
                "\"a\" 1.5                              | choice<double,string>",
                "{\"a\":1} \"a\"                        | choice<struct<a:int>,string>",
                "{\"a\":1} [1] null                     | choice<array<int>,struct<a:int>>",
                "[[1],[2.5]] [null]                     | array<array<double>>",
                "[] []                                  | array<void>",
                "{} {}                                  | string",
                "{\"a:b\":1}                            | string",
                "{\"\":1}                               | string",
                "null null                              | void"
            })
    void aTypeHoldsEveryValueOfTheSampleWithoutLoss(String values, String type) throws Exception {
        List<String> payloads =
                Arrays.stream(values.split(" ")).map(v -> "{\"v\": " + v + "}").toList();

        DetectedSchema schema = json(payloads);

        assertThat(text(schema)).containsExactly("v " + type);
        assertThat(ColumnType.parse(type)).isEqualTo(schema.columns().get(0).type());
        RecordDecoder decoder = JsonFormat.defaults().decoder(schema.columns());
        for (String payload : payloads) {
            assertThat(decoder.decode(payload.getBytes(UTF_8))).hasSize(1);
        }
    }

    @Test
    void aRecordWithoutSomeColumnsDoesNotMoveTheOthers() {
        assertThat(text(json(List.of("{\"c\": 1}", "{\"z\": 1, \"b\": 1, \"c\": 1}", "{\"b\": 1, \"c\": 1}"))))
                .containsExactly("z int", "b int", "c int");
    }

    @Test
    void aNameIsWrittenAsMostOftenAndFoundInAnyCase() {
        assertThat(text(json(List.of("{\"Temp\": 1}", "{\"temp\": 2.5}", "{\"TEMP\": 1}", "{\"TEMP\": 1}"))))
                .containsExactly("TEMP double");
        assertThat(text(json(List.of("{\"b\": 1}", "{\"B\": 1}")))).containsExactly("B int");
    }

    @Test
    void ofANameThatComesTwiceTheLastCounts() {
        assertThat(text(json(List.of("{\"a\": \"x\", \"a\": 1}")))).containsExactly("a int");
    }

    @Test
    void whatIsNestedTooDeepStaysText() {
        String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);

        String type = json(List.of(deep)).columns().get(0).type().toString();

        assertThat(type).startsWith("struct<a:struct<a:").contains("a:string");
        assertThat(ColumnType.parse(type)).hasToString(type);
    }

    @Test
    void moreThanAThousandColumnsAreNoTable() {
        String thousand =
                IntStream.range(0, 1000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));

        assertThat(json(List.of(thousand)).columns()).hasSize(1000);
        assertThat(json(List.of(thousand, "{\"more\": 1}")).mistakes())
                .singleElement()
                .asString()
                .startsWith("expected at most 1,000 columns");
    }

    @Test
    void aSampleThatGivesNoRowIsAMistakeThatSaysWhy() {
        DetectedSchema schema = json(List.of("id;name", "1;x"));

        assertThat(schema.columns()).isEmpty();
        assertThat(schema.mistakes())
                .singleElement()
                .asString()
                .startsWith("none of 2 records gives a row with a column by the format json; of one: ");
    }

    @Test
    void inTextWhateverDisagreesIsAString() {
        DetectedSchema schema = csv(
                List.of(),
                "1,2,true,0.5,,\"\",007,+5,NaN,1",
                "x,3000000000,FALSE,1e3,,,8,6, 1 ,",
                "2,7,true,3,,,9,7,2.5,false",
                "1,2",
                "\"open");

        assertThat(text(schema))
                .containsExactly(
                        "col0 string",
                        "col1 bigint",
                        "col2 boolean",
                        "col3 double",
                        "col4 void",
                        "col5 string",
                        "col6 string",
                        "col7 int",
                        "col8 double",
                        "col9 string");
        assertThat(schema.records()).isEqualTo(5);
        assertThat(schema.rows()).isEqualTo(3);
        assertThat(schema.malformed()).isEqualTo(2);
    }

    @Test
    void ofACsvFileTheHeaderNamesTheColumns() {
        DetectedSchema schema = csv(List.of("id", "name"), "1,a", "2,b,c", "3,d");

        assertThat(text(schema)).containsExactly("id int", "name string");
        assertThat(schema.malformed()).isEqualTo(1);
    }

    @Test
    void aFirstLineOfTextsOverColumnsThatAreNoneIsAHeader() {
        assertThat(isHeader("id,name", "1,a", "2,b")).isTrue();
        assertThat(isHeader("id,name", "x,a", "y,b")).isFalse();
        assertThat(isHeader("1,name", "1,a")).isFalse();
        assertThat(isHeader("id,ID", "1,2")).isFalse();
        assertThat(isHeader("id,", "1,2")).isFalse();
        assertThat(isHeader("id,name,more", "1,2")).isFalse();
        assertThat(isHeader("id,name")).isFalse();
    }

    @Test
    void aHeadersNamesAreEachOnce() throws Exception {
        assertThat(CsvHeader.names(CsvFormat.defaults(), "a, b ,,A,\"x,y\"".getBytes(UTF_8)))
                .containsExactly("a", "b", "col2", "A_1", "x,y");
    }

    @Test
    void theFormatIsToldByTheRecordsThemselves() {
        assertThat(guess("{\"a\": 1}", "[{\"a\": 2}]", "oops")).hasValue(JsonFormat.defaults());
        assertThat(guess("a,b", "1,\"x;y;z\"", "2,c")).hasValue(CsvFormat.defaults());
        assertThat(guess("a;b", "1,5;2", "2,5;3")).hasValue(CsvFormat.defaults().withDelimiter(';'));
        assertThat(guess("a\tb", "1\t2")).hasValue(CsvFormat.defaults().withDelimiter('\t'));
        assertThat(guess("just words", "and more")).isEmpty();
        assertThat(guess()).isEmpty();
    }

    private static java.util.Optional<RecordFormat> guess(String... payloads) {
        return FormatGuess.of(bytes(List.of(payloads)));
    }

    private static boolean isHeader(String first, String... others) {
        return CsvHeader.isHeader(CsvFormat.defaults(), first.getBytes(UTF_8), bytes(List.of(others)));
    }

    private static DetectedSchema json(List<String> payloads) {
        SchemaDetection detection = SchemaDetection.of(JsonFormat.defaults());
        bytes(payloads).forEach(detection::add);
        return detection.schema();
    }

    private static DetectedSchema csv(List<String> header, String... payloads) {
        SchemaDetection detection = SchemaDetection.of(CsvFormat.defaults(), header);
        bytes(List.of(payloads)).forEach(detection::add);
        return detection.schema();
    }

    private static List<byte[]> bytes(List<String> payloads) {
        return payloads.stream().map(p -> p.getBytes(UTF_8)).toList();
    }

    private static List<String> text(DetectedSchema schema) {
        return schema.columns().stream().map(SchemaDetectionTest::text).toList();
    }

    private static String text(Column column) {
        return column.name() + " " + column.type();
    }
}
