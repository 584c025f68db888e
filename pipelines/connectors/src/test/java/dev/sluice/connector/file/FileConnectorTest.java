package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.connector.SourceReads;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import dev.sluice.record.Durability;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.testing.TestPipelineExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPipelineExtension.class)
final class FileConnectorTest {

    private static final ReadSettings SETTINGS = ReadSettings.of("files").withBatchDelay(Duration.ZERO);
    private static final RecordFormat JSON = JsonFormat.defaults();

    @TempDir
    Path directory;

    @Test
    void everyLineOfAPlainFileIsARecord() throws IOException {
        Path file = write("a.ndjson", "{\"n\":0}\n\n{\"n\":1}\r\n{\"n\":2}");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-04-16T11:33:23Z")));

        List<RecordBatch> batches = read(file.toString(), JSON);

        String name = file.toRealPath().toString();
        assertThat(SourceReads.payloads(batches)).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
        assertThat(SourceReads.records(batches))
                .extracting(RawRecord::source, RawRecord::partition, RawRecord::position, RawRecord::arrival)
                .first()
                .isEqualTo(org.assertj.core.groups.Tuple.tuple(
                        "file", name, Position.offset(0), Instant.parse("2020-04-16T11:33:23Z")));
        assertThat(SourceReads.ranges(batches)).containsExactly(range(name, -1, 2, 3));
    }

