package dev.sluice.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.sluice.schema.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object for a row, its fields in the order of the columns; a missing value is written as null. */
final class JsonEncoder implements RecordEncoder {

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final SerializedString[] names;
    private final ValueWriter[] writers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    JsonEncoder(List<Column> columns, TimestampText timestamps) {
        names = columns.stream().map(c -> new SerializedString(c.name())).toArray(SerializedString[]::new);
        writers =
                columns.stream().map(c -> ValueWriter.of(c.type(), timestamps)).toArray(ValueWriter[]::new);
    }

    @Override
    public byte[] encode(@Nullable Object[] row) {
        if (row.length != names.length) {
            throw new IllegalArgumentException(
                    "expected a row of " + names.length + " values, found one of " + row.length);
        }
        bytes.reset();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            for (int i = 0; i < row.length; i++) {
                out.writeFieldName(names[i]);
                ValueWriter.writeNullable(out, row[i], writers[i]);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing of bytes in memory", e);
        }
        return bytes.toByteArray();
    }
}
