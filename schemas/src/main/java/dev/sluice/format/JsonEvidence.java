package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the values of a JSON payload are. */
final class JsonEvidence {

    private final FieldEvidence columns = new FieldEvidence();
    private int rows;

    private JsonEvidence() {}

    /** @throws MalformedRecordException as the decoder does, whatever the columns */
    static JsonEvidence of(byte[] payload) throws MalformedRecordException {
        JsonEvidence evidence = new JsonEvidence();
        try {
            JsonInput in = new JsonInput(payload);
            try (JsonParser parser = in.parser()) {
                JsonToken token;
                while ((token = parser.nextToken()) != null) {
                    if (token == JsonToken.START_ARRAY) {
                        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                            evidence.row(in, token);
                        }
                    } else {
                        evidence.row(in, token);
                    }
                }
            }
        } catch (InvalidValueException e) {
            throw e.malformed();
        } catch (JsonProcessingException e) {
            throw JsonInput.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading of bytes in memory", e);
        }
        return evidence;
    }

    FieldEvidence columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    private void row(JsonInput in, JsonToken token)
            throws IOException, InvalidValueException, MalformedRecordException {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedRecordException(
                    "malformed-json", in.invalid("an object", token).getMessage());
        }
        columns.merge(fields(in));
        rows++;
    }

    private static FieldEvidence fields(JsonInput in) throws IOException, InvalidValueException {
        FieldEvidence fields = new FieldEvidence();
        String name;
        for (int place = 0; (name = in.parser().nextFieldName()) != null; place++) {
            fields.put(in.whole(name), place, value(in, in.parser().nextToken()));
        }
        return fields;
    }

    private static TypeEvidence value(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        return switch (token) {
            case VALUE_NULL -> TypeEvidence.ofNull();
            case VALUE_TRUE, VALUE_FALSE -> TypeEvidence.ofBoolean();
            case VALUE_NUMBER_INT -> TypeEvidence.ofWhole(in.parser().getText());
            case VALUE_NUMBER_FLOAT -> TypeEvidence.ofFraction(in.parser().getText());
            case VALUE_STRING -> {
                in.string();
                yield TypeEvidence.ofText();
            }
            case START_OBJECT -> TypeEvidence.ofObject(fields(in));
            case START_ARRAY -> {
                TypeEvidence elements = TypeEvidence.ofNull();
                JsonToken element;
                while ((element = in.parser().nextToken()) != JsonToken.END_ARRAY) {
                    elements.merge(value(in, element));
                }
                yield TypeEvidence.ofArray(elements);
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw in.invalid("a value", token);
        };
    }
}
