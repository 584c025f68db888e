package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps out of objects, in the order of the object; keys are read from their text, a value may be null. */
final class MapReader extends NestedReader {

    private final ValueReader key;
    private final ValueReader value;

    MapReader(ValueReader key, ValueReader value) {
        super("an object", JsonToken.START_OBJECT);
        this.key = key;
        this.value = value;
    }

    @Override
    Object readParts(JsonInput in) throws IOException, InvalidValueException {
        JsonParser parser = in.parser();
        Map<Object, @Nullable Object> values = new LinkedHashMap<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            try {
                JsonToken token = parser.nextToken();
                values.put(key.read(in.whole(name)), token == JsonToken.VALUE_NULL ? null : value.read(in, token));
            } catch (InvalidValueException e) {
                throw e.in(name);
            }
        }
        return values;
    }
}
