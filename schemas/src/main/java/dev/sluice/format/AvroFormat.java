package dev.sluice.format;

import dev.sluice.record.EventTime;
import dev.sluice.schema.Column;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Avro (1.12's specification). A payload is one of these, and which is told by how it begins:
 *
 * <ul>
 *   <li>an object container: the schema and the codec stand in it (null, deflate, bzip2, snappy, xz, zstandard), any number
 *       of blocks, each datum its rows;
 *   <li>where there is a {@code registry}: one datum behind the id of its schema, in that registry's framing;
 *   <li>where there is a {@code schema}: one datum of that schema. It has no frame, so that bytes behind it are malformed:
 *       to read them as another would make rows of the fields that a newer writer added.
 * </ul>
 *
 * <p>An empty payload gives no rows. A datum whose root is a record is a row; of an array of records each is one; null is
 * none; a union of these is what the datum says. Any other root is a row's only value, in a table of one column. A file is
 * a container, of which a record is a block behind the file's header, or any other payload whole, 64 MiB at most.
 *
 * <p>A field is found by its exact name, else in any case; fields that are no column are skipped, columns that are no field
 * are null. The table in {@code schemas/README.md} says what becomes of a value that has another type than its column. What
 * cannot be read is malformed: {@code malformed-avro} (bytes that the schema does not describe, records nested deeper than
 * 500, more than 8 million values or 10,000 that take no bytes, a container damaged or expanding beyond 64 MiB), {@code invalid-value}, or
 * {@code unknown-schema} (an id that the registry does not have). A registry that cannot be asked throws.
 *
 * <p>The encoder writes a datum of {@code schema}, which names the columns; where there is none, a container of one. Decoders
 * and event times are safe for several threads, encoders belong to one.
 *
 * @param schema the writer's schema as JSON, Glue's {@code avroSchema}; null: it comes with each payload
 * @param registryUrl where the registry is whose ids payloads begin with; null: they have none
 * @param registry that registry, once a job has opened it
 * @param timestampFormats of times that are text, as in {@link JsonFormat}
 * @param timeZone the zone of times that say none: local timestamps, and text
 */
public record AvroFormat(
        @Nullable String schema,
        @Nullable String registryUrl,
        @Nullable SchemaRegistry registry,
        List<String> timestampFormats,
        ZoneId timeZone)
        implements RecordFormat {

    /**
     * The format with these settings.
     *
     * @throws IllegalArgumentException where the schema or a timestamp format is none
     */
    public AvroFormat {
        timestampFormats = List.copyOf(timestampFormats);
        new TimestampText(timestampFormats, timeZone);
        if (schema != null) {
            AvroSchema.parse(schema);
        }
    }

    /** Containers, which bring their schema with them. */
    public static AvroFormat containers() {
        return new AvroFormat(null, null, null, List.of(), ZoneOffset.UTC);
    }

    /** Data of this schema; and containers. */
    public static AvroFormat of(String schema) {
        return containers().withSchema(schema);
    }

    /** The same, of data with this schema. */
    public AvroFormat withSchema(String json) {
        return new AvroFormat(json, registryUrl, registry, timestampFormats, timeZone);
    }

    /** The same, of data that begin with ids of the registry at {@code url}, which a job has to open. */
    public AvroFormat withRegistryUrl(String url) {
        return new AvroFormat(schema, url, null, timestampFormats, timeZone);
    }

    /** The same, of data that begin with ids of this registry. */
    public AvroFormat withRegistry(SchemaRegistry opened) {
        return new AvroFormat(schema, registryUrl, opened, timestampFormats, timeZone);
    }

    /** The same, with text of timestamps written otherwise. */
    public AvroFormat withTimestampFormats(List<String> formats) {
        return new AvroFormat(schema, registryUrl, registry, formats, timeZone);
    }

    @Override
    public AvroFormat withTimeZone(ZoneId zone) {
        return new AvroFormat(schema, registryUrl, registry, timestampFormats, zone);
    }

    /**
     * The columns that rows of an Avro schema have where no table lists them: an enum is a string, a fixed binary, a union
     * with null what is beside it, a union of more a struct of {@code member0}, {@code member1}, …, as Glue and Spark make of
     * it. A root that is no record is a column {@code value}; a record inside itself is text, its JSON.
     *
     * @throws IllegalArgumentException where the text is no schema, or its fields cannot be columns
     */
    public static List<Column> columns(String schema) {
        return AvroColumns.of(AvroSchema.parse(schema));
    }

    @Override
    public String classification() {
        return "avro";
    }

    @Override
    public RecordDecoder decoder(List<Column> columns) {
        return new AvroDecoder(this, columns);
    }

    @Override
    public RecordEncoder encoder(List<Column> columns) {
        return AvroEncoder.of(this, columns);
    }

    @Override
    public EventTime eventTime(List<Column> columns, String column) {
        return new FormatEventTime(this, List.of(columns.get(FormatEventTime.place(columns, column))), 0);
    }

    @Override
    public FileRecords records(InputStream file) {
        return new AvroContainerRecords(file);
    }

    /**
     * The schema that a payload was written by.
     *
     * @throws MalformedRecordException where it names none, and the format neither
     */
    String schemaOf(byte[] payload) throws MalformedRecordException {
        return AvroDecoder.schemaOf(this, payload);
    }

    TimestampText timestamps() {
        return new TimestampText(timestampFormats, timeZone);
    }

    /** The registry, or null where payloads name none. */
    @Nullable
    SchemaRegistry openRegistry() {
        if (registryUrl != null && registry == null) {
            throw new IllegalStateException("the schema registry " + registryUrl + " was not opened");
        }
        return registry;
    }
}
