package dev.sluice.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a log is of: {@code job.json} in its directory.
 *
 * @param source what the job reads, for people; the positions of logs with one source are on one scale
 * @param hasPositions whether the source can be read again by position; otherwise only counts say something
 * @param deadLetters where its dead letters go, relative to the lake where that is inside
 */
record LogDescription(String source, boolean hasPositions, String deadLetters) {

    private static final int LAYOUT = 1;
    private static final String FILE = "job.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    static LogDescription of(String source, boolean hasPositions, Path lake, Path deadLetters) {
        Path root = lake.toAbsolutePath().normalize();
        Path letters = deadLetters.toAbsolutePath().normalize();
        return new LogDescription(
                source, hasPositions, (letters.startsWith(root) ? root.relativize(letters) : letters).toString());
    }

    /** Whether a directory has one. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** Whether the log is of a replay: its positions are those of dead letters. */
    boolean isOfReplay() {
        return source.equals(LetterLedger.SOURCE);
    }

    static LogDescription read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IOException("expected " + file + ", which says what the log beside it is of; it is missing");
        }
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            int layout = node.required("layout").intValue();
            if (layout != LAYOUT) {
                throw new IOException("expected layout " + LAYOUT + " in " + file + ", found " + layout);
            }
            return new LogDescription(
                    node.required("source").textValue(),
                    node.required("hasPositions").booleanValue(),
                    node.required("deadLetters").textValue());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path made = directory.resolve(FILE + ".new");
        String text = JSON.createObjectNode()
                .put("layout", LAYOUT)
                .put("source", source)
                .put("hasPositions", hasPositions)
                .put("deadLetters", deadLetters)
                .toPrettyString();
        Files.writeString(made, text + "\n");
        Files.move(made, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
