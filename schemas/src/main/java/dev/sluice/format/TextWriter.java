package dev.sluice.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;

/** Turns values of one type into JSON text, which {@link TextReader} of that type reads. Safe for several threads. */
@FunctionalInterface
public interface TextWriter {

    /** The JSON of a value that is there. */
    String write(Object value);

    /** A writer of {@code type}; timestamps are ISO 8601 in UTC. */
    static TextWriter of(ColumnType type) {
        ValueWriter writer = ValueWriter.of(type, new TimestampText(List.of(), ZoneOffset.UTC));
        return value -> {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = JsonEncoder.FACTORY.createGenerator(text)) {
                writer.write(out, value);
            } catch (IOException e) {
                throw new UncheckedIOException("writing of text in memory", e);
            }
            return text.toString();
        };
    }
}
