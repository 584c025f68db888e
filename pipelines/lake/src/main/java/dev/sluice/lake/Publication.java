package dev.sluice.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * What one writer closed together: files that wait to be published, and the records they account for. Published as a
 * whole, or not at all.
 *
 * @param id unique among all publications of all runs
 * @param files the files, data and dead letters
 * @param ranges the records read, by partition
 * @param counts what became of the records
 */
public record Publication(String id, List<DataFile> files, List<PartitionRange> ranges, Counts counts) {

    /** The form a publication has in the log and between steps: one line of JSON. */
    public static final CustomCoder<Publication> CODER = new LineCoder();

    private static final int LAYOUT = 1;
    /** As layout 1, and {@code duplicates}: written only where there are any. */
    private static final int WITH_DUPLICATES = 2;
    /** As layout 2, and {@code castsNulled}: written only where there are any. */
    private static final int WITH_CASTS_NULLED = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    public Publication {
        files = List.copyOf(files);
        ranges = List.copyOf(ranges);
    }

    /** A publication of no files, which says where partitions start. */
    static Publication ofStarts(String id, List<PartitionRange> starts) {
        return new Publication(id, List.of(), starts, Counts.NONE);
    }

    /**
     * A file of a publication.
     *
     * @param path where it lies, relative to the lake, or to where dead letters go
     * @param rows rows of data, or dead letters
     * @param bytes its size
     * @param crc32c the CRC-32C of all its bytes
     */
    public record DataFile(String path, long rows, long bytes, int crc32c) implements Serializable {

        private static final String DEAD_LETTERS = ".ndjson";

        /** Its name without the directories. */
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** Whether it holds dead letters, not rows. */
        public boolean isDeadLetters() {
            return path.endsWith(DEAD_LETTERS);
        }
    }

    /**
     * What became of records: each gave rows, or none, or is a dead letter, or was dropped as a duplicate.
     *
     * @param read records read
     * @param gaveRows those that gave one row or more
     * @param gaveNone those that gave none, and were not malformed
     * @param deadLetters those that could not be used
     * @param duplicates those that were seen before
     * @param rows the rows they gave
     * @param castsNulled the values in these that are null because their cast failed
     */
    public record Counts(
            long read, long gaveRows, long gaveNone, long deadLetters, long duplicates, long rows, long castsNulled) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** Where no cast failed. */
        public Counts(long read, long gaveRows, long gaveNone, long deadLetters, long duplicates, long rows) {
            this(read, gaveRows, gaveNone, deadLetters, duplicates, rows, 0);
        }

        public Counts plus(Counts other) {
            return new Counts(
                    read + other.read,
                    gaveRows + other.gaveRows,
                    gaveNone + other.gaveNone,
                    deadLetters + other.deadLetters,
                    duplicates + other.duplicates,
                    rows + other.rows,
                    castsNulled + other.castsNulled);
        }
    }

    /** One line of JSON, without the line's end. A file is [path, rows, bytes, crc32c], a range [partition, after, last, records]. */
    String toLine() {
        ObjectNode line = JSON.createObjectNode();
        line.put("layout", layout()).put("id", id);
        line.put("read", counts.read)
                .put("gaveRows", counts.gaveRows)
                .put("gaveNone", counts.gaveNone)
                .put("deadLetters", counts.deadLetters)
                .put("rows", counts.rows);
        if (counts.duplicates > 0 || counts.castsNulled > 0) {
            line.put("duplicates", counts.duplicates);
        }
        if (counts.castsNulled > 0) {
            line.put("castsNulled", counts.castsNulled);
        }
        ArrayNode fileNodes = line.putArray("files");
        for (DataFile file : files) {
            fileNodes.addArray().add(file.path).add(file.rows).add(file.bytes).add(Integer.toHexString(file.crc32c));
        }
        putRanges(line, ranges);
        return line.toString();
    }

    private int layout() {
        if (counts.castsNulled > 0) {
            return WITH_CASTS_NULLED;
        }
        return counts.duplicates == 0 ? LAYOUT : WITH_DUPLICATES;
    }

    static void putRanges(ObjectNode node, List<PartitionRange> ranges) {
        ArrayNode nodes = node.putArray("ranges");
        for (PartitionRange range : ranges) {
            Position after = range.after();
            nodes.addArray()
                    .add(range.partition())
                    .add(after == null ? null : after.text())
                    .add(range.last().text())
                    .add(range.records());
        }
    }

    static List<PartitionRange> parseRanges(JsonNode nodes) {
        List<PartitionRange> ranges = new ArrayList<>();
        for (JsonNode range : nodes) {
            JsonNode after = range.required(1);
            ranges.add(new PartitionRange(
                    range.required(0).textValue(),
                    after.isNull() ? null : Position.parse(after.textValue()),
                    Position.parse(range.required(2).textValue()),
                    range.required(3).longValue()));
        }
        return ranges;
    }

    static Publication parse(String line) throws IOException {
        try {
            JsonNode node = JSON.readTree(line);
            int layout = node.required("layout").intValue();
            if (layout < LAYOUT || layout > WITH_CASTS_NULLED) {
                throw new IOException("expected layout " + LAYOUT + " to " + WITH_CASTS_NULLED
                        + " of a publication, found " + layout);
            }
            List<DataFile> files = new ArrayList<>();
            for (JsonNode file : node.required("files")) {
                files.add(new DataFile(
                        file.required(0).textValue(),
                        file.required(1).longValue(),
                        file.required(2).longValue(),
                        Integer.parseUnsignedInt(file.required(3).textValue(), 16)));
            }
            return new Publication(
                    node.required("id").textValue(),
                    files,
                    parseRanges(node.required("ranges")),
                    new Counts(
                            node.required("read").longValue(),
                            node.required("gaveRows").longValue(),
                            node.required("gaveNone").longValue(),
                            node.required("deadLetters").longValue(),
                            layout == LAYOUT ? 0 : node.required("duplicates").longValue(),
                            node.required("rows").longValue(),
                            layout == WITH_CASTS_NULLED
                                    ? node.required("castsNulled").longValue()
                                    : 0));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("not a publication: " + e.getMessage(), e);
        }
    }

    private static final class LineCoder extends CustomCoder<Publication> {
        @Override
        public void encode(Publication publication, OutputStream out) throws IOException {
            StringUtf8Coder.of().encode(publication.toLine(), out);
        }

        @Override
        public Publication decode(InputStream in) throws IOException {
            return parse(StringUtf8Coder.of().decode(in));
        }

        @Override
        public void verifyDeterministic() {
            // Fields stand in one order.
        }
    }
}
