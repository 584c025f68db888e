package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object's fields into an array, a place for each column. A name is looked for where it was expected, then
 * exactly, then in any case as Glue does; what no column lists is skipped. Of a name that comes twice the last counts;
 * a name in the wrong case fills only a place that is still empty.
 */
final class FieldsReader {

    private static final int UNLISTED = -1;
    /** Added to the place of a column whose name was found only in another case. */
    private static final int OTHER_CASE = 1 << 20;
    /** Names learned at most: a payload may carry any. */
    private static final int LEARNED = 1000;

    private final String[] names;
    private final ValueReader[] readers;
    private final Map<String, Integer> folded = new HashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();

    FieldsReader(List<Column> columns, ValueReader[] readers) {
        this.readers = readers;
        names = new String[columns.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.get(i).name().intern();
            places.put(names[i], i);
            folded.putIfAbsent(names[i].toLowerCase(Locale.ROOT), i);
        }
    }

    /** The values of the object whose start is at hand, up to its end. */
    @Nullable
    Object[] read(JsonInput in) throws IOException, InvalidValueException {
        JsonParser parser = in.parser();
        @Nullable Object[] values = new Object[names.length];
        int next = 0;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int place = place(name, next);
            JsonToken token = parser.nextToken();
            if (place >= OTHER_CASE) {
                place = values[place - OTHER_CASE] == null ? place - OTHER_CASE : UNLISTED;
            }
            if (place == UNLISTED) {
                parser.skipChildren();
                continue;
            }
            next = place + 1;
            if (token == JsonToken.NOT_AVAILABLE) {
                throw new JsonFeed.UnfitException(false);
            }
            try {
                values[place] = token == JsonToken.VALUE_NULL ? null : readers[place].read(in, token);
            } catch (InvalidValueException e) {
                throw e.in(names[place]);
            }
        }
        return values;
    }

    @SuppressWarnings("ReferenceEquality") // the parser interns names, and an equal one that is not is found below
    private int place(String name, int expected) {
        if (expected < names.length && name == names[expected]) {
            return expected;
        }
        Integer place = places.get(name);
        if (place != null) {
            return place;
        }
        Integer inOtherCase = folded.get(name.toLowerCase(Locale.ROOT));
        int found = inOtherCase == null ? UNLISTED : inOtherCase + OTHER_CASE;
        if (places.size() < names.length + LEARNED) {
            places.put(name, found);
        }
        return found;
    }
}
