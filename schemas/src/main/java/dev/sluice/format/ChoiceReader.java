package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;

/**
 * Values of one of several types. JSON says what a value is: a number is read by the first type of numbers that holds it,
 * text by text and so on. What is left goes to text, where that is among the types, and text that says no more is read by
 * the first type that understands it.
 */
final class ChoiceReader extends ValueReader {

    private final String text;
    private final OneOfType oneOf;
    private final List<ColumnType> types;
    private final String[] words;
    private final ValueReader[] readers;

    ChoiceReader(ColumnType.Choice choice, ValueReader[] readers) {
        text = choice.toString();
        oneOf = choice.oneOf();
        types = choice.types();
        words = types.stream().map(ColumnType.Choice::word).toArray(String[]::new);
        this.readers = readers;
    }

    @Override
    Object read(JsonInput in, JsonToken token) throws IOException, InvalidValueException {
        for (int i = 0; i < readers.length; i++) {
            if (isKind(types.get(i), token)) {
                boolean isLast = !token.isNumeric() || lastNumber(i);
                try {
                    return value(i, readers[i].read(in, token));
                } catch (InvalidValueException e) {
                    if (isLast) {
                        throw e;
                    }
                }
            }
        }
        for (int i = 0; i < readers.length; i++) {
            if (isText(types.get(i))) {
                return value(i, readers[i].read(in, token));
            }
        }
        throw in.invalid(text, token);
    }

    @Override
    Object read(String written) throws InvalidValueException {
        for (int i = 0; i < readers.length; i++) {
            if (!isText(types.get(i))) {
                try {
                    return value(i, readers[i].read(written));
                } catch (InvalidValueException e) {
                    // The next type may understand it.
                }
            }
        }
        for (int i = 0; i < readers.length; i++) {
            if (isText(types.get(i))) {
                return value(i, readers[i].read(written));
            }
        }
        throw new InvalidValueException(text, Snippet.quoted(written));
    }

    private OneOfType.Value value(int place, Object value) {
        return oneOf.createValue(words[place], value);
    }

    /** Whether no later type could take a number, nor text instead. */
    private boolean lastNumber(int place) {
        for (int i = 0; i < types.size(); i++) {
            if ((i > place && isNumber(types.get(i))) || isText(types.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKind(ColumnType type, JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> isNumber(type);
            case VALUE_TRUE, VALUE_FALSE -> type == ColumnType.Simple.BOOLEAN;
            case VALUE_STRING -> isText(type);
            case START_OBJECT -> type instanceof ColumnType.Struct || type instanceof ColumnType.MapOf;
            case START_ARRAY -> type instanceof ColumnType.Array;
            default -> false;
        };
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof ColumnType.Decimal
                || (type instanceof ColumnType.Simple simple
                        && switch (simple) {
                            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
                            case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, VOID -> false;
                        });
    }

    private static boolean isText(ColumnType type) {
        return type == ColumnType.Simple.STRING || type instanceof ColumnType.Text;
    }
}
