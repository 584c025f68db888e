package dev.sluice.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Dead letters, open for writing: one JSON object a line, the original bytes in base64, the origin, and why. {@link
 * DeadLetterLines} reads it.
 */
final class DeadLetterFile {

    private static final JsonFactory JSON = new JsonFactory();

    private final PendingFile file;
    private final PendingOutput out;
    private final JsonGenerator json;
    private long letters;

    private DeadLetterFile(PendingFile file, PendingOutput out) throws IOException {
        this.file = file;
        this.out = out;
        json = JSON.createGenerator(out);
        json.setRootValueSeparator(null);
    }

    static DeadLetterFile open(PendingFile file) throws IOException {
        return new DeadLetterFile(file, new PendingOutput(file.pending()));
    }

    void write(DeadLetter letter) throws IOException {
        RawRecord record = letter.record();
        json.writeStartObject();
        json.writeStringField("time", letter.time().toString());
        json.writeStringField("table", letter.table());
        if (letter.fingerprint() != null) {
            json.writeStringField("fingerprint", letter.fingerprint());
        }
        json.writeStringField("stage", letter.stage().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", letter.reason());
        json.writeStringField("message", letter.message());
        json.writeStringField("source", record.source());
        json.writeStringField("partition", record.partition());
        json.writeStringField("position", record.position().text());
        json.writeStringField("arrival", record.arrival().toString());
        json.writeStringField("readAt", letter.readAt().toString());
        byte[] key = record.key();
        if (key != null) {
            json.writeBinaryField("key", key);
        }
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> attribute : new TreeMap<>(record.attributes()).entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
        json.writeBinaryField("payload", record.payload());
        json.writeStringField("payloadCrc32c", crc32c(record.payload()));
        json.writeEndObject();
        json.writeRaw('\n');
        letters++;
    }

    /** Bytes so far, about. */
    long size() {
        return out.getPos();
    }

    /** By which a payload is known to be the one that was written. */
    static String crc32c(byte[] payload) {
        CRC32C sum = new CRC32C();
        sum.update(payload);
        return "%08x".formatted((int) sum.getValue());
    }

    /** Closes the file: what comes back can be published. */
    Publication.DataFile close() throws IOException {
        json.close();
        out.close();
        return file.closed(letters, out);
    }

    /** Gives the file up. */
    void discard() throws IOException {
        out.discard(file.pending());
    }
}
