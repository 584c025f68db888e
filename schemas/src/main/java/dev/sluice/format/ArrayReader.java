package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays; an element may be null. */
final class ArrayReader extends NestedReader {

    private final ValueReader element;

    ArrayReader(ValueReader element) {
        super("an array", JsonToken.START_ARRAY);
        this.element = element;
    }

    @Override
    Object readParts(JsonInput in) throws IOException, InvalidValueException {
        JsonParser parser = in.parser();
        List<@Nullable Object> values = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            try {
                values.add(token == JsonToken.VALUE_NULL ? null : element.read(in, token));
            } catch (InvalidValueException e) {
                throw e.at(values.size());
            }
        }
        return values;
    }
}
