package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;

/** The double nearest to a number; {@code NaN}, {@code Infinity} and {@code -Infinity} as text. */
final class DoubleReader extends ValueReader {

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            double value = in.parser().getDoubleValue();
            if (Double.isInfinite(value)) {
                throw in.invalid("double", token);
            }
            return value;
        }
        if (token == JsonToken.VALUE_STRING) {
            return read(in.parser().getText());
        }
        throw in.invalid("double", token);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        String number = text.trim();
        if (Numbers.isNumber(number)) {
            double value = NumberInput.parseDouble(number, true);
            if (!Double.isInfinite(value)) {
                return value;
            }
        } else if (number.equals("NaN")) {
            return Double.NaN;
        } else if (number.equals("Infinity")) {
            return Double.POSITIVE_INFINITY;
        } else if (number.equals("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        throw new InvalidValueException("double", Snippet.quoted(text));
    }
}
