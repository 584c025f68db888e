package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record is written down: bytes to rows, rows to bytes, and a file to records. The only place where "malformed"
 * is decided.
 *
 * <p>A format is a value; the decoders and encoders it gives hold buffers and belong to one thread.
 */
public sealed interface RecordFormat extends Serializable permits JsonFormat, CsvFormat, AvroFormat, GrokFormat {

    /** The word in a table's {@code classification}. */
    String classification();

    /** The zone of timestamps that say none. */
    ZoneId timeZone();

    /** The same format, with timestamps that say no zone read and written in {@code zone}. */
    RecordFormat withTimeZone(ZoneId zone);

    /** A decoder to rows of these columns, in their order. */
    RecordDecoder decoder(List<Column> columns);

    /** An encoder of rows of these columns, in their order. */
    RecordEncoder encoder(List<Column> columns);

    /** Reads the event time of a payload from {@code column} (one of {@code columns}), and nothing else of it. */
    EventTime eventTime(List<Column> columns, String column);

    /**
     * Reads what identifies a payload from the columns of these names, and nothing else of it. Equal are values of a column
     * that are equal as values: {@code 1.50} and {@code 1.5}, an instant in two zones. A missing value is one, too, but a
     * payload that has none at all of them has no key.
     *
     * @throws IllegalArgumentException where there is no column of a name
     */
    default RecordKey key(List<Column> columns, List<String> names) {
        return FormatKey.of(this, columns, names);
    }

    /** The records of a file, one after the other, each as the payload that {@link #decoder} reads. */
    FileRecords records(InputStream file) throws IOException;

    /** Takes a file apart. Belongs to one thread. */
    @FunctionalInterface
    interface FileRecords {
        /** The next record's payload, or null at the end. */
        byte @Nullable [] next() throws IOException;
    }
}
