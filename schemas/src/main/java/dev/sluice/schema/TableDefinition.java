package dev.sluice.schema;

import dev.sluice.format.JsonFormat;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.format.RecordDecoder;
import dev.sluice.format.RecordFormat;
import dev.sluice.record.EventTime;
import dev.sluice.record.RecordKey;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table: what its records look like, and the stream they come by.
 *
 * @param name the table's name
 * @param columns the columns a payload is read for; what it holds beside them is left out. None: they are to be detected
 * @param format how a payload is read, with its settings
 * @param stream where the records come from
 * @param eventTime which column says when a record happened, or null where the table does not say
 * @param partitionBy by which hour a lake of the table is parted, {@code ingest} or a timestamp column, or null where the
 *     table does not say
 * @param encoding how a payload is packed, beneath its format
 */
public record TableDefinition(
        String name,
        List<Column> columns,
        RecordFormat format,
        Stream stream,
        @Nullable EventTimeColumn eventTime,
        @Nullable String partitionBy,
        PayloadEncoding encoding)
        implements Serializable {

    public TableDefinition {
        columns = List.copyOf(columns);
    }

    /** A table that does not say how a lake of it is parted, whose payloads are plain, or compressed in a way that shows. */
    public TableDefinition(
            String name,
            List<Column> columns,
            RecordFormat format,
            Stream stream,
            @Nullable EventTimeColumn eventTime) {
        this(name, columns, format, stream, eventTime, null, PayloadEncoding.defaults());
    }

    /** A stream whose payloads nobody reads: records in, records out. */
    public static TableDefinition ofRecords(String name, Stream stream) {
        return new TableDefinition(name, List.of(), JsonFormat.defaults(), stream, null);
    }

    /** The Beam schema of the table's rows. */
    public Schema schema() {
        return Column.schema(columns);
    }

    /** The column of this name, case-insensitively, as Glue looks them up. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(c -> c.name().equalsIgnoreCase(columnName))
                .findFirst();
    }

    /** The same table on another stream. */
    public TableDefinition withStream(Stream other) {
        return new TableDefinition(name, columns, format, other, eventTime, partitionBy, encoding);
    }

    /** The same table, its payloads packed otherwise. */
    public TableDefinition withEncoding(PayloadEncoding other) {
        return new TableDefinition(name, columns, format, stream, eventTime, partitionBy, other);
    }

    /** A decoder of payloads as they come, compressed or not, to rows of the table's columns. */
    public RecordDecoder decoder() {
        return encoding.decoder(format.decoder(columns));
    }

    /**
     * Reads the event time of payloads as they come from {@code column}, and nothing else of them. A compressed one is
     * expanded for it, and again where it is decoded.
     */
    public EventTime eventTime(String column) {
        return encoding.eventTime(format.eventTime(columns, column));
    }

    /**
     * Reads what identifies payloads as they come from the columns of these names, as {@link RecordFormat#key}. A compressed
     * one is expanded for it, and again where it is decoded; compressed or not, the same values are the same key.
     *
     * @throws IllegalArgumentException where there is no column of a name
     */
    public RecordKey key(List<String> names) {
        return encoding.key(format.key(columns, names));
    }

    /** The same table, written down otherwise. */
    public TableDefinition withFormat(RecordFormat other) {
        return new TableDefinition(name, columns, other, stream, eventTime, partitionBy, encoding);
    }

    /** The same table with these columns. */
    public TableDefinition withColumns(List<Column> others) {
        return new TableDefinition(name, others, format, stream, eventTime, partitionBy, encoding);
    }

    /** The same table under another name. */
    public TableDefinition withName(String other) {
        return new TableDefinition(other, columns, format, stream, eventTime, partitionBy, encoding);
    }

    /** The definition as Glue's JSON, which a {@link Catalog} reads. The zone of its timestamps is no part of it. */
    public String toJson() {
        return GlueWriter.write(this);
    }

    /**
     * Where a table's records come from.
     *
     * @param kind the word in {@code typeOfData}: {@code kafka}, {@code kinesis}, {@code mqtt}, {@code file}
     * @param settings by Glue's names ({@code topicName}, {@code streamName}, {@code endpointUrl}); never a secret
     */
    public record Stream(String kind, Map<String, String> settings) implements Serializable {
        public Stream {
            settings = Map.copyOf(settings);
        }

        public @Nullable String setting(String settingName) {
            return settings.get(settingName);
        }
    }

    /**
     * Which column is the event time.
     *
     * @param column its name
     * @param watermarkDelay how far the watermark stays behind the greatest event time seen
     */
    public record EventTimeColumn(String column, Duration watermarkDelay) implements Serializable {}
}
