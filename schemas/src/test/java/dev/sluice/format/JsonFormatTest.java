package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class JsonFormatTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Simple.INT), new Column("at", Simple.TIMESTAMP), new Column("text", Simple.STRING));

    @Test
    void theEncoderWritesOneObjectWithTimesInTheTablesFormat() {
        Object[] row = {7, Instant.parse("2020-04-16T11:33:23Z"), null};

        byte[] iso = JsonFormat.defaults().encoder(COLUMNS).encode(row);
        byte[] formatted = JsonFormat.defaults()
                .withTimestampFormats(List.of("yyyy-MM-dd HH:mm:ss"))
                .encoder(COLUMNS)
                .encode(row);

        assertThat(text(iso)).isEqualTo("{\"id\":7,\"at\":\"2020-04-16T11:33:23Z\",\"text\":null}");
        assertThat(text(formatted)).isEqualTo("{\"id\":7,\"at\":\"2020-04-16 11:33:23\",\"text\":null}");
    }

    @Test
    void everyTypeComesBackAsItWas() throws MalformedRecordException {
        ColumnType.Struct struct = (ColumnType.Struct) ColumnType.parse("struct<x:double,y:array<string>>");
        List<String> types = List.of(
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "float",
                "double",
                "double",
                "decimal(20,3)",
                "boolean",
                "string",
                "date",
                "timestamp",
                "array<int>",
                "map<date,bigint>",
                struct.toString(),
                "varchar(3)");
        List<Column> columns = new ArrayList<>();
        for (String type : types) {
            columns.add(new Column("c" + columns.size(), ColumnType.parse(type)));
        }
        Row nested = Row.withSchema(struct.schema()).attachValues(Arrays.asList(1e-9, List.of("é", "\"", "\n")));
        Object[] row = {
            (byte) -128,
            (short) 32767,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            0.1f,
            0.1 + 0.2,
            Double.NaN,
            new BigDecimal("12345678901234567.125"),
            true,
            "\ud83d\ude00\\",
            LocalDate.of(2020, 2, 29),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Arrays.asList(1, null),
            Map.of(LocalDate.EPOCH, 3L),
            nested,
            "äöü"
        };

        byte[] payload = JsonFormat.defaults().encoder(columns).encode(row);
        List<Object[]> back = JsonFormat.defaults().decoder(columns).decode(payload);

        assertThat(back).hasSize(1);
        assertThat(back.get(0)).containsExactly(row);
    }

    @Test
    void bytesComeBackAsTheyWere() throws MalformedRecordException {
        List<Column> columns = List.of(new Column("b", Simple.BINARY));
        byte[] bytes = {0, -1, 127, -128};

        byte[] payload = JsonFormat.defaults().encoder(columns).encode(new Object[] {bytes});

        assertThat(JsonFormat.defaults().decoder(columns).decode(payload).get(0)[0])
                .isEqualTo(bytes);
    }

    @Test
    void anEncoderRefusesARowOfOtherColumns() {
        RecordEncoder encoder = JsonFormat.defaults().encoder(COLUMNS);

        assertThatThrownBy(() -> encoder.encode(new Object[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a row of 3 values, found one of 1");
    }

    @Test
    void theEventTimeIsReadToTheMillisecondAndMissingWhereItCannotBeRead() {
        EventTime at = SerializableUtils.clone(JsonFormat.defaults().eventTime(COLUMNS, "AT"));

        assertThat(at.of(bytes("{\"id\": \"no int\", \"at\": \"2020-04-16T11:33:23.123999Z\"}")))
                .isEqualTo("2020-04-16T11:33:23.123Z");
        assertThat(at.of(bytes("{\"x\": {\"at\": \"2020-04-16T11:33:23Z\"}}"))).isNull();
        assertThat(at.of(bytes("{\"at\": null}"))).isNull();
        assertThat(at.of(bytes("{\"at\": \"yesterday\"}"))).isNull();
        assertThat(at.of(bytes("{\"at\": \"2020-04-16T11:33:23Z\""))).isNull();
        assertThat(at.of(bytes(""))).isNull();
    }

    @Test
    void theEventTimeOfSeveralRowsIsTheEarliest() {
        EventTime at = JsonFormat.defaults().eventTime(COLUMNS, "at");

        assertThat(at.of(bytes("{\"at\": 1587036803}{\"at\": 1587036802}{\"at\": 1587036804}{}")))
                .isEqualTo("2020-04-16T11:33:22Z");
    }

    @Test
    void anEventTimeHasToBeATimestampOfTheTable() {
        assertThatThrownBy(() -> JsonFormat.defaults().eventTime(COLUMNS, "id"))
                .hasMessage("event time 'id': expected a column of type timestamp, found int");
        assertThatThrownBy(() -> JsonFormat.defaults().eventTime(COLUMNS, "time"))
                .hasMessage("event time 'time': expected one of [id, at, text]");
    }

    @Test
    void aFileIsItsLinesWhateverTheyEndWith() throws IOException {
        String file = "\ufeff{\"id\":1}\r\n\n  \r\n{\"id\":2}\n\t{\"id\":3}";

        List<String> records = records(new ByteArrayInputStream(bytes(file)));

        assertThat(records).containsExactly("{\"id\":1}", "{\"id\":2}", "\t{\"id\":3}");
    }

    @Test
    void anEmptyFileHasNoRecords() throws IOException {
        assertThat(records(InputStream.nullInputStream())).isEmpty();
        assertThat(records(new ByteArrayInputStream(bytes("\n\r\n")))).isEmpty();
    }

    @Test
    void linesLongerThanAnyBufferComeWhole() throws IOException {
        String longest = "x".repeat(300_000);
        String file = "a\n" + longest + "\n" + "y".repeat(65_536) + "\nb";

        List<String> records = records(new TricklingStream(bytes(file)));

        assertThat(records).containsExactly("a", longest, "y".repeat(65_536), "b");
    }

    @Test
    void aLineBeyond64MebibytesIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        assertThatThrownBy(() -> records(endless))
                .isInstanceOf(IOException.class)
                .hasMessage("record 1: expected at most 67108864 bytes, found more");
    }

    private static List<String> records(InputStream file) throws IOException {
        List<String> records = new ArrayList<>();
        RecordFormat.FileRecords lines = JsonFormat.defaults().records(file);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            records.add(text(line));
        }
        assertThat(lines.next()).as("the end is the end").isNull();
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives a few bytes at a time, as a socket does. */
    private static final class TricklingStream extends ByteArrayInputStream {
        TricklingStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 777));
        }
    }
}
