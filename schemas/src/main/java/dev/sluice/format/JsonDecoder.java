package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows out of JSON: an object, an array of objects, or any number of either one after the other. Keeps no state. */
final class JsonDecoder implements RecordDecoder {

    private final FieldsReader fields;

    JsonDecoder(List<Column> columns, TimestampText timestamps, Fractions fractions) {
        fields = new FieldsReader(columns, ValueReader.of(columns, timestamps, fractions));
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        try {
            JsonInput in = new JsonInput(payload);
            try (JsonParser parser = in.parser()) {
                List<@Nullable Object[]> rows = new ArrayList<>(1);
                JsonToken token;
                while ((token = parser.nextToken()) != null) {
                    if (token == JsonToken.START_ARRAY) {
                        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                            rows.add(row(in, token));
                        }
                    } else {
                        rows.add(row(in, token));
                    }
                }
                return rows;
            }
        } catch (InvalidValueException e) {
            throw e.malformed();
        } catch (JsonProcessingException e) {
            throw JsonInput.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading of bytes in memory", e);
        }
    }

    private @Nullable Object[] row(JsonInput in, JsonToken token)
            throws IOException, InvalidValueException, MalformedRecordException {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedRecordException(
                    "malformed-json", in.invalid("an object", token).getMessage());
        }
        return fields.read(in);
    }
}
