package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * JSON (RFC 8259, UTF-8). A payload is an object, an array of objects, or any number of either one after the other,
 * each object a row; an empty or blank payload gives none. A file is a line each (NDJSON), LF or CRLF, blank lines left
 * out, a line 64 MiB at most.
 *
 * <p>A field is found by its exact name, else in any case; fields that are no column are skipped, columns that are no
 * field are null, and of a field that comes twice the last counts. The table in {@code schemas/README.md} says what
 * becomes of a value that has another type than its column. What cannot be read is malformed, for one of these reasons:
 * {@code malformed-json} (truncated, not UTF-8, nested deeper than 500, a number longer than 1000 characters, a root
 * that is no object) and {@code invalid-value} (a value that its column cannot hold without loss).
 *
 * <p>The encoder writes an object of all columns, null where a value is missing. Decoders and event times are safe for
 * several threads, encoders belong to one.
 *
 * @param timestampFormats how timestamps are written, in the letters of {@link java.time.format.DateTimeFormatter} or
 *     {@code seconds}, {@code millis} or {@code micros} since 1970: tried in their order, then ISO 8601; the first is
 *     written, or ISO 8601 with {@code Z} where there is none
 * @param timeZone the zone of timestamps that say none
 * @param fractions what becomes of digits behind the point that a column does not hold
 */
public record JsonFormat(List<String> timestampFormats, ZoneId timeZone, Fractions fractions) implements RecordFormat {

    /**
     * The format with these settings.
     *
     * @throws IllegalArgumentException where a timestamp format is none
     */
    public JsonFormat {
        timestampFormats = List.copyOf(timestampFormats);
        new TimestampText(timestampFormats, timeZone);
    }

    /** A format in which no digit is lost. */
    public JsonFormat(List<String> timestampFormats, ZoneId timeZone) {
        this(timestampFormats, timeZone, Fractions.REFUSED);
    }

    /** Timestamps in ISO 8601, in UTC where they say no zone. */
    public static JsonFormat defaults() {
        return new JsonFormat(List.of(), ZoneOffset.UTC);
    }

    /** The same, with timestamps written otherwise. */
    public JsonFormat withTimestampFormats(List<String> formats) {
        return new JsonFormat(formats, timeZone, fractions);
    }

    /** The same, with other digits behind the point. */
    public JsonFormat withFractions(Fractions other) {
        return new JsonFormat(timestampFormats, timeZone, other);
    }

    @Override
    public JsonFormat withTimeZone(ZoneId zone) {
        return new JsonFormat(timestampFormats, zone, fractions);
    }

    @Override
    public String classification() {
        return "json";
    }

    @Override
    public RecordDecoder decoder(List<Column> columns) {
        return new JsonDecoder(columns, new TimestampText(timestampFormats, timeZone), fractions);
    }

    @Override
    public RecordEncoder encoder(List<Column> columns) {
        return new JsonEncoder(columns, new TimestampText(timestampFormats, timeZone));
    }

    @Override
    public EventTime eventTime(List<Column> columns, String column) {
        return new FormatEventTime(this, List.of(columns.get(FormatEventTime.place(columns, column))), 0);
    }

    /**
     * Reads what identifies a JSON object that no table describes: the values at these paths, names with dots between. As
     * {@link RecordFormat#key}, but names are exact, and numbers are equal where their values are.
     */
    public static RecordKey keyAt(List<String> paths) {
        return new JsonPathsKey(paths);
    }

    @Override
    public FileRecords records(InputStream file) throws IOException {
        return new LineRecords(file);
    }
}
