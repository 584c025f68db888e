package dev.sluice.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of dead letters, letter by letter, as it was written or as somebody has mended it. Letters of versions
 * that knew no fingerprint are read, too. Belongs to one thread.
 */
public final class DeadLetterLines implements Closeable {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    private final Path file;
    private final BufferedReader lines;
    private long line;

    private DeadLetterLines(Path file) throws IOException {
        this.file = file;
        lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    public static DeadLetterLines of(Path file) throws IOException {
        return new DeadLetterLines(file);
    }

    /**
     * A letter of a file.
     *
     * @param letter the letter
     * @param isMended whether its payload is another one than was written
     */
    public record Line(DeadLetter letter, boolean isMended) {}

    /**
     * The next letter, or null at the end.
     *
     * @throws IOException saying file and line, where that is no letter
     */
    public @Nullable Line next() throws IOException {
        String text = lines.readLine();
        if (text == null) {
            return null;
        }
        line++;
        try {
            return parse(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IOException(where() + "expected a dead letter in JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(where() + e.getMessage(), e);
        }
    }

    private String where() {
        return file + ", line " + line + ": ";
    }

    @SuppressWarnings("NullAway") // does not see in a class file that a record's key may be null
    private static Line parse(JsonNode node) throws IOException {
        if (!node.isObject()) {
            throw new IOException("expected a dead letter, found " + node.getNodeType());
        }
        byte[] payload = bytes(node, "payload");
        byte[] key = null;
        if (node.has("key")) {
            key = bytes(node, "key");
        }
        Map<String, String> attributes = new HashMap<>();
        node.required("attributes")
                .fields()
                .forEachRemaining(e -> attributes.put(e.getKey(), e.getValue().asText()));
        RawRecord record = new RawRecord(
                text(node, "source"),
                text(node, "partition"),
                Position.parse(text(node, "position")),
                Instant.parse(text(node, "arrival")),
                key,
                attributes,
                payload);
        DeadLetter letter = new DeadLetter(
                record,
                DeadLetter.Stage.valueOf(text(node, "stage").toUpperCase(Locale.ROOT)),
                text(node, "reason"),
                text(node, "message"),
                Instant.parse(text(node, "time")),
                text(node, "table"),
                Instant.parse(text(node, node.has("readAt") ? "readAt" : "time")),
                node.has("fingerprint") ? text(node, "fingerprint") : null);
        boolean isMended =
                node.has("payloadCrc32c") && !text(node, "payloadCrc32c").equals(DeadLetterFile.crc32c(payload));
        return new Line(letter, isMended);
    }

    private static byte[] bytes(JsonNode node, String field) throws IOException {
        String text = text(node, field);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("expected base64 as '" + field + "' of a dead letter: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IOException("expected the text '" + field + "' of a dead letter, found "
                    + (value == null ? "nothing" : value.getNodeType()));
        }
        return value.textValue();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
