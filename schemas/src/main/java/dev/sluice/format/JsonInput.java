package dev.sluice.format;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON payload under the parser, with its bytes at hand. */
final class JsonInput {

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxNumberLength(1000)
                    .maxNameLength(50_000)
                    .maxStringLength(64 << 20)
                    .build())
            .errorReportConfiguration(
                    ErrorReportConfiguration.builder().maxErrorTokenLength(64).build())
            .build();

    /** What the parser says of a place, with what it does not say about its source. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^]]*?(line: \\d+, column: \\d+)]");

    private final byte[] bytes;
    private final int start;
    private final boolean plain;
    private final boolean fed;
    private final JsonParser parser;

    /**
     * The payload, before its first token.
     *
     * @throws MalformedRecordException where the bytes are no UTF-8
     */
    JsonInput(byte[] bytes) throws IOException, MalformedRecordException {
        this(bytes, null);
    }

    /** The same, under a parser that is fed, if there is one: then it may turn out not to be fit for the payload. */
    JsonInput(byte[] bytes, @Nullable JsonFeed feed) throws IOException, MalformedRecordException {
        this.bytes = bytes;
        fed = feed != null;
        start = Utf8.startsWithMark(bytes) ? 3 : 0;
        plain = Utf8.isPlain(bytes);
        if (!plain) {
            Utf8.check(bytes, "malformed-json");
        }
        // The parser would take zeros at the start for UTF-16 or UTF-32, where they are no JSON in UTF-8.
        for (int i = start; i < Math.min(bytes.length, start + 4); i++) {
            if (bytes[i] == 0) {
                throw new MalformedRecordException(
                        "malformed-json", "expected JSON, found a zero byte at byte " + (i + 1));
            }
        }
        parser = feed == null
                ? FACTORY.createParser(bytes, start, bytes.length - start)
                : feed.on(bytes, start, endOfTokens(bytes, start));
    }

    private static int endOfTokens(byte[] bytes, int start) {
        int end = bytes.length;
        while (end > start
                && (bytes[end - 1] == ' '
                        || bytes[end - 1] == '\n'
                        || bytes[end - 1] == '\r'
                        || bytes[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    JsonParser parser() {
        return parser;
    }

    /** The string at hand. Escapes can write half a character, which no UTF-8 can hold: that is invalid. */
    String string() throws IOException, InvalidValueException {
        return whole(parser.getText());
    }

    /** The text itself, where no character of it is half. */
    String whole(String text) throws InvalidValueException {
        if (!plain && hasLoneSurrogate(text)) {
            throw new InvalidValueException("text", "half of a surrogate pair in " + Snippet.quoted(text));
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return true;
                }
            }
        }
        return false;
    }

    /** The object or array at hand as it is written, and skips it. */
    String structure() throws IOException {
        if (fed) {
            throw new JsonFeed.UnfitException(true);
        }
        int from = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = start + (int) parser.currentLocation().getByteOffset();
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The value at hand is not what was expected. */
    InvalidValueException invalid(String expected, JsonToken token) throws IOException {
        if (fed) {
            throw new JsonFeed.UnfitException(false);
        }
        String found;
        if (token == JsonToken.VALUE_STRING) {
            found = Snippet.quoted(parser.getText());
        } else if (token.isStructStart()) {
            found = Snippet.of(structure());
        } else {
            found = Snippet.of(parser.getText());
        }
        return new InvalidValueException(expected, found);
    }

    static MalformedRecordException malformed(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String what = SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1");
        return new MalformedRecordException("malformed-json", what + where);
    }
}
