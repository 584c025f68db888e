package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.LongFunction;

/** Whole numbers of a range. 1.0 and 1e2 are whole; 1.7 is invalid, unless fractions of numbers are shortened. */
final class IntegerReader extends ValueReader {

    /** So many digits fit a {@code long} whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private final String type;
    private final long least;
    private final long greatest;
    private final LongFunction<Object> box;
    private final Fractions fractions;

    IntegerReader(String type, long least, long greatest, LongFunction<Object> box) {
        this(type, least, greatest, box, Fractions.REFUSED);
    }

    IntegerReader(String type, long least, long greatest, LongFunction<Object> box, Fractions fractions) {
        this.type = type;
        this.least = least;
        this.greatest = greatest;
        this.box = box;
        this.fractions = fractions;
    }

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        JsonParser parser = in.parser();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SAFE_DIGITS) {
            return inRange(parser.getLongValue(), parser);
        }
        if (token.isNumeric()) {
            String text = parser.getText();
            return read(text, Snippet.of(text), fractions);
        }
        if (token == JsonToken.VALUE_STRING) {
            return read(parser.getText());
        }
        throw in.invalid(type, token);
    }

    private Object inRange(long value, JsonParser parser) throws IOException, InvalidValueException {
        if (value < least || value > greatest) {
            throw outOfRange(Snippet.of(parser.getText()));
        }
        return box.apply(value);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        return read(text.trim(), Snippet.quoted(text), Fractions.REFUSED);
    }

    private Object read(String number, String shown, Fractions shortened) throws InvalidValueException {
        BigDecimal decimal = Numbers.decimal(number);
        if (decimal == null) {
            throw new InvalidValueException(type, shown);
        }
        Long value = shortened == Fractions.REFUSED ? Numbers.exactLong(decimal) : Numbers.cutLong(decimal);
        if (value == null || value < least || value > greatest) {
            throw outOfRange(shown);
        }
        return box.apply(value);
    }

    private InvalidValueException outOfRange(String shown) {
        return new InvalidValueException(type + ", a whole number of " + least + " to " + greatest, shown);
    }
}
