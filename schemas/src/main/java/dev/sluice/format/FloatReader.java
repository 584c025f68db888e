package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;

/** The float nearest to a number; {@code NaN}, {@code Infinity} and {@code -Infinity} as text. */
final class FloatReader extends ValueReader {

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            float value = in.parser().getFloatValue();
            if (Float.isInfinite(value)) {
                throw in.invalid("float", token);
            }
            return value;
        }
        if (token == JsonToken.VALUE_STRING) {
            return read(in.parser().getText());
        }
        throw in.invalid("float", token);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        String number = text.trim();
        if (Numbers.isNumber(number)) {
            float value = NumberInput.parseFloat(number, true);
            if (!Float.isInfinite(value)) {
                return value;
            }
        } else if (number.equals("NaN")) {
            return Float.NaN;
        } else if (number.equals("Infinity")) {
            return Float.POSITIVE_INFINITY;
        } else if (number.equals("-Infinity")) {
            return Float.NEGATIVE_INFINITY;
        }
        throw new InvalidValueException("float", Snippet.quoted(text));
    }
}
