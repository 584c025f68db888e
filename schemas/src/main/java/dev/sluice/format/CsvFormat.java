package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180, UTF-8). A payload is a record, or several, a line each; fields are read in the order of the columns,
 * and there have to be as many. A text becomes a value as a JSON string does ({@code schemas/README.md}); an array, a
 * map or a struct is JSON inside a field. An empty field is null; an empty field in quotes is empty text where the
 * column is text, else null. Empty lines are no rows. In a file, line feeds inside quotes belong to the record, and the
 * first {@code headerLines} records are left out; a payload has no header.
 *
 * <p>What cannot be read is malformed: {@code malformed-csv} (not UTF-8, quotes out of place, too few or too many fields)
 * or {@code invalid-value}.
 *
 * <p>The encoder writes a record without the line's end. A table of a single text column cannot write its null: that
 * would be an empty line. Decoders and event times are safe for several threads, encoders belong to one.
 *
 * @param delimiter between fields; this and the next two are ASCII, no line's end, and no two the same
 * @param quote around fields that hold a delimiter, a quote or a line's end; a quote inside is doubled
 * @param escape before a quote or itself inside quotes, beside doubling; null: none
 * @param headerLines how many records at the start of a file are no data
 * @param timestampFormats as in {@link JsonFormat}
 * @param timeZone the zone of timestamps that say none
 */
public record CsvFormat(
        char delimiter,
        char quote,
        @Nullable Character escape,
        int headerLines,
        List<String> timestampFormats,
        ZoneId timeZone)
        implements RecordFormat {

    /**
     * The format with these settings.
     *
     * @throws IllegalArgumentException where they contradict each other, or a timestamp format is none
     */
    public CsvFormat {
        check("delimiter", delimiter);
        check("quote", quote);
        if (escape != null) {
            check("escape", escape);
            // Hive's way to say that a quote is escaped by a quote, which RFC 4180 says anyway.
            escape = escape == quote ? null : escape;
        }
        if (delimiter == quote || (escape != null && escape == delimiter)) {
            throw new IllegalArgumentException("expected three different characters, found delimiter '" + delimiter
                    + "', quote '" + quote + "', escape '" + escape + "'");
        }
        if (headerLines < 0) {
            throw new IllegalArgumentException("expected 0 or more header lines, found " + headerLines);
        }
        timestampFormats = List.copyOf(timestampFormats);
        new TimestampText(timestampFormats, timeZone);
    }

    private static void check(String what, char c) {
        if (c == '\n' || c == '\r' || c == 0 || c > 127) {
            throw new IllegalArgumentException(
                    "expected an ASCII character but no line's end as " + what + ", found U+%04X".formatted((int) c));
        }
    }

    /** Commas, double quotes, no escape, no header, timestamps in ISO 8601. */
    public static CsvFormat defaults() {
        return new CsvFormat(',', '"', null, 0, List.of(), ZoneOffset.UTC);
    }

    /** The same, with another character between fields. */
    public CsvFormat withDelimiter(char other) {
        return new CsvFormat(other, quote, escape, headerLines, timestampFormats, timeZone);
    }

    /** The same, with so many records at the start of a file that are no data. */
    public CsvFormat withHeaderLines(int lines) {
        return new CsvFormat(delimiter, quote, escape, lines, timestampFormats, timeZone);
    }

    /** The same, with timestamps written otherwise. */
    public CsvFormat withTimestampFormats(List<String> formats) {
        return new CsvFormat(delimiter, quote, escape, headerLines, formats, timeZone);
    }

    @Override
    public CsvFormat withTimeZone(ZoneId zone) {
        return new CsvFormat(delimiter, quote, escape, headerLines, timestampFormats, zone);
    }

    @Override
    public String classification() {
        return "csv";
    }

    @Override
    public RecordDecoder decoder(List<Column> columns) {
        BitSet all = new BitSet();
        all.set(0, columns.size());
        return decoder(columns, all);
    }

    /** A decoder that reads the columns at these places and leaves the others null. */
    RecordDecoder decoder(List<Column> columns, BitSet only) {
        return new CsvDecoder(this, columns, new TimestampText(timestampFormats, timeZone), only);
    }

    @Override
    public RecordEncoder encoder(List<Column> columns) {
        return new CsvEncoder(this, columns, new TimestampText(timestampFormats, timeZone));
    }

    @Override
    public EventTime eventTime(List<Column> columns, String column) {
        return new FormatEventTime(this, columns, FormatEventTime.place(columns, column));
    }

    @Override
    public FileRecords records(InputStream file) throws IOException {
        return new CsvRecords(file, this);
    }
}
