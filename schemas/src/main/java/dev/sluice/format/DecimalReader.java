package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals by their digits, with no double between; digits behind the scale are invalid unless they are zeros, or fractions
 * are shortened.
 */
final class DecimalReader extends ValueReader {

    private final ColumnType.Decimal type;
    private final Fractions fractions;

    DecimalReader(ColumnType.Decimal type, Fractions fractions) {
        this.type = type;
        this.fractions = fractions;
    }

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token.isNumeric()) {
            String text = in.parser().getText();
            return read(text, Snippet.of(text));
        }
        if (token == JsonToken.VALUE_STRING) {
            return read(in.parser().getText());
        }
        throw in.invalid(type.toString(), token);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        return read(text.trim(), Snippet.quoted(text));
    }

    private Object read(String number, String shown) throws InvalidValueException {
        BigDecimal decimal = Numbers.decimal(number);
        if (decimal != null && fractions == Fractions.SHORTENED && decimal.scale() > type.scale()) {
            decimal = decimal.setScale(type.scale(), RoundingMode.HALF_UP);
        }
        BigDecimal value = decimal == null ? null : Numbers.exactDecimal(decimal, type.precision(), type.scale());
        if (value == null) {
            throw new InvalidValueException(type.toString(), shown);
        }
        return value;
    }
}
