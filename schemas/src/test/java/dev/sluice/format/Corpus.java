package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The files of {@code src-test-data/corpus}, made by other tools than this project, and the rows that are in them. */
final class Corpus {

    static final List<Column> COLUMNS = List.of(
            column("clientip", "string"),
            column("auth", "string"),
            column("timestamp", "timestamp"),
            column("verb", "string"),
            column("request", "string"),
            column("response", "int"),
            column("bytes", "bigint"));

    /** As {@code make} has them. */
    static final List<List<Object>> ROWS = List.of(
            row("192.0.2.17", "ada", "2020-04-16T11:33:23Z", "GET", "/readings?sensor=7", 200, 2326L),
            row("198.51.100.4", "-", "2020-04-16T11:33:24Z", "POST", "/readings", 201, 0L),
            row("192.0.2.17", "ada", "2020-04-16T11:59:59Z", "GET", "/a,b;c", 404, 209L),
            row("2001:db8::1", "grace", "2020-04-16T12:00:00Z", "PUT", "/sensors/7", 204, 0L),
            row("203.0.113.99", "-", "2020-04-16T12:00:01Z", "GET", "/export.csv.gz", 200, 5368709120L));

    /** What a file's name ends with, and what it was made by. */
    static final Map<String, Compression> SUFFIXES = Map.of(
            "", Compression.NONE,
            ".gz", Compression.GZIP,
            ".bz2", Compression.BZIP2,
            ".xz", Compression.XZ,
            ".zst", Compression.ZSTD,
            ".sz", Compression.SNAPPY_FRAMED,
            ".snappy", Compression.SNAPPY_RAW,
            ".zlib", Compression.DEFLATE,
            ".deflate", Compression.DEFLATE_RAW);

    private static final Path DIRECTORY = Path.of("../src-test-data/corpus");

    private Corpus() {}

    static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(DIRECTORY.resolve(file));
    }

    /** A table of the rows in this format, whose payloads are packed like this. */
    static TableDefinition table(RecordFormat format, Compression compression) {
        return new TableDefinition("corpus", COLUMNS, format, new Stream("file", Map.of()), null)
                .withEncoding(PayloadEncoding.defaults().with(compression));
    }

    /** The decoder's rows, as lists. */
    static List<List<Object>> rows(RecordDecoder decoder, byte[] payload) throws MalformedRecordException {
        return decoder.decode(payload).stream().map(List::of).toList();
    }

    private static List<Object> row(
            String client, String auth, String at, String verb, String request, int response, long bytes) {
        return List.of(client, auth, Instant.parse(at), verb, request, response, bytes);
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.parse(type));
    }
}
