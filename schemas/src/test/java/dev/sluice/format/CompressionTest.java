package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

class CompressionTest {

    private static final byte[] ROW = "{\"id\": 7}".getBytes(StandardCharsets.UTF_8);

    @FunctionalInterface
    private interface Packer {
        OutputStream to(OutputStream out) throws IOException;
    }

    @Test
    void aPlainPayloadComesBackAsItIs() throws Exception {
        Decompressor decompressor = new Decompressor(PayloadEncoding.defaults());

        for (byte[] payload : List.of(ROW, new byte[0], new byte[] {0x1F}, new byte[] {(byte) 0xFF, 6, 0})) {
            assertThat(decompressor.expand(payload)).isSameAs(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8O,2", "hello", "x^2 + 1", "BZh9 is a header", "P*M is skipped", "(\u00b5/", "HKEY"})
    void textIsNotTakenForACodec(String text) throws Exception {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);

        assertThat(new Decompressor(PayloadEncoding.defaults()).expand(payload)).isSameAs(payload);
    }

    @Test
    void aTextWithTheTwoBytesOfZlibsHeaderIsTextSinceItDoesNotInflate() throws Exception {
        byte[] payload = "8O,2\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Magic.of(payload, payload.length)).isEqualTo(Compression.DEFLATE);
        assertThat(new Decompressor(PayloadEncoding.defaults()).expand(payload)).isSameAs(payload);
    }

    @Test
    void whatIsDeclaredPlainIsPlain() throws Exception {
        byte[] payload = Corpus.bytes("whole/rows.json.gz");
        RecordDecoder plain = p -> List.of();

        assertThat(PayloadEncoding.defaults().with(Compression.NONE).decoder(plain))
                .isSameAs(plain);
        assertThatThrownBy(() -> Corpus.table(JsonFormat.defaults(), Compression.NONE)
                        .decoder()
                        .decode(payload))
                .extracting(e -> ((MalformedRecordException) e).reason())
                .isEqualTo("malformed-json");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUTO", "NONE"})
    void whatIsNotAsDeclaredIsMalformedAndAnEmptyPayloadIsEmpty(Compression declared) throws Exception {
        RecordDecoder decoder = Corpus.table(JsonFormat.defaults(), declared).decoder();

        assertThat(malformed(decoder, ROW).reason()).isEqualTo("malformed-compression");
        assertThat(decoder.decode(new byte[0])).isEmpty();
    }

    @Test
    void aMessageSaysWhichCodecFoundWhatWhere() throws Exception {
        RecordDecoder auto =
                Corpus.table(JsonFormat.defaults(), Compression.AUTO).decoder();
        byte[] gzip = Corpus.bytes("whole/rows.json.gz");
        byte[] checksum = gzip.clone();
        checksum[gzip.length - 8] ^= 1;

        assertThat(malformed(
                        Corpus.table(JsonFormat.defaults(), Compression.GZIP).decoder(), ROW))
                .hasMessage("gzip: expected 1f 8b, found 7b 22, at byte 0 of 9");
        assertThat(malformed(auto, Arrays.copyOf(gzip, gzip.length - 3)))
                .hasMessage("gzip: expected more of the member, found its end, at byte 290 of 290");
        assertThat(malformed(auto, checksum))
                .hasMessage("gzip: expected the checksum of what was read, found another, at byte 285 of 293");
        assertThat(malformed(auto, Corpus.bytes("truncated/rows.ndjson.bz2")))
                .hasMessageStartingWith("bzip2: expected a stream that can be read, found ")
                .hasMessageEndingWith(", having read 221 of 221 bytes");
    }

    @Test
    void theEventTimeAndTheKeyOfACompressedPayloadAreThoseOfThePlainOne() throws Exception {
        TableDefinition table = Corpus.table(JsonFormat.defaults(), Compression.AUTO);
        EventTime time = SerializableUtils.clone(table.eventTime("timestamp"));
        RecordKey key = SerializableUtils.clone(table.key(List.of("clientip", "bytes")));
        RecordKey plain = JsonFormat.defaults().key(Corpus.COLUMNS, List.of("clientip", "bytes"));
        byte[] broken = Corpus.bytes("truncated/rows.ndjson.zst");

        for (String suffix : List.of("", ".gz", ".zst", ".xz")) {
            byte[] payload = Corpus.bytes("whole/rows.ndjson" + suffix);
            assertThat(time.of(payload)).isEqualTo("2020-04-16T11:33:23Z");
            assertThat(key.of(payload)).isEqualTo(plain.of(Corpus.bytes("whole/rows.ndjson")));
        }
        assertThat(time.of(broken)).isNull();
        assertThat(key.of(broken)).isNull();
        assertThat(key.name()).isEqualTo(plain.name());
        assertThat(key).hasToString(plain.toString());
    }

    @Test
    void oneDecoderServesSeveralThreads() throws Exception {
        RecordDecoder decoder =
                Corpus.table(JsonFormat.defaults(), Compression.AUTO).decoder();
        List<byte[]> payloads = List.of(
                Corpus.bytes("whole/rows.json.gz"),
                Corpus.bytes("whole/rows.json.zst"),
                Corpus.bytes("whole/rows.json.sz"),
                Corpus.bytes("whole/rows.json.xz"));

        List<List<List<Object>>> rows = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return Corpus.rows(decoder, payloads.get(i % payloads.size()));
                    } catch (MalformedRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertThat(rows).hasSize(400).allMatch(Corpus.ROWS::equals);
    }

    @ParameterizedTest
    @CsvSource({"gzip", "deflate", "deflate-raw", "zstd", "snappy-raw", "snappy-framed", "xz"})
    void aPayloadMayBecomeTheLimitAndNotAByteMore(String word) throws Exception {
        Compression codec = Compression.of(word).orElseThrow();
        byte[] payload = pack(codec, blanks(100_000));

        Decompressor enough = new Decompressor(new PayloadEncoding(codec, 100_000));
        assertThat(enough.expand(payload)).isEqualTo(blanks(100_000));

        Decompressor short1 = new Decompressor(new PayloadEncoding(codec, 99_999));
        assertThat(catchThrowableOfType(MalformedRecordException.class, () -> short1.expand(payload)))
                .hasMessage(word + ": expected a record of at most 99999 bytes, found more in a payload of "
                        + payload.length)
                .extracting(MalformedRecordException::reason)
                .isEqualTo("record-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy-raw", "snappy-framed"})
    void aBombOfSnappyStopsAtTheLimit(String word) throws Exception {
        Compression codec = Compression.of(word).orElseThrow();
        byte[] bomb = pack(codec, blanks((64 << 20) + 1));

        Decompressor decompressor = new Decompressor(PayloadEncoding.defaults().with(codec));

        assertThat(catchThrowableOfType(MalformedRecordException.class, () -> decompressor.expand(bomb))
                        .reason())
                .isEqualTo("record-too-large");
    }

    @Test
    void aSizeThatAPayloadClaimsAndCannotHoldIsNotAllocated() {
        byte[] lie = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x1F, 0, 'a'}; // 67,108,863 bytes out of two

        assertThat(malformed(
                        Corpus.table(JsonFormat.defaults(), Compression.SNAPPY_RAW)
                                .decoder(),
                        lie))
                .hasMessage(
                        "snappy-raw: expected no more than 6 bytes can hold, found a size of 67108863, at byte 0 of 6");
    }

    @Test
    void aDictionaryOfXzThatIsFarLargerThanARecordIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LZMA2Options options = new LZMA2Options(0);
        try (OutputStream xz = new XZOutputStream(out, options)) {
            xz.write(ROW);
        }
        byte[] payload = out.toByteArray();
        Decompressor decompressor = new Decompressor(PayloadEncoding.defaults());
        assertThat(decompressor.expand(payload)).isEqualTo(ROW);
        byte[] greedy = withDictionaryOf(payload, 36); // 1 GiB

        assertThat(catchThrowableOfType(MalformedRecordException.class, () -> decompressor.expand(greedy)))
                .hasMessageStartingWith("xz: expected a dictionary that takes at most 66560 KiB, found that 10")
                .extracting(MalformedRecordException::reason)
                .isEqualTo("record-too-large");
    }

    @Test
    void aWindowOfZstdTakesNoMemory() throws Exception {
        // A frame of an unknown size that asks for a window of 2 GiB: magic, descriptor, window, one raw block, the
        // last.
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) (21 << 3)});
        frame.write(new byte[] {(byte) (ROW.length << 3 | 1), 0, 0});
        frame.write(ROW);

