package dev.sluice.format;

import dev.sluice.schema.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes columns as the fields of a record. A field that is no column takes its default, null where it may be missing; every
 * column has to be a field, so that nothing is left out unsaid.
 */
final class AvroFieldWriters {

    private final String[] names;
    private final AvroWriter[] writers;
    private final int[] places;

    private AvroFieldWriters(String[] names, AvroWriter[] writers, int[] places) {
        this.names = names;
        this.writers = writers;
        this.places = places;
    }

    /**
     * The writers of a record's fields.
     *
     * @throws IllegalArgumentException where a column has no field, or another type than its field, or a field has neither a
     *     column nor a default
     */
    static AvroFieldWriters of(Schema record, List<Column> columns, TimestampText timestamps) {
        List<Schema.Field> fields = record.getFields();
        List<String> missing =
                new ArrayList<>(columns.stream().map(Column::name).toList());
        String[] names = new String[fields.size()];
        AvroWriter[] writers = new AvroWriter[fields.size()];
        int[] places = new int[fields.size()];
        for (int i = 0; i < writers.length; i++) {
            Schema.Field field = fields.get(i);
            names[i] = field.name();
            places[i] = place(columns, field.name());
            if (places[i] < 0) {
                writers[i] = byDefault(field);
                continue;
            }
            Column column = columns.get(places[i]);
            missing.remove(column.name());
            AvroWriter writer = AvroWriter.of(field.schema(), column.type(), timestamps);
            if (writer == null) {
                throw new IllegalArgumentException("column '" + column.name() + "' of type " + column.type()
                        + " cannot be written as the field's type " + field.schema());
            }
            writers[i] = writer;
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the Avro schema has no field for the columns " + missing);
        }
        return new AvroFieldWriters(names, writers, places);
    }

    private static int place(List<Column> columns, String field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(field)) {
                return i;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(field)) {
                return i;
            }
        }
        return -1;
    }

    private static AvroWriter byDefault(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            if (field.schema().isNullable()) {
                int branch = field.schema().getType() == Schema.Type.UNION
                        ? field.schema().getTypes().indexOf(Schema.create(Schema.Type.NULL))
                        : -1;
                return (out, value) -> {
                    if (branch >= 0) {
                        out.writeIndex(branch);
                    }
                };
            }
            throw new IllegalArgumentException(
                    "the field '" + field.name() + "' of the Avro schema has neither a column nor a default");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(field.schema()).write(GenericData.get().getDefaultValue(field), encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing of bytes in memory", e);
        }
        byte[] written = bytes.toByteArray();
        return (out, value) -> out.writeFixed(written);
    }

    /** Writes the values of a row. */
    void write(Encoder out, List<? extends @Nullable Object> values) throws IOException {
        for (int i = 0; i < writers.length; i++) {
            try {
                writers[i].write(out, places[i] < 0 ? null : values.get(places[i]));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException(names[i] + ": " + e.getMessage(), e);
            }
        }
    }
}
