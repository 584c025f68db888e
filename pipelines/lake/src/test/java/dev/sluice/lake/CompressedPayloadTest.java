package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.Compression;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.mapping.Mapping;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompressedPayloadTest {

    private static final Clock CLOCK = Clock.fixed(Readings.READ_AT, ZoneOffset.UTC);

    @TempDir
    Path lake;

    @Test
    void plainAndCompressedPayloadsGiveRowsAndABrokenOneIsADeadLetterOfTheBytesAsTheyCame() throws Exception {
        byte[] gzip = gzip("{\"id\":2}");
        byte[] torn = Arrays.copyOf(gzip, gzip.length - 1);

        Publication publication = published(Readings.TABLE, bytes("{\"id\":1}"), gzip, torn);

        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake) + " ORDER BY id"))
                .containsExactly("1", "2");
        assertThat(letters())
                .singleElement()
                .asString()
                .contains(
                        "\"stage\":\"decode\",\"reason\":\"malformed-compression\"",
                        "gzip: expected more of the member, found its end, at byte 27 of 27",
                        Base64.getEncoder().encodeToString(torn));
        assertThat(publication.counts()).isEqualTo(new Publication.Counts(3, 2, 0, 1, 0, 2));
    }

    @Test
    void aPayloadThatWouldBecomeTooLargeIsADeadLetter() throws Exception {
        TableDefinition small = Readings.TABLE.withEncoding(new PayloadEncoding(Compression.GZIP, 1000));

        published(small, gzip("{\"id\":1}" + " ".repeat(1000)), gzip("{\"id\":2}"));

        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake))).containsExactly("2");
        assertThat(letters()).singleElement().asString().contains("\"reason\":\"record-too-large\"");
    }

    private Publication published(TableDefinition table, byte[]... payloads) throws Exception {
        Partitioning partitioning = Partitioning.ingest();
        LakeLayout layout = Readings.layout(lake, partitioning);
        RowMaker maker = RowMaker.of(table, Mapping.identity(), partitioning, CLOCK);
        OpenFiles files = new OpenFiles(layout, Column.schema(maker.columns()), WriterSettings.defaults());
        RecordBatch.Builder batch = RecordBatch.Builder.of("kafka", false);
        batch.anchor("readings/0", Position.offset(-1));
        for (int i = 0; i < payloads.length; i++) {
            long arrival = Readings.READ_AT.toEpochMilli();
            batch.add("readings/0", null, Position.offset(i), arrival, null, Map.of(), payloads[i], null);
        }
        maker.write(batch.build(Readings.READ_AT, Readings.READ_AT), files);
        Publication publication = files.close();
        PublicationLog.of(layout).publish(publication);
        return publication;
    }

    private List<String> letters() throws IOException {
        List<String> letters = new ArrayList<>();
        try (Stream<Path> files = Files.walk(lake.resolve("_dead_letters"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                letters.addAll(Files.readAllLines(file));
            }
        }
        return letters;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
