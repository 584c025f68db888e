package dev.sluice.format;

import dev.sluice.format.GrokExpression.Capture;
import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lines of text (UTF-8) that a grok pattern takes apart, as Logstash and Glue have them. A payload is a line, or several,
 * each a row; blank lines are none, and a carriage return at a line's end is not of it. The pattern may match anywhere in
 * a line: {@code ^} and {@code $} tie it to the ends. A file is a line each.
 *
 * <p>A capture is a column's value by its name, exact, else in any case; of several captures of one name the first counts
 * that is not empty. Captures that are no column are left out, columns that are no capture, or an empty one, are null. A
 * text becomes a value as a JSON string does ({@code schemas/README.md}), whatever type the pattern gives the capture:
 * that one is for tables without columns, see {@link #columns}.
 *
 * <p>What cannot be read is malformed: {@code grok-no-match} (a line that the pattern does not match), {@code
 * grok-timeout} (its matching took more than half a second of CPU time, and 1 µs for each byte of the payload), {@code
 * malformed-grok} (not UTF-8, or a line longer than 256 KiB) or {@code invalid-value}.
 *
 * <p>Decoders and event times are safe for several threads. Nothing can be written by a pattern.
 *
 * @param pattern regular expressions as Oniguruma has them, and in them {@code %{NAME}}, {@code %{NAME:column}} or {@code
 *     %{NAME:column:type}}, the type one of byte, short, int, long, float, double, boolean, string
 * @param definitions patterns beside those of the standard library, a line each, {@code NAME pattern}; one that has a
 *     standard pattern's name takes its place
 * @param timestampFormats as in {@link JsonFormat}
 * @param timeZone the zone of timestamps that say none
 */
public record GrokFormat(String pattern, String definitions, List<String> timestampFormats, ZoneId timeZone)
        implements RecordFormat {

    /**
     * The format with these settings.
     *
     * @throws InvalidGrokException where the pattern or the definitions are none, with all mistakes
     * @throws IllegalArgumentException where a timestamp format is none
     */
    public GrokFormat {
        GrokPattern.compile(pattern, definitions);
        timestampFormats = List.copyOf(timestampFormats);
        new TimestampText(timestampFormats, timeZone);
    }

    /** Lines of this pattern, by the standard library, timestamps in ISO 8601. */
    public static GrokFormat of(String pattern) {
        return new GrokFormat(pattern, "", List.of(), ZoneOffset.UTC);
    }

    /** The same, with timestamps written otherwise. */
    public GrokFormat withTimestampFormats(List<String> formats) {
        return new GrokFormat(pattern, definitions, formats, timeZone);
    }

    @Override
    public GrokFormat withTimeZone(ZoneId zone) {
        return new GrokFormat(pattern, definitions, timestampFormats, zone);
    }

    @Override
    public String classification() {
        return "grokLog";
    }

    /**
     * The columns that the pattern captures, in its order, each name once, case apart. They have the types the pattern
     * gives them; string where it gives none, or several captures of the name disagree.
     */
    public List<Column> columns() {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Capture capture : GrokPattern.compile(pattern, definitions).captures()) {
            columns.merge(
                    capture.column().toLowerCase(Locale.ROOT),
                    new Column(capture.column(), capture.type()),
                    (first, other) -> new Column(first.name(), common(first.type(), other.type())));
        }
        return new ArrayList<>(columns.values());
    }

    private static ColumnType common(ColumnType first, ColumnType other) {
        return first.equals(other) ? first : Simple.STRING;
    }

    @Override
    public RecordDecoder decoder(List<Column> columns) {
        return new GrokDecoder(
                GrokPattern.compile(pattern, definitions), columns, new TimestampText(timestampFormats, timeZone));
    }

    /** @throws UnsupportedOperationException always: a pattern says how a line is read, not how one is written */
    @Override
    public RecordEncoder encoder(List<Column> columns) {
        throw new UnsupportedOperationException(
                "expected a format that can be written, json or csv, found grokLog: a pattern only says how a line is read");
    }

    @Override
    public EventTime eventTime(List<Column> columns, String column) {
        return new FormatEventTime(this, List.of(columns.get(FormatEventTime.place(columns, column))), 0);
    }

    @Override
    public FileRecords records(InputStream file) throws IOException {
        return new LineRecords(file);
    }
}
