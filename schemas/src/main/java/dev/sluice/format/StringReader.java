package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Text as it is; of a number or a boolean its literal, of an object or an array its JSON. */
final class StringReader extends ValueReader {

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token == JsonToken.VALUE_STRING) {
            return in.string();
        }
        return token.isStructStart() ? in.structure() : in.parser().getText();
    }

    @Override
    Object read(String text) {
        return text;
    }
}
