package dev.sluice.format;

import dev.sluice.schema.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A datum for a row, by a schema that was given; else a container of one, by the schema that the columns give. */
final class AvroEncoder implements RecordEncoder {

    private final AvroFieldWriters fields;
    private final int width;
    private final byte @Nullable [] header;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    private AvroEncoder(AvroFieldWriters fields, int width, byte @Nullable [] header) {
        this.fields = fields;
        this.width = width;
        this.header = header;
    }

    static AvroEncoder of(AvroFormat format, List<Column> columns) {
        if (format.registryUrl() != null || format.registry() != null) {
            throw new IllegalArgumentException(
                    "Avro with a schema registry is read, and not written: expected an" + " avroSchema, or neither");
        }
        String given = format.schema();
        Schema schema = given == null ? AvroDerivedSchema.of(columns) : AvroSchema.parse(given);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(
                    "rows are written as Avro records: expected a schema of one, found " + schema.getType());
        }
        return new AvroEncoder(
                AvroFieldWriters.of(schema, columns, format.timestamps()),
                columns.size(),
                given == null ? header(schema.toString()) : null);
    }

    @Override
    public byte[] encode(@Nullable Object[] row) {
        if (row.length != width) {
            throw new IllegalArgumentException("expected a row of " + width + " values, found one of " + row.length);
        }
        bytes.reset();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            fields.write(out, Arrays.asList(row));
            return header == null ? bytes.toByteArray() : container(header);
        } catch (IOException e) {
            throw new UncheckedIOException("writing of bytes in memory", e);
        }
    }

    private byte[] container(byte[] start) throws IOException {
        byte[] datum = bytes.toByteArray();
        bytes.reset();
        bytes.writeBytes(start);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        out.writeLong(1);
        out.writeBytes(datum);
        bytes.write(start, start.length - AvroContainer.SYNC_LENGTH, AvroContainer.SYNC_LENGTH);
        return bytes.toByteArray();
    }

    /** The mark is made of the schema, so that equal rows are equal bytes. */
    private static byte[] header(String schema) {
        try {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.writeBytes(new byte[] {'O', 'b', 'j', 1});
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(header, null);
            out.writeMapStart();
            out.setItemCount(1);
            out.startItem();
            out.writeString("avro.schema");
            out.writeBytes(schema.getBytes(StandardCharsets.UTF_8));
            out.writeMapEnd();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(schema.getBytes(StandardCharsets.UTF_8));
            header.write(digest, 0, AvroContainer.SYNC_LENGTH);
            return header.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing of bytes in memory", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
