package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Dates as ISO 8601 has them, {@code 2020-04-16}. */
final class DateReader extends ValueReader {

    private static final String EXPECTED = "date such as 2020-04-16";

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        if (token != JsonToken.VALUE_STRING) {
            throw in.invalid(EXPECTED, token);
        }
        return read(in.parser().getText());
    }

    @Override
    Object read(String text) throws InvalidValueException {
        String date = text.trim();
        if (date.length() == "2020-04-16".length()) {
            try {
                return LocalDate.parse(date);
            } catch (DateTimeParseException e) {
                // Said below, like every other text that is no date.
            }
        }
        throw new InvalidValueException(EXPECTED, Snippet.quoted(text));
    }
}
