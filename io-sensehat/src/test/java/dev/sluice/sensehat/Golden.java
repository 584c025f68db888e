package dev.sluice.sensehat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A folder of vectors that the reference library has produced, and what was found against them. Files may be gzipped, as
 * {@code name.gz}.
 */
final class Golden {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int SHOWN = 40;

    private final Path folder;
    private final List<String> mismatches = new ArrayList<>();
    private long rows;
    private long values;
    private long wrong;

    Golden(Path folder) {
        this.folder = folder;
    }

    /** The folder that {@code SENSEHAT_GOLDEN} names, from here or from the project's root, else the one that is kept here. */
    static Golden folder() {
        String named = System.getenv("SENSEHAT_GOLDEN");
        if (named == null || named.isBlank()) {
            return new Golden(Path.of("../src-test-data/sensehat"));
        }
        Path here = Path.of(named);
        return new Golden(
                here.isAbsolute() || Files.isDirectory(here)
                        ? here
                        : Path.of("..").resolve(here));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** @throws AssertionError if it is not there: an empty folder proves nothing */
    private InputStream open(String name) throws IOException {
        Path plain = path(name);
        if (Files.exists(plain)) {
            return Files.newInputStream(plain);
        }
        Path packed = path(name + ".gz");
        if (Files.exists(packed)) {
            return new GZIPInputStream(Files.newInputStream(packed));
        }
        throw new AssertionError(
                "expected " + plain.toAbsolutePath().normalize() + " or the same gzipped, found neither");
    }

    JsonNode json(String name) throws IOException {
        try (InputStream in = open(name)) {
            return JSON.readTree(in);
        }
    }

    List<JsonNode> jsonLines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (InputStream in = open(name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> !text.isBlank())
                    .toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    List<NamedCsvRecord> csv(String name) throws IOException {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        }
    }

    /** The names of the files in a folder, without {@code .gz}. */
    List<String> names(String under, String ending) throws IOException {
        if (!Files.isDirectory(path(under))) {
            throw new AssertionError(
                    "expected a folder " + path(under).toAbsolutePath().normalize() + ", found none");
        }
        try (var files = Files.list(path(under))) {
            return files.map(file -> under + "/" + file.getFileName().toString().replaceFirst("\\.gz$", ""))
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** What the manifest says of each file of a kind; a file in the folder that it does not name is an error. */
    List<JsonNode> manifest(String kind) throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode entry : json("manifest.json")) {
            if (entry.get("kind").asText().equals(kind)) {
                entries.add(entry);
            }
        }
        List<String> named = entries.stream()
                .map(entry -> entry.get("file").asText())
                .sorted()
                .toList();
        List<String> there = names(kind, ".csv");
        if (named.isEmpty() || !named.equals(there)) {
            throw new AssertionError("expected the files of the manifest, " + named + ", found " + there);
        }
        return entries;
    }

    void row() {
        rows++;
    }

    void check(String file, long row, String column, boolean good, Object expected, Object found) {
        values++;
        if (!good) {
            wrong++;
            if (mismatches.size() < SHOWN) {
                mismatches.add(
                        file + " row " + row + " column " + column + ": expected " + expected + ", found " + found);
            }
        }
    }

    void near(String file, long row, String column, double expected, double found, double tolerance) {
        check(file, row, column, Math.abs(expected - found) <= tolerance, expected, found);
    }

    /** Degrees, of which 359.99 is near 0. */
    void angle(String file, long row, String column, double expected, double found, double tolerance) {
        check(file, row, column, Math.abs(Math.IEEEremainder(expected - found, 360)) <= tolerance, expected, found);
    }

    /** Prints what was compared, and fails on any mismatch and where nothing was. */
    void done(String what) {
        System.out.printf(
                "golden %s: compared %,d rows, %,d values of %s; %,d mismatches%n",
                what, rows, values, folder.toAbsolutePath().normalize(), wrong);
        if (wrong > 0) {
            throw new AssertionError(wrong + " mismatches of " + what + ":\n" + String.join("\n", mismatches));
        }
        if (rows == 0) {
            throw new AssertionError("expected rows of " + what + " in " + folder + ", found none");
        }
    }
}
