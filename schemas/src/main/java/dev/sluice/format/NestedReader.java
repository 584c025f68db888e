package dev.sluice.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A value with parts. Where all there is is text (a CSV field), the text is JSON. */
abstract class NestedReader extends ValueReader {

    private final String expected;
    private final JsonToken start;

    NestedReader(String expected, JsonToken start) {
        this.expected = expected;
        this.start = start;
    }

    /** The value whose first token is at hand. */
    abstract Object readParts(JsonInput in) throws IOException, InvalidValueException;

    @Override
    final Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token != start) {
            throw in.invalid(expected, token);
        }
        return readParts(in);
    }

    @Override
    final Object read(String text) throws InvalidValueException {
        try {
            JsonInput in = new JsonInput(text.getBytes(StandardCharsets.UTF_8));
            if (in.parser().nextToken() == start) {
                Object value = readParts(in);
                if (in.parser().nextToken() == null) {
                    return value;
                }
            }
        } catch (JsonProcessingException | MalformedRecordException e) {
            // Said below: the text is not the JSON it should be.
        } catch (IOException e) {
            throw new UncheckedIOException("reading of bytes in memory", e);
        }
        throw new InvalidValueException(expected + " in JSON", Snippet.quoted(text));
    }
}
