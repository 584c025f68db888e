package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;

/** Decimals by their digits, with no double between; digits behind the scale are invalid unless they are zeros. */
final class DecimalReader extends ValueReader {

    private final ColumnType.Decimal type;

    DecimalReader(ColumnType.Decimal type) {
        this.type = type;
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
        BigDecimal value = decimal == null ? null : Numbers.exactDecimal(decimal, type.precision(), type.scale());
        if (value == null) {
            throw new InvalidValueException(type.toString(), shown);
        }
        return value;
    }
}