        assertThat(new Decompressor(PayloadEncoding.defaults()).expand(frame.toByteArray()))
                .isEqualTo(ROW);
    }

    @Test
    void aFrameOfZstdThatHoldsNoDataMayComeFirst() throws Exception {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write(new byte[] {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3});
        frames.write(Zstd.compress(ROW));

        assertThat(new Decompressor(PayloadEncoding.defaults()).expand(frames.toByteArray()))
                .isEqualTo(ROW);
    }

    @Test
    void aMemberOfGzipMayHaveAllThatAHeaderMayHoldAndZerosBehindIt() throws Exception {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.write(new byte[] {0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3});
        member.write(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 0, 0, 0});
        byte[] packed = pack(Compression.GZIP, ROW);
        member.write(packed, 10, packed.length - 10);
        member.write(new byte[5]);

        assertThat(new Decompressor(PayloadEncoding.defaults()).expand(member.toByteArray()))
                .isEqualTo(ROW);
    }

    @Test
    void whatStandsBehindAStreamIsNotDropped() throws Exception {
        for (Compression codec : List.of(
                Compression.GZIP,
                Compression.DEFLATE,
                Compression.DEFLATE_RAW,
                Compression.ZSTD,
                Compression.SNAPPY_FRAMED,
                Compression.XZ)) {
            byte[] packed = pack(codec, ROW);
            byte[] longer = Arrays.copyOf(packed, packed.length + 6);
            Arrays.fill(longer, packed.length, longer.length, (byte) 'x');

            assertThat(malformed(Corpus.table(JsonFormat.defaults(), codec).decoder(), longer)
                            .reason())
                    .isEqualTo("malformed-compression");
        }
    }

    @Test
    void anEncodingHasASize() {
        assertThatThrownBy(() -> new PayloadEncoding(Compression.AUTO, 0))
                .hasMessage("expected a greatest size of 1 to 2147483583 bytes, found 0");
        assertThat(Compression.of(" ZLIB ")).contains(Compression.DEFLATE);
        assertThat(Compression.of("lzo")).isEmpty();
    }

    @Test
    void aRowOfALargePayloadIsWhole() throws Exception {
        String text = "a".repeat(3_000_000);
        byte[] payload = pack(Compression.GZIP, ("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        RecordDecoder decoder = PayloadEncoding.defaults()
                .decoder(JsonFormat.defaults().decoder(List.of(new Column("a", ColumnType.parse("string")))));

        assertThat(decoder.decode(payload).get(0)[0]).isEqualTo(text);
        assertThat(decoder.decode(pack(Compression.ZSTD, "{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8)))
                        .get(0)[0])
                .isEqualTo("b");
    }

    private static MalformedRecordException malformed(RecordDecoder decoder, byte[] payload) {
        return catchThrowableOfType(MalformedRecordException.class, () -> decoder.decode(payload));
    }

    private static byte[] blanks(int length) {
        byte[] blanks = new byte[length];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static byte[] pack(Compression codec, byte[] data) throws IOException {
        return switch (codec) {
            case ZSTD -> Zstd.compress(data);
            case SNAPPY_RAW -> Snappy.compress(data);
            case GZIP -> pack(GZIPOutputStream::new, data);
            case DEFLATE -> pack(DeflaterOutputStream::new, data);
            case DEFLATE_RAW -> pack(out -> new DeflaterOutputStream(out, new Deflater(9, true)), data);
            case SNAPPY_FRAMED -> pack(SnappyFramedOutputStream::new, data);
            case XZ -> pack(out -> new XZOutputStream(out, new LZMA2Options(0)), data);
            default -> throw new IllegalArgumentException(codec.word());
        };
    }

    private static byte[] pack(Packer packer, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = packer.to(out)) {
            packed.write(data);
        }
        return out.toByteArray();
    }

    /** The same stream with another dictionary's size in its only block's header, and the header's checksum. */
    private static byte[] withDictionaryOf(byte[] xz, int bits) {
        byte[] greedy = xz.clone();
        int header = 12;
        int length = (greedy[header] + 1) * 4;
        greedy[header + 4] = (byte) bits;
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(greedy, header, length - 4);
        for (int i = 0; i < 4; i++) {
            greedy[header + length - 4 + i] = (byte) (crc.getValue() >>> (8 * i));
        }
        return greedy;
    }
}
