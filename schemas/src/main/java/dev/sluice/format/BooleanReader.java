package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** {@code true} and {@code false}, as text in any case. */
final class BooleanReader extends ValueReader {

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token == JsonToken.VALUE_STRING) {
            return read(in.parser().getText());
        }
        throw in.invalid("boolean", token);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        String word = text.trim().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw new InvalidValueException("boolean", Snippet.quoted(text));
        }
        return word.equals("true");
    }
}
