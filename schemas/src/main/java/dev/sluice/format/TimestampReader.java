package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Timestamps as {@link TimestampText} has them. */
final class TimestampReader extends ValueReader {

    private final TimestampText timestamps;

    TimestampReader(TimestampText timestamps) {
        this.timestamps = timestamps;
    }

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        JsonParser parser = in.parser();
        if (token == JsonToken.VALUE_STRING) {
            int from = parser.getTextOffset();
            return timestamps.parse(parser.getTextCharacters(), from, from + parser.getTextLength());
        }
        if (token.isNumeric()) {
            BigDecimal number = Numbers.decimal(parser.getText());
            Instant time = number == null ? null : timestamps.ofNumber(number);
            if (time != null) {
                return time;
            }
        }
        throw in.invalid("timestamp", token);
    }

    @Override
    Object read(String text) throws InvalidValueException {
        return timestamps.parse(text.toCharArray(), 0, text.length());
    }
}
