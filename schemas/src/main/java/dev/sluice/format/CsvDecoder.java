package dev.sluice.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows out of CSV records, field by field in the order of the columns. Keeps no state. */
final class CsvDecoder implements RecordDecoder {

    private static final String MALFORMED = "malformed-csv";

    private final List<Column> columns;
    private final @Nullable ValueReader[] readers;
    private final boolean[] textual;
    private final CsvFormat format;

    /** @param only the places to read, the others staying null */
    CsvDecoder(CsvFormat format, List<Column> columns, TimestampText timestamps, BitSet only) {
        this.format = format;
        this.columns = List.copyOf(columns);
        readers = ValueReader.of(columns, timestamps);
        textual = new boolean[readers.length];
        for (int i = 0; i < readers.length; i++) {
            ColumnType type = columns.get(i).type();
            textual[i] = type == ColumnType.Simple.STRING || type instanceof ColumnType.Text;
            if (!only.get(i)) {
                readers[i] = null;
            }
        }
    }

    @Override
    public List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException {
        Utf8.check(payload, MALFORMED);
        int start = Utf8.startsWithMark(payload) ? 3 : 0;
        String text = new String(payload, start, payload.length - start, StandardCharsets.UTF_8);
        Character escape = format.escape();
        if (escape != null && text.indexOf(escape) >= 0) {
            text = withoutEscapes(text, escape);
        }
        List<@Nullable Object[]> rows = new ArrayList<>(1);
        try (CsvReader<Fields> records = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new Handler(readers.length), text)) {
            for (Fields fields : records) {
                rows.add(row(fields));
            }
        } catch (CsvParseException e) {
            throw new MalformedRecordException(MALFORMED, "expected CSV (RFC 4180): " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading of text in memory", e);
        } catch (InvalidValueException e) {
            throw e.malformed();
        }
        return rows;
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Snippet.of(String.valueOf(cause.getMessage()));
    }

    private @Nullable Object[] row(Fields fields) throws MalformedRecordException, InvalidValueException {
        if (fields.count != readers.length) {
            throw new MalformedRecordException(
                    MALFORMED,
                    "line " + fields.line + ": expected " + readers.length + " fields, found " + fields.count);
        }
        @Nullable Object[] row = new Object[readers.length];
        for (int i = 0; i < row.length; i++) {
            ValueReader reader = readers[i];
            String value = fields.values[i];
            boolean missing = value.isEmpty() && !(textual[i] && fields.quoted[i]);
            if (reader == null || missing) {
                continue;
            }
            try {
                row[i] = reader.read(value);
            } catch (InvalidValueException e) {
                throw e.in(columns.get(i).name());
            }
        }
        return row;
    }

    /** The same record by RFC 4180: an escaped quote is doubled, an escaped escape is one. Only inside quotes. */
    private String withoutEscapes(String text, char escape) {
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

    /** A record's fields, and which of them stood in quotes; those beyond what is expected are only counted. */
    private static final class Fields {
        private final long line;
        private final String[] values;
        private final boolean[] quoted;
        private int count;

        private Fields(long line, int expected) {
            this.line = line;
            values = new String[expected];
            quoted = new boolean[expected];
        }
    }

    private static final class Handler extends AbstractBaseCsvCallbackHandler<Fields> {
        private final int expected;
        private Fields fields;

        private Handler(int expected) {
            this.expected = expected;
            fields = new Fields(1, expected);
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = new Fields(startingLineNumber, expected);
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean isQuoted) {
            if (fields.count < expected) {
                fields.values[fields.count] = new String(text, offset, length);
                fields.quoted[fields.count] = isQuoted;
            }
            fields.count++;
        }

        @Override
        protected Fields buildRecord() {
            return fields;
        }
    }
}
