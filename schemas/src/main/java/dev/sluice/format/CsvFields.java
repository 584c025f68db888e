package dev.sluice.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A record's fields as text, and which of them stood in quotes; those beyond what is expected are only counted. */
final class CsvFields {

    static final String MALFORMED = "malformed-csv";

    /** More are no table, and would only take memory. */
    static final int MOST = SchemaDetection.MOST_COLUMNS;

    private final long line;
    private final List<String> values = new ArrayList<>();
    private final List<Boolean> quoted = new ArrayList<>();
    private int count;

    private CsvFields(long line) {
        this.line = line;
    }

    /** Takes the records of a payload, one after the other. */
    @FunctionalInterface
    interface Taker {
        void take(CsvFields fields) throws MalformedRecordException, InvalidValueException;
    }

    /** All records of a payload, with 1,000 fields each at most. */
    static List<CsvFields> of(byte[] payload, CsvFormat format) throws MalformedRecordException {
        List<CsvFields> all = new ArrayList<>(1);
        try {
            each(payload, format, MOST, all::add);
        } catch (InvalidValueException e) {
            throw e.malformed();
        }
        return all;
    }

    /**
     * Reads a payload.
     *
     * @param expected how many fields of a record are kept
     */
    static void each(byte[] payload, CsvFormat format, int expected, Taker taker)
            throws MalformedRecordException, InvalidValueException {
        Utf8.check(payload, MALFORMED);
        int start = Utf8.startsWithMark(payload) ? 3 : 0;
        String text = new String(payload, start, payload.length - start, StandardCharsets.UTF_8);
        Character escape = format.escape();
        if (escape != null && text.indexOf(escape) >= 0) {
            text = withoutEscapes(text, escape, format);
        }
        try (CsvReader<CsvFields> records = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new Handler(expected), text)) {
            for (CsvFields fields : records) {
                taker.take(fields);
            }
        } catch (CsvParseException e) {
            throw new MalformedRecordException(MALFORMED, "expected CSV (RFC 4180): " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading of text in memory", e);
        }
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Snippet.of(String.valueOf(cause.getMessage()));
    }

    /** The line in its payload that the record starts at, from 1. */
    long line() {
        return line;
    }

    /** How many fields there are. */
    int count() {
        return count;
    }

    /** The fields that were kept, without their quotes. */
    List<String> values() {
        return values;
    }

    /** Whether there is no value; an empty one in quotes is one where it is text. */
    boolean isMissing(int place, boolean textual) {
        return values.get(place).isEmpty() && !(textual && quoted.get(place));
    }

    /** The same record by RFC 4180: an escaped quote is doubled, an escaped escape is one. Only inside quotes. */
    private static String withoutEscapes(String text, char escape, CsvFormat format) {
        char quote = format.quote();
        StringBuilder plain = new StringBuilder(text.length());
        boolean quoted = false;
        boolean fieldStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char following = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (quoted && c == escape && (following == quote || following == escape)) {
                plain.append(following == quote ? "" + quote + quote : escape);
                i++;
                continue;
            }
            if (quoted && c == quote) {
                if (following == quote) {
                    plain.append(quote);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (!quoted) {
                quoted = fieldStart && c == quote;
                fieldStart = c == format.delimiter() || c == '\n' || c == '\r';
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static final class Handler extends AbstractBaseCsvCallbackHandler<CsvFields> {
        private final int expected;
        private CsvFields fields = new CsvFields(1);

        private Handler(int expected) {
            this.expected = expected;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = new CsvFields(startingLineNumber);
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean isQuoted) {
            if (fields.count < expected) {
                fields.values.add(new String(text, offset, length));
                fields.quoted.add(isQuoted);
            }
            fields.count++;
        }

        @Override
        protected CsvFields buildRecord() {
            return fields;
        }
    }
}
