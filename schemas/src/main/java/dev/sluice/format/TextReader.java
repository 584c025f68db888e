package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.time.ZoneId;
import java.util.List;

/** Turns text into values of one type, by the rules for JSON strings. Safe for several threads. */
@FunctionalInterface
public interface TextReader {

    /**
     * The value the text says.
     *
     * @throws MalformedRecordException with {@code invalid-value} where it says none of the type
     */
    Object read(String text) throws MalformedRecordException;

    /** A reader of {@code type}; timestamps are ISO 8601, in {@code zone} where they say none. */
    static TextReader of(ColumnType type, ZoneId zone) {
        ValueReader reader = ValueReader.of(type, new TimestampText(List.of(), zone));
        return text -> {
            try {
                return reader.read(text);
            } catch (InvalidValueException e) {
                throw e.malformed();
            }
        };
    }
}
