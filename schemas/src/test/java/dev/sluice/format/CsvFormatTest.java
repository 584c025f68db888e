package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Simple.INT), new Column("text", Simple.STRING), new Column("at", Simple.TIMESTAMP));
    private static final CsvFormat ESCAPED = new CsvFormat(',', '"', '\\', 0, List.of(), ZoneOffset.UTC);

    @Test
    void fieldsAreReadInTheOrderOfTheColumns() throws MalformedRecordException {
        List<Object[]> rows = decode(CsvFormat.defaults(), "7,abc,2020-04-16 11:33:23");

        assertThat(rows).containsExactly(new Object[] {7, "abc", Instant.parse("2020-04-16T11:33:23Z")});
    }

    @Test
    void quotesAreReadAsTheStandardHasThem() throws MalformedRecordException {
        // RFC 4180, section 2, rules 5 to 7
        assertThat(decode(CsvFormat.defaults(), "1,\"b CRLF\r\nbb\",\n2,\"b\"\"bb\",\r\n3,\"a,b\","))
                .containsExactly(new Object[] {1, "b CRLF\r\nbb", null}, new Object[] {2, "b\"bb", null}, new Object[] {
                    3, "a,b", null
                });
    }

    @Test
    void anEmptyFieldIsNullAndAnEmptyTextInQuotesIsEmpty() throws MalformedRecordException {
        assertThat(decode(CsvFormat.defaults(), ",,")).containsExactly(new Object[] {null, null, null});
        assertThat(decode(CsvFormat.defaults(), "\"\",\"\",\"\"")).containsExactly(new Object[] {null, "", null});
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\ufeff"})
    void emptyLinesAreNoRows(String payload) throws MalformedRecordException {
        assertThat(decode(CsvFormat.defaults(), payload)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,a|malformed-csv|line 1: expected 3 fields, found 2",
                "1,a,,|malformed-csv|line 1: expected 3 fields, found 4",
                "x,a,|invalid-value|id: expected int, found \"x\"",
                "1.5,a,|invalid-value|id: expected int, a whole number of -2147483648 to 2147483647, found \"1.5\"",
                "1,a,noon|invalid-value|at: expected timestamp such as 2020-04-16T11:33:23Z, found \"noon\"",
            })
    void whatDoesNotFitIsMalformed(String payload, String reason, String message) {
        MalformedRecordException e =
                catchThrowableOfType(MalformedRecordException.class, () -> decode(CsvFormat.defaults(), payload));

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessage(message);
    }

    @Test
    void aPayloadIsAtomic() {
        assertThatThrownBy(() -> decode(CsvFormat.defaults(), "1,a,\n2,b"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("line 2: expected 3 fields, found 2");
    }

    @Test
    void textAfterAClosingQuoteIsMalformed() {
        assertThatThrownBy(() -> decode(CsvFormat.defaults(), "1,\"a\"b,"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected CSV (RFC 4180): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,a,\"", "1,a,\"2020-04-16 11:33:23", "1,\"a,", "1,a,\"\n2,b,\n"})
    void aQuoteThatIsNotClosedIsMalformed(String payload) {
        assertThatThrownBy(() -> decode(CsvFormat.defaults(), payload))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected CSV (RFC 4180): ");
    }

    @Test
    void aCarriageReturnInsideQuotesIsOfTheField() throws MalformedRecordException {
        assertThat(decode(CsvFormat.defaults(), "1,\"\r\",\n2,\"a\rb\",\n"))
                .containsExactly(new Object[] {1, "\r", null}, new Object[] {2, "a\rb", null});
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        RecordDecoder decoder = CsvFormat.defaults().decoder(COLUMNS);

        assertThatThrownBy(() -> decoder.decode(new byte[] {'1', ',', (byte) 0xE9, ','}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected UTF-8, found other bytes at byte 3");
    }

    @Test
    void anEscapeInsideQuotesStandsBeforeAQuoteOrItself() throws MalformedRecordException {
        assertThat(decode(ESCAPED, "1,\"a\\\"b\\\\\",\n2,\"C:\\d\",\n3,C:\\\\d,"))
                .containsExactly(new Object[] {1, "a\"b\\", null}, new Object[] {2, "C:\\d", null}, new Object[] {
                    3, "C:\\\\d", null
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTypeComesBackAsItWas(boolean escaped) throws MalformedRecordException {
        CsvFormat format = escaped ? ESCAPED : CsvFormat.defaults().withDelimiter('\t');
        List<String> types = List.of(
                "int",
                "double",
                "decimal(9,2)",
                "boolean",
                "string",
                "string",
                "string",
                "date",
                "timestamp",
                "array<string>",
                "string");
        List<Column> columns = new ArrayList<>();
        for (String type : types) {
            columns.add(new Column("c" + columns.size(), ColumnType.parse(type)));
        }
        Object[] row = {
            7,
            0.1 + 0.2,
            new BigDecimal("1234567.80"),
            false,
            "a\"b,c\td\r\ne\\\"\\",
            "",
            null,
            LocalDate.of(2020, 2, 29),
            Instant.parse("2020-04-16T11:33:23.000001Z"),
            List.of("x,y", "\""),
            "C:\\dir\\"
        };

        byte[] payload = format.encoder(columns).encode(row);
        List<Object[]> back = format.decoder(columns).decode(payload);

        assertThat(back).hasSize(1);
        assertThat(back.get(0)).containsExactly(row);
    }

    @Test
    void theEncoderQuotesOnlyWhatNeedsIt() {
        byte[] payload = CsvFormat.defaults().encoder(COLUMNS).encode(new Object[] {1, "a \"b\"", null});

        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("1,\"a \"\"b\"\"\",");
    }

    @Test
    void aFileIsItsRecordsWithoutTheHeader() throws IOException {
        String file = "\ufeffid,text,\"a\nt\"\r\n1,\"a\nb\"\"\n\",\r\n\r\n2,5\" wide,\n3,\"\",";

        assertThat(records(CsvFormat.defaults().withHeaderLines(1), file))
                .containsExactly("1,\"a\nb\"\"\n\",", "2,5\" wide,", "3,\"\",");
    }

    @Test
    void anEscapedQuoteDoesNotEndAFieldOfAFile() throws IOException {
        assertThat(records(ESCAPED, "1,\"a\\\"\nb\",\n2,\"\\\\\",\n"))
                .containsExactly("1,\"a\\\"\nb\",", "2,\"\\\\\",");
    }

    @Test
    void theEventTimeNeedsNoOtherFieldToBeRight() {
        EventTime at = SerializableUtils.clone(CsvFormat.defaults().eventTime(COLUMNS, "at"));

        assertThat(at.of(bytes("no int,a,2020-04-16T11:33:23.5Z"))).isEqualTo("2020-04-16T11:33:23.500Z");
        assertThat(at.of(bytes("1,a,"))).isNull();
        assertThat(at.of(bytes("1,a"))).isNull();
    }

    @Test
    void anyCharacterThatIsNoLinesEndMayBeTheDelimiter() throws MalformedRecordException {
        for (char delimiter : new char[] {'\t', '|', '\001', ';', ' '}) {
            CsvFormat format = CsvFormat.defaults().withDelimiter(delimiter);
            byte[] payload = format.encoder(COLUMNS).encode(new Object[] {7, "a" + delimiter + "\"", null});

            assertThat(decode(format, new String(payload, StandardCharsets.UTF_8) + "\n8" + delimiter + delimiter))
                    .containsExactly(new Object[] {7, "a" + delimiter + "\"", null}, new Object[] {8, null, null});
        }
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> CsvFormat.defaults().withDelimiter('"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected three different characters");
        assertThatThrownBy(() -> CsvFormat.defaults().withDelimiter('é'))
                .hasMessage("expected an ASCII character but no line's end as delimiter, found U+00E9");
        assertThatThrownBy(() -> CsvFormat.defaults().withHeaderLines(-1))
                .hasMessage("expected 0 or more header lines, found -1");
    }

    private static List<Object[]> decode(CsvFormat format, String payload) throws MalformedRecordException {
        return format.decoder(COLUMNS).decode(bytes(payload));
    }

    private static List<String> records(CsvFormat format, String file) throws IOException {
        List<String> records = new ArrayList<>();
        RecordFormat.FileRecords lines = format.records(new ByteArrayInputStream(bytes(file)));
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            records.add(new String(line, StandardCharsets.UTF_8));
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
