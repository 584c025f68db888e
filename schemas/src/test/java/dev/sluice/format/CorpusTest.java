package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What independent tools compressed comes out the same, whatever the format and the codec. */
class CorpusTest {

    /** The files of all five rows, and how they are read. */
    private static final Map<String, RecordFormat> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("rows.json", JsonFormat.defaults());
        FORMATS.put("rows.ndjson", JsonFormat.defaults());
        FORMATS.put("rows.csv", CsvFormat.defaults());
        FORMATS.put(
                "rows.log",
                GrokFormat.of("^%{COMMONAPACHELOG}$").withTimestampFormats(List.of("dd/MMM/yyyy:HH:mm:ss Z")));
        FORMATS.put("rows.avro", AvroFormat.containers());
    }

    private static Stream<Arguments> formatsTimesCompressions() {
        return FORMATS.keySet().stream()
                .flatMap(file -> Corpus.SUFFIXES.keySet().stream().sorted().map(s -> Arguments.of(file, s)));
    }

    @ParameterizedTest(name = "{0}{1}")
    @MethodSource("formatsTimesCompressions")
    void eachFormatTimesEachCompressionDecodesToTheSameRows(String file, String suffix) throws Exception {
        RecordFormat format = FORMATS.get(file);
        Compression made = Corpus.SUFFIXES.get(suffix);
        byte[] payload = Corpus.bytes("whole/" + file + suffix);

        List<List<Object>> declared = Corpus.rows(Corpus.table(format, made).decoder(), payload);

        assertThat(declared).isEqualTo(Corpus.ROWS);
        if (made != Compression.SNAPPY_RAW && made != Compression.DEFLATE_RAW) {
            assertThat(Corpus.rows(Corpus.table(format, Compression.AUTO).decoder(), payload))
                    .isEqualTo(Corpus.ROWS);
        }
        if (made == Compression.SNAPPY_RAW || made == Compression.SNAPPY_FRAMED) {
            assertThat(Corpus.rows(Corpus.table(format, Compression.SNAPPY).decoder(), payload))
                    .isEqualTo(Corpus.ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz", ".bz2", ".xz", ".zst", ".sz", ".snappy", ".zlib", ".deflate"})
    void avrosDataTimesEachCompressionIsTheFirstRow(String suffix) throws Exception {
        RecordFormat format = AvroFormat.of(new String(Corpus.bytes("whole/rows.avsc"), StandardCharsets.UTF_8));
        RecordDecoder decoder =
                Corpus.table(format, Corpus.SUFFIXES.get(suffix)).decoder();

        assertThat(Corpus.rows(decoder, Corpus.bytes("whole/first-row.datum" + suffix)))
                .isEqualTo(Corpus.ROWS.subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "bzip2", "snappy", "zstandard", "xz"})
    void aContainersOwnCompressionIsNoneOfThePayload(String codec) throws Exception {
        RecordDecoder decoder =
                Corpus.table(AvroFormat.containers(), Compression.AUTO).decoder();

        assertThat(Corpus.rows(decoder, Corpus.bytes("whole/rows-" + codec + ".avro")))
                .isEqualTo(Corpus.ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".xz", ".zst", ".sz"})
    void whatWasCompressedInTwoPartsIsOnePayload(String suffix) throws Exception {
        RecordDecoder decoder =
                Corpus.table(JsonFormat.defaults(), Compression.AUTO).decoder();

        assertThat(Corpus.rows(decoder, Corpus.bytes("concatenated/rows.ndjson" + suffix)))
                .isEqualTo(Corpus.ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".xz", ".zst", ".sz", ".snappy", ".zlib", ".deflate"})
    void aPayloadThatIsCutOffOrChangedIsMalformed(String suffix) throws Exception {
        RecordDecoder decoder =
                Corpus.table(JsonFormat.defaults(), Corpus.SUFFIXES.get(suffix)).decoder();

        for (String how : List.of("truncated", "flipped")) {
            byte[] payload = Corpus.bytes(how + "/rows.ndjson" + suffix);
            MalformedRecordException e =
                    catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(payload));

            assertThat(e.reason()).as(how + e.getMessage()).isEqualTo("malformed-compression");
            assertThat(e.getMessage()).startsWith(Corpus.SUFFIXES.get(suffix).word() + ": expected ");
        }
        assertThat(Corpus.rows(decoder, Corpus.bytes("whole/rows.ndjson" + suffix)))
                .as("the next one")
                .isEqualTo(Corpus.ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz", "zst", "zlib", "deflate"})
    void aBombStopsAtTheLimit(String suffix) throws Exception {
        byte[] payload = Corpus.bytes("bombs/blanks." + suffix);
        RecordDecoder decoder = Corpus.table(JsonFormat.defaults(), Corpus.SUFFIXES.get("." + suffix))
                .decoder();

        MalformedRecordException e =
                catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(payload));

        assertThat(e.reason()).isEqualTo("record-too-large");
        assertThat(e.getMessage())
                .isEqualTo(Corpus.SUFFIXES.get("." + suffix).word()
                        + ": expected a record of at most 67108864 bytes, found more in a payload of "
                        + payload.length);
    }
}