    @Test
    void aGzipFileIsToldByItsContentAndMayHaveSeveralMembers() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("{\"n\":0}\n"));
        members.write(gzip("{\"n\":1}\n"));
        Path file = directory.resolve("no-extension");
        Files.write(file, members.toByteArray());

        assertThat(SourceReads.payloads(read(file.toString(), JSON))).containsExactly("{\"n\":0}", "{\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz", ".bz2", ".xz", ".zst", ".sz", ".zlib"})
    void aCompressedFileIsToldByItsContentAndReadToItsEnd(String suffix) throws IOException {
        Path corpus = Path.of("../../src-test-data/corpus");
        List<String> lines = Files.readAllLines(corpus.resolve("whole/rows.ndjson"));
        Path file = Files.copy(corpus.resolve("whole/rows.ndjson" + suffix), directory.resolve("no-extension"));

        assertThat(SourceReads.payloads(read(file.toString(), JSON))).isEqualTo(lines);
        if (!suffix.isEmpty() && !suffix.equals(".zlib")) {
            Path parts = corpus.resolve("concatenated/rows.ndjson" + suffix);
            assertThat(SourceReads.payloads(read(parts.toString(), JSON))).isEqualTo(lines);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".bz2", ".xz", ".zst", ".sz", ".zlib"})
    void aBrokenFileFailsTheReadAndSaysWhatItsCodecFound(String suffix) {
        // What does not inflate from its beginning is no zlib: its header alone says too little.
        for (String how : suffix.equals(".zlib") ? List.of("truncated") : List.of("truncated", "flipped")) {
            String file = "../../src-test-data/corpus/" + how + "/rows.ndjson" + suffix;

            assertThatThrownBy(() -> read(file, JSON))
                    .as(file)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("reading .*/rows\\.ndjson\\" + suffix
                            + ", record \\d \\(from 0\\): [a-z2-]+: expected a stream that can be read, found .*");
        }
    }

    @Test
    void aCsvRecordMaySpanLinesAndTheHeaderIsNone() throws IOException {
        Path file = write("a.csv", "id,note\n1,\"two\nlines, one \"\"quote\"\"\"\n2,plain\n");

        List<RecordBatch> batches = read(file.toString(), CsvFormat.defaults().withHeaderLines(1));

        assertThat(SourceReads.payloads(batches)).containsExactly("1,\"two\nlines, one \"\"quote\"\"\"", "2,plain");
        assertThat(SourceReads.records(batches))
                .extracting(RawRecord::position)
                .containsExactly(Position.offset(0), Position.offset(1));
    }

    @Test
    void anEmptyFileGivesNothingAndEnds() throws IOException {
        Path file = write("empty.ndjson", "");

        assertThat(SourceReads.payloads(read(file.toString(), JSON))).isEmpty();
    }

    @Test
    void goesOnInTheMiddle() throws IOException {
        Path first = write("a.ndjson", numbers(0, 6_000));
        Path second = write("b.ndjson.gz", gzip(numbers(6_000, 7_000)));
        BatchedSource source = source(directory + "/*", JSON, SETTINGS);
        List<RecordBatch> before;
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, null)) {
            before = SourceReads.until(reader, SourceReads.records(1));
            mark = (ReaderMark) reader.getCheckpointMark();
        }

        List<RecordBatch> after;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, mark)) {
            after = SourceReads.toEnd(reader);
        }

        List<RecordBatch> all = new ArrayList<>(before);
        all.addAll(after);
        assertThat(SourceReads.payloads(before)).hasSize(5_000);
        assertThat(SourceReads.payloads(all))
                .isEqualTo(IntStream.range(0, 7_000).mapToObj(Integer::toString).toList());
        assertThat(SourceReads.ranges(after))
                .containsExactly(
                        range(first.toRealPath().toString(), 4_999, 5_999, 1_000),
                        range(second.toRealPath().toString(), -1, 999, 1_000));
    }

    @Test
    void leavesOutWhatIsDurable() throws IOException {
        Path file = write("a.ndjson", numbers(0, 10));
        String name = file.toRealPath().toString();
        Progress durable = Progress.of(List.of(range(name, -1, 2, 3), range(name, 5, 7, 2)));

        List<RecordBatch> batches = SourceReads.toEnd(source(file.toString(), JSON, SETTINGS.withProgress(durable)), 1);

        assertThat(SourceReads.payloads(batches)).containsExactly("3", "4", "5", "8", "9");
        assertThat(SourceReads.ranges(batches)).containsExactly(range(name, 2, 5, 3), range(name, 7, 9, 2));
    }

    @Test
    void filesAreDealtOutToSplits() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(i + ".ndjson", i + "\n");
        }
        BatchedSource source = BatchedSource.of(new FileStream(directory + "/*.ndjson", JSON, null), SETTINGS);

        List<List<String>> bySplit = new ArrayList<>();
        for (BatchedSource split : source.split(2, PipelineOptionsFactory.create())) {
            try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
                bySplit.add(SourceReads.payloads(SourceReads.toEnd(reader)));
            }
        }

        assertThat(bySplit).containsExactly(List.of("0", "2", "4"), List.of("1", "3"));
        assertThat(source.split(64, PipelineOptionsFactory.create())).hasSize(5);
    }

    @Test
    void patternsNameFiles() throws IOException {
        write("a.json", "");
        write("b.json", "");
        write("c,d.csv", "");
        write("x/a.json", "");
        write("x/y/a.json", "");

        assertThat(found("/a.json")).containsExactly("a.json");
        assertThat(found("/*.json")).containsExactly("a.json", "b.json");
        assertThat(found("/?.json")).containsExactly("a.json", "b.json");
        assertThat(found("/[bc].json")).containsExactly("b.json");
        assertThat(found("/**.json")).containsExactly("a.json", "b.json", "x/a.json", "x/y/a.json");
        assertThat(found("/*/*.json")).containsExactly("x/a.json");
        assertThat(found("/{a,x/a}.json")).containsExactly("a.json", "x/a.json");
        assertThat(found("/b.json, " + directory + "/*.json")).containsExactly("a.json", "b.json");
        assertThat(found("/nothing/*.json")).isEmpty();
    }

    @Test
    void directoriesThatAPatternCannotMeanAreNotLookedInto() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        write("a.json", "");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(closed))
                .as("permissions count for this user")
                .isFalse();

        assertThat(FilePatterns.of(directory + "/*.json").mistakes()).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidInOneSentenceEach() throws IOException {
        write("a.json", "");
        String none = directory + "/none.json";
        String noMatch = directory + "/*.csv";
        String noPattern = directory + "/[a.json";

        assertThat(mistakes(Map.of()))
                .containsExactly(
                        "--files is missing: expected the names of files to read, e.g. --files='data/*.ndjson.gz'");
        assertThat(mistakes(Map.of("files", " "))).containsExactly("--files names no file");
        assertThat(mistakes(Map.of("files", directory + "/a.json," + none + "," + noMatch)))
                .containsExactly(
                        "--files: no file matches '" + none + "'", "--files: no file matches '" + noMatch + "'");
        assertThat(mistakes(Map.of("files", noPattern)))
                .singleElement()
                .asString()
                .startsWith("--files: '" + noPattern + "' is not a pattern: ");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path file = write("a.json", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("permissions count for this user").isFalse();

        assertThat(mistakes(Map.of("files", file.toString())))
                .containsExactly("--files: " + file.toRealPath() + " cannot be read: permission denied");
    }

    @Test
    void aFileThatWentAwayIsNamed() throws IOException {
        Path file = write("a.json", "1\n");
        BatchedSource source = source(file.toString(), JSON, SETTINGS);
        String name = file.toRealPath().toString();
        Files.delete(file);

        assertThatThrownBy(() -> readToEnd(source))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("reading " + name + ", record 0 (from 0): ");
    }

    @Test
    void aCorruptGzipHeaderNamesTheFile() throws IOException {
        Path file = write("a.json.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 99, 99, 99, 99, 99});

        assertThatThrownBy(() -> read(file.toString(), JSON))
                .isInstanceOf(IOException.class)
                .hasMessage("reading " + file.toRealPath()
                        + ", record 0 (from 0): gzip: expected a stream that can be read, found its end");
    }

    @Test
    void aTornGzipFileNamesFileAndRecord() throws IOException {
        // Digits of a seeded generator: they do not compress away, so that the tear lies behind many records.
        Random random = new Random(20200416);
        String lines = IntStream.range(0, 50_000)
                .mapToObj(i -> Long.toString(random.nextLong()))
                .collect(Collectors.joining("\n"));
        byte[] whole = gzip(lines);
        Path file = write("a.json.gz", Arrays.copyOf(whole, whole.length / 2));
        BatchedSource source = source(file.toString(), JSON, SETTINGS);
        List<RecordBatch> batches = new ArrayList<>();

        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, null)) {
            reader.start();
            assertThatThrownBy(() -> SourceReads.goOn(reader, batches, all -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "reading .*a\\.json\\.gz, record \\d{5} \\(from 0\\): gzip: expected a stream that can be read,"
                                    + " found its end");
        }
        assertThat(SourceReads.payloads(batches)).hasSizeGreaterThan(10_000);
    }

    @Test
    void aPipelineReadsTheFilesToTheirEnd(TestPipeline pipeline) throws IOException {
        write("a.ndjson", numbers(0, 10));
        write("b.ndjson.gz", gzip(numbers(10, 20)));

        PCollection<String> payloads = pipeline.apply(
                        "Read",
                        new FileConnector()
                                .read(
                                        table(Map.of("files", directory + "/*")),
                                        SETTINGS.withDurability(Durability.PUBLICATION)))
                .apply(
                        "Payloads",
                        FlatMapElements.into(TypeDescriptors.strings())
                                .via(batch -> SourceReads.publish(batch, "files")));

        PAssert.that(payloads)
                .containsInAnyOrder(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
        pipeline.run().waitUntilFinish();
    }

    private List<String> found(String pattern) throws IOException {
        Path root = directory.toRealPath();
        return FilePatterns.of(directory + pattern).files().stream()
                .map(f -> root.relativize(f).toString())
                .toList();
    }

    private static List<String> mistakes(Map<String, String> settings) {
        return new FileConnector().mistakes(table(settings), SETTINGS);
    }

    private static TableDefinition table(Map<String, String> settings) {
        return TableDefinition.ofRecords("t", new Stream("file", settings));
    }

    private static List<RecordBatch> read(String files, RecordFormat format) throws IOException {
        return SourceReads.toEnd(BatchedSource.of(new FileStream(files, format, null), SETTINGS), 1);
    }

    private static List<RecordBatch> readToEnd(BatchedSource split) throws IOException {
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(split, null)) {
            return SourceReads.toEnd(reader);
        }
    }

    /** The only split. */
    private static BatchedSource source(String files, RecordFormat format, ReadSettings settings) throws IOException {
        return BatchedSource.of(new FileStream(files, format, null), settings)
                .split(1, PipelineOptionsFactory.create())
                .get(0);
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
