package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrokFormatTest {

    /** The example of Apache's own documentation of its combined log format. */
    private static final String APACHE =
            "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326"
                    + " \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"";

    private static final GrokFormat READINGS =
            GrokFormat.of("^%{TIMESTAMP_ISO8601:at} %{WORD:device} celsius=%{NUMBER:celsius:float}(?: %{DATA:note})?$");
    private static final List<Column> READING =
            columns("at timestamp", "device string", "celsius decimal(4,2)", "note string");

    @Test
    void anAccessLogIsReadByTheStandardLibrary() throws MalformedRecordException {
        GrokFormat format =
                GrokFormat.of("%{COMBINEDAPACHELOG}").withTimestampFormats(List.of("dd/MMM/yyyy:HH:mm:ss Z"));

        List<Object[]> rows = format.decoder(columns(
                        "clientip string",
                        "auth string",
                        "timestamp timestamp",
                        "verb string",
                        "request string",
                        "httpversion double",
                        "response int",
                        "bytes bigint",
                        "agent string",
                        "rawrequest string",
                        "nosuch string"))
                .decode(bytes(APACHE));

        assertThat(rows).containsExactly(new Object[] {
            "127.0.0.1",
            "frank",
            Instant.parse("2000-10-10T20:55:36Z"),
            "GET",
            "/apache_pb.gif",
            1.0,
            200,
            2326L,
            "\"Mozilla/4.08 [en] (Win98; I ;Nav)\"",
            null,
            null
        });
    }

    @Test
    void aPayloadIsLinesEachARow() throws MalformedRecordException {
        String first = "\ufeff2020-04-16 11:33:23 pi celsius=27.5\r\n\n \t\r\n";
        String second = "2020-04-16T11:33:24Z pi celsius=27 open window, süd\n";

        List<Object[]> rows = READINGS.decoder(READING).decode(bytes(first + second));

        assertThat(rows)
                .containsExactly(
                        new Object[] {Instant.parse("2020-04-16T11:33:23Z"), "pi", new BigDecimal("27.50"), null},
                        new Object[] {
                            Instant.parse("2020-04-16T11:33:24Z"), "pi", new BigDecimal("27.00"), "open window, süd"
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \n\t", "\ufeff"})
    void blankLinesAreNoRows(String payload) throws MalformedRecordException {
        assertThat(READINGS.decoder(READING).decode(bytes(payload))).isEmpty();
    }

    @Test
    void aLineThatDoesNotMatchMakesThePayloadMalformed() {
        MalformedRecordException e = malformed("2020-04-16 11:33:23 pi celsius=27.5\n\nRestarted after "
                + "a very long night of nothing at all to say, and a secret: 12345\n");

        assertThat(e.reason()).isEqualTo("grok-no-match");
        assertThat(e)
                .hasMessage("line 3: expected a line that the pattern matches, found \"Restarted after a very long"
                        + " night of nothing at all to say, and…\"");
    }

    @Test
    void aValueThatItsColumnCannotHoldIsInvalid() {
        MalformedRecordException e = malformed("2020-13-16 11:33:23 pi celsius=27.5");
        assertThat(e.reason()).isEqualTo("grok-no-match");

        e = malformed("2020-02-30 11:33:23 pi celsius=27.5");
        assertThat(e.reason()).isEqualTo("invalid-value");
        assertThat(e).hasMessage("at: expected timestamp such as 2020-04-16T11:33:23Z, found \"2020-02-30 11:33:23\"");

        e = malformed("2020-04-16 11:33:23 pi celsius=127.5");
        assertThat(e).hasMessage("celsius: expected decimal(4,2), found \"127.5\"");
    }

    @Test
    void bytesThatAreNoUtf8AndLinesWithoutEndAreMalformed() {
        RecordDecoder decoder = READINGS.decoder(READING);

        assertThatThrownBy(() -> decoder.decode(new byte[] {'a', (byte) 0xE9}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected UTF-8, found other bytes at byte 2")
                .extracting(e -> ((MalformedRecordException) e).reason())
                .isEqualTo("malformed-grok");
        assertThat(malformed("x".repeat(10_000_000)))
                .hasMessage("line 1: expected at most 262144 bytes, found 10000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^z(?<a>(?:x+x+)+)z$", "^z%{DATA:a}%{DATA:b}%{DATA:c}%{DATA:d}%{DATA:e}%{DATA:f}yz$"})
    void aMatchThatTakesTooLongIsEndedAndLeavesNoThread(String pattern) throws Exception {
        RecordDecoder decoder = GrokFormat.of(pattern).decoder(columns("a string"));
        String line = "z" + "x".repeat(4_000) + "!yz!";

        MalformedRecordException e =
                catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(bytes(line)));
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(n -> n.contains("rok") || n.contains("joni"))
                .toList();

        assertThat(e.reason()).isEqualTo("grok-timeout");
        assertThat(e).hasMessageStartingWith("line 1: expected the pattern to be matched in time, found \"zxx");
        assertThat(threads).isEmpty();
    }

    @Test
    void aCaptureIsFoundByItsExactNameElseInAnyCase() throws MalformedRecordException {
        GrokFormat format = GrokFormat.of("%{WORD:Id} %{WORD:ID} %{WORD:name}");

        List<Object[]> rows =
                format.decoder(columns("ID string", "NAME string")).decode(bytes("a b c"));

        assertThat(rows).containsExactly(new Object[] {"b", "c"});
    }

    @Test
    void ofSeveralCapturesOfANameTheFirstCountsThatHasSomething() throws MalformedRecordException {
        GrokFormat format = GrokFormat.of("^(?:%{INT:code:int}|%{WORD:code}|<(?<code>.*)>)$");
        RecordDecoder decoder = format.decoder(columns("code string"));

        assertThat(decoder.decode(bytes("12\nabc\n<x>\n<>")))
                .containsExactly(new Object[] {"12"}, new Object[] {"abc"}, new Object[] {"x"}, new Object[] {null});
        assertThat(format.columns()).containsExactlyElementsOf(columns("code string"));
    }

    @Test
    void aPatternGivesTheColumnsOfATableThatHasNone() {
        GrokFormat format = new GrokFormat(
                "%{LINE} (?<queue_id>[A-F0-9]+) %{IP:client.ip}",
                "LINE %{WORD:w:string} %{INT:a:byte} %{INT:b:short} %{INT:c:int} %{INT:d:long} %{NUMBER:e:float}"
                        + " %{NUMBER:f:double} %{WORD:g:boolean} %{WORD:W}",
                List.of(),
                ZoneOffset.UTC);

        assertThat(format.columns())
                .containsExactlyElementsOf(columns(
                        "w string",
                        "a tinyint",
                        "b smallint",
                        "c int",
                        "d bigint",
                        "e float",
                        "f double",
                        "g boolean",
                        "queue_id string",
                        "client.ip string"));
        assertThat(GrokFormat.of("%{COMBINEDAPACHELOG}").columns())
                .extracting(Column::name)
                .contains("clientip", "verb", "bytes", "agent");
    }

    @Test
    void aTablesOwnPatternTakesThePlaceOfAStandardOne() throws MalformedRecordException {
        GrokFormat format = new GrokFormat(
                "%{WORD:name}=%{TEMP:t}", "# ours\n\nWORD [a-z]+\r\nTEMP %{NUMBER} ?C\n", List.of(), ZoneOffset.UTC);

        assertThat(format.decoder(columns("name string", "t string")).decode(bytes("IN-door=27.5 C")))
                .containsExactly(new Object[] {"door", "27.5 C"});
    }

    @Test
    void allMistakesOfPatternsAreReported() {
        InvalidGrokException e = catchThrowableOfType(
                InvalidGrokException.class,
                () -> new GrokFormat(
                        "%{NUMBR:a} %{INT:b:integer} %{INT:c d} %{INT",
                        "nothing\nA %{B} \nB %{C:x}\nC %{A}|%{MISSING}\nA x\n\nE %{E}", List.of(), ZoneOffset.UTC));

        assertThat(e.ofPattern())
                .containsExactly(
                        "%{INT:b:integer}: expected a type of byte, short, int, long, float, double, boolean, string,"
                                + " found 'integer'",
                        "expected %{NAME}, %{NAME:column} or %{NAME:column:type}, found '%{INT:c d}'",
                        "expected %{NAME}, %{NAME:column} or %{NAME:column:type}, found '%{INT'",
                        "there is no pattern NUMBR; did you mean NUMBER?");
        assertThat(e.ofDefinitions())
                .containsExactly(
                        "line 1: expected a name and its pattern such as QUEUE_ID [0-9A-F]{10,11}, found \"nothing\"",
                        "line 5: expected each name once, found A again",
                        "line 2, A: expected no pattern within itself, found A in B in C in A",
                        "line 4, C: there is no pattern MISSING",
                        "line 7, E: expected no pattern within itself, found E in E");
    }

    @Test
    void whatIsNoRegularExpressionIsSaidWhereItStands() {
        InvalidGrokException e = catchThrowableOfType(
                InvalidGrokException.class,
                () -> new GrokFormat("%{A:a}", "A [a-\nB x{2}\nC (?<n>x", List.of(), ZoneOffset.UTC));
        assertThat(e.ofPattern()).isEmpty();
        assertThat(e.ofDefinitions())
                .containsExactly(
                        "line 1, A: expected a regular expression as Oniguruma has them: premature end of char-class",
                        "line 3, C: expected a regular expression as Oniguruma has them: end pattern with unmatched"
                                + " parenthesis");

        assertThatThrownBy(() -> GrokFormat.of("%{WORD:a}("))
                .hasMessage(
                        "expected a regular expression as Oniguruma has them: end pattern with unmatched parenthesis");
        assertThatThrownBy(() -> GrokFormat.of("%{WORD}"))
                .hasMessage("expected a column or more such as %{NUMBER:bytes}, found none");
    }

    @Test
    void namesWithinNamesDoNotGrowWithoutEnd() {
        StringBuilder definitions = new StringBuilder("P0 xxxxxxxxxx\n");
        for (int i = 1; i < 30; i++) {
            definitions.append("P%d %%{P%d}%%{P%d}%n".formatted(i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> new GrokFormat("%{P29:a}", definitions.toString(), List.of(), ZoneOffset.UTC))
                .isInstanceOf(InvalidGrokException.class)
                .hasMessageContaining("expected at most 100000 characters when all patterns it names are put in");
    }

    @Test
    void timestampsHaveTheTablesFormatsAndZone() throws MalformedRecordException {
        GrokFormat format = GrokFormat.of("^%{SYSLOGTIMESTAMP:at} %{YEAR:year}|(?<at>.*)$")
                .withTimestampFormats(List.of("yyyy MMM d HH:mm:ss"))
                .withTimeZone(ZoneId.of("Europe/Berlin"));
        RecordDecoder decoder = format.decoder(columns("at timestamp"));

        assertThat(decoder.decode(bytes("2020 Apr 16 13:33:23")))
                .containsExactly(new Object[] {Instant.parse("2020-04-16T11:33:23Z")});
        assertThatThrownBy(() -> decoder.decode(bytes("2020 Mar 29 02:30:00")))
                .as("daylight saving skips it")
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void theEventTimeNeedsNoOtherFieldToBeRight() {
        EventTime at = SerializableUtils.clone(READINGS.eventTime(READING, "at"));

        assertThat(at.of(bytes("2020-04-16T11:33:24Z pi celsius=1000\n2020-04-16T11:33:23Z pi celsius=1")))
                .isEqualTo("2020-04-16T11:33:23Z");
        assertThat(at.of(bytes("nothing"))).isNull();
    }

    @Test
    void aFileIsItsLines() throws IOException {
        RecordFormat.FileRecords lines = READINGS.records(new ByteArrayInputStream(bytes("a\r\n\n \nb")));

        List<String> records = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            records.add(new String(line, StandardCharsets.UTF_8));
        }
        assertThat(records).containsExactly("a", "b");
    }

    @Test
    void aPatternCannotWrite() {
        assertThatThrownBy(() -> READINGS.encoder(READING))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("expected a format that can be written");
    }

    private static MalformedRecordException malformed(String payload) {
        return catchThrowableOfType(
                MalformedRecordException.class, () -> READINGS.decoder(READING).decode(bytes(payload)));
    }

    private static List<Column> columns(String... columns) {
        List<Column> list = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            list.add(new Column(parts[0], ColumnType.parse(parts[1])));
        }
        return list;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
