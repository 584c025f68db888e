package dev.sluice.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the closed files of a log reach, so that a start need not read a year of lines: {@code folded.json} beside them.
 * The files stay, for the audit. It is made anew from them where it is missing or does not fit them any more.
 *
 * @param files the files it stands for, by name, and the bytes they had
 * @param ranges the runs of records they account for
 */
record FoldedLog(Map<String, Long> files, List<PartitionRange> ranges) {

    static final FoldedLog NONE = new FoldedLog(Map.of(), List.of());

    private static final int LAYOUT = 1;
    private static final String FILE = "folded.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads it; nothing is folded where it cannot be read, or a file is not what it was. */
    static FoldedLog read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            Map<String, Long> files = new TreeMap<>();
            node.required("files")
                    .fields()
                    .forEachRemaining(e -> files.put(e.getKey(), e.getValue().longValue()));
            for (Map.Entry<String, Long> folded : files.entrySet()) {
                Path log = directory.resolve(folded.getKey());
                if (!Files.exists(log) || Files.size(log) != folded.getValue()) {
                    return NONE;
                }
            }
            return node.required("layout").intValue() == LAYOUT
                    ? new FoldedLog(files, Publication.parseRanges(node.required("ranges")))
                    : NONE;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return NONE;
        }
    }

    /** What is folded, with these files besides, which nobody appends to any more. */
    FoldedLog with(List<Path> closed) throws IOException {
        Map<String, Long> all = new TreeMap<>(files);
        List<PartitionRange> joined = new ArrayList<>(ranges);
        Set<String> ids = new HashSet<>();
        for (Path file : closed) {
            all.put(String.valueOf(file.getFileName()), Files.size(file));
            for (Publication publication : PublicationTail.readWhole(file)) {
                if (ids.add(publication.id())) {
                    joined.addAll(publication.ranges());
                }
            }
        }
        return new FoldedLog(
                all,
                Progress.of(joined).ranges().values().stream()
                        .flatMap(List::stream)
                        .toList());
    }

    void write(Path directory) throws IOException {
        ObjectNode node = JSON.createObjectNode().put("layout", LAYOUT);
        ObjectNode sizes = node.putObject("files");
        files.forEach(sizes::put);
        Publication.putRanges(node, ranges);
        Path made = directory.resolve(FILE + ".new");
        Files.writeString(made, node + "\n");
        Files.move(made, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
