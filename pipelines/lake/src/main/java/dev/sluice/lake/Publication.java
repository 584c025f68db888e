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
 * @param records how many records were read
 * @param rows how many rows they gave
 * @param deadLetters how many became dead letters
 */
public record Publication(
        String id, List<DataFile> files, List<PartitionRange> ranges, long records, long rows, long deadLetters) {

    /** The form a publication has in the log and between steps: one line of JSON. */
    public static final CustomCoder<Publication> CODER = new LineCoder();

    private static final ObjectMapper JSON = new ObjectMapper();

    public Publication {
        files = List.copyOf(files);
        ranges = List.copyOf(ranges);
    }

    /**
     * A file of a publication.
     *
     * @param pending where it lies until it is published, on the same file system as {@code path}
     * @param path where it lies from then on
     * @param rows rows of data, or dead letters
     */
    public record DataFile(String pending, String path, long rows) {}

    /** One line of JSON, without the line's end. */
    String toLine() {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", id).put("records", records).put("rows", rows).put("deadLetters", deadLetters);
        ArrayNode fileNodes = line.putArray("files");
        for (DataFile file : files) {
            fileNodes
                    .addObject()
                    .put("pending", file.pending)
                    .put("path", file.path)
                    .put("rows", file.rows);
        }
        ArrayNode rangeNodes = line.putArray("ranges");
        for (PartitionRange range : ranges) {
            Position after = range.after();
            rangeNodes
                    .addObject()
                    .put("partition", range.partition())
                    .put("after", after == null ? null : after.text())
                    .put("last", range.last().text())
                    .put("records", range.records());
        }
        return line.toString();
    }

    static Publication parse(String line) throws IOException {
        try {
            JsonNode node = JSON.readTree(line);
            List<DataFile> files = new ArrayList<>();
            for (JsonNode file : node.required("files")) {
                files.add(new DataFile(
                        file.required("pending").textValue(),
                        file.required("path").textValue(),
                        file.required("rows").longValue()));
            }
            List<PartitionRange> ranges = new ArrayList<>();
            for (JsonNode range : node.required("ranges")) {
                JsonNode after = range.required("after");
                ranges.add(new PartitionRange(
                        range.required("partition").textValue(),
                        after.isNull() ? null : Position.parse(after.textValue()),
                        Position.parse(range.required("last").textValue()),
                        range.required("records").longValue()));
            }
            return new Publication(
                    node.required("id").textValue(),
                    files,
                    ranges,
                    node.required("records").longValue(),
                    node.required("rows").longValue(),
                    node.required("deadLetters").longValue());
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
