package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;

/** Bytes as base64 (RFC 4648, section 4), the padding optional. */
final class BinaryReader extends ValueReader {

    private static final String EXPECTED = "binary as base64";

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token != JsonToken.VALUE_STRING) {
            throw in.invalid(EXPECTED, token);
        }
        return read(in.parser().getText());
    }

    @Override
    Object read(String text) throws InvalidValueException {
        try {
            return Base64.getDecoder().decode(text.trim());
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(EXPECTED, Snippet.quoted(text));
        }
    }
}
