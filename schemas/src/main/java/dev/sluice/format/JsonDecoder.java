package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of JSON: an object, an array of objects, or any number of either one after the other. Safe for several threads, and keeps a parser from
 * one payload to the next.
 */
final class JsonDecoder implements RecordDecoder {

    private final FieldsReader fields;

    /** Whether a parser that is fed will do: values with parts ask more of one. */
    private volatile boolean feeds;

    private final AtomicReference<@Nullable JsonFeed> idle = new AtomicReference<>();

    JsonDecoder(List<Column> columns, TimestampText timestamps, Fractions fractions) {
        ValueReader[] readers = ValueReader.of(columns, timestamps, fractions);
        fields = new FieldsReader(columns, readers);
        feeds = Arrays.stream(readers).noneMatch(r -> r instanceof NestedReader || r instanceof ChoiceReader);
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        try {
            List<@Nullable Object[]> rows = feeds ? fed(payload) : null;
            if (rows != null) {
                return rows;
            }
            JsonInput in = new JsonInput(payload);
            try (JsonParser parser = in.parser()) {
                return rows(in, parser);
            }
        } catch (InvalidValueException e) {
            throw e.malformed();
        } catch (JsonProcessingException e) {
            throw JsonInput.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading of bytes in memory", e);
        }
    }

    /** The rows of a payload in which nothing is wrong; null where anything is, and what that is is to be found out by a parser of its own. */
    private @Nullable List<@Nullable Object[]> fed(byte[] payload) throws IOException {
        JsonFeed feed = idle.getAndSet(null);
        feed = feed == null ? new JsonFeed() : feed;
        try {
            JsonInput in = new JsonInput(payload, feed);
            List<@Nullable Object[]> rows = rows(in, in.parser());
            if (feed.isDone()) {
                idle.set(feed);
                return rows;
            }
        } catch (JsonFeed.UnfitException e) {
            feeds &= !e.isLasting();
        } catch (IOException | InvalidValueException | MalformedRecordException e) {
            // Is said by the parser of its own.
        }
        return null;
    }

    private List<@Nullable Object[]> rows(JsonInput in, JsonParser parser)
            throws IOException, InvalidValueException, MalformedRecordException {
        List<@Nullable Object[]> rows = new ArrayList<>(1);
        JsonToken token;
        while ((token = parser.nextToken()) != null && token != JsonToken.NOT_AVAILABLE) {
            if (token == JsonToken.START_ARRAY) {
                while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                    rows.add(row(in, token));
                }
            } else {
                rows.add(row(in, token));
            }
        }
        return rows;
    }

    private @Nullable Object[] row(JsonInput in, JsonToken token)
            throws IOException, InvalidValueException, MalformedRecordException {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedRecordException(
                    "malformed-json", in.invalid("an object", token).getMessage());
        }
        return fields.read(in);
    }
}
