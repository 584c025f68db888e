package dev.sluice.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.format.AvroScalars.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Records, arrays and maps as JSON text, for columns of text: values as a JSON payload would have them, dates and times in
 * ISO 8601, bytes in base64. A record inside itself is written as deep as it goes.
 */
final class AvroJson {

    private final IdentityHashMap<Schema, RecordWriter> records = new IdentityHashMap<>();
    private final AvroSkips sizes;

    AvroJson(AvroSkips sizes) {
        this.sizes = sizes;
    }

    /** Writes the value at hand. */
    @FunctionalInterface
    private interface Writer {
        void write(AvroInput in, JsonGenerator out) throws IOException, MalformedRecordException, InvalidValueException;
    }

    /** A reader of values of this schema as their JSON. */
    AvroReader text(Schema schema) {
        Writer writer = writer(schema);
        return in -> {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = JsonEncoder.FACTORY.createGenerator(text)) {
                writer.write(in, out);
            } catch (StreamConstraintsException e) {
                // Five hundred records in arrays and maps are deeper than JSON is written.
                throw new MalformedRecordException(
                        AvroInput.MALFORMED,
                        "expected records, arrays and maps that are as text at most "
                                + StreamWriteConstraints.DEFAULT_MAX_DEPTH + " inside each other, found more");
            } catch (IOException e) {
                throw new UncheckedIOException("writing of text in memory", e);
            }
            return text.toString();
        };
    }

    private Writer writer(Schema schema) {
        String logical = AvroColumns.logical(schema);
        return switch (schema.getType()) {
            case NULL -> (in, out) -> out.writeNull();
            case BOOLEAN -> (in, out) -> out.writeBoolean(in.readBoolean());
            case INT ->
                logical.isEmpty()
                        ? (in, out) -> out.writeNumber(in.readInt())
                        : (in, out) -> out.writeString(AvroTimes.text(logical, in.readInt()));
            case LONG ->
                logical.isEmpty()
                        ? (in, out) -> out.writeNumber(in.readLong())
                        : (in, out) -> out.writeString(AvroTimes.text(logical, in.readLong()));
            case FLOAT -> (in, out) -> out.writeNumber(in.readFloat());
            case DOUBLE -> (in, out) -> out.writeNumber(in.readDouble());
            case STRING -> (in, out) -> out.writeString(in.readString());
            case ENUM -> {
                Source<String> symbols = AvroScalars.symbols(schema);
                yield (in, out) -> out.writeString(symbols.read(in));
            }
            case BYTES, FIXED -> bytes(schema, logical);
            case ARRAY -> array(schema);
            case MAP -> map(schema);
            case UNION -> {
                List<Writer> branches =
                        schema.getTypes().stream().map(this::writer).toList();
                yield (in, out) ->
                        branches.get(AvroSkips.branch(in, branches.size())).write(in, out);
            }
            case RECORD -> record(schema);
        };
    }

    private static Writer bytes(Schema schema, String logical) {
        Source<byte[]> bytes = AvroScalars.bytes(schema);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            int scale = decimal.getScale();
            return (in, out) -> out.writeNumber(AvroScalars.decimal(bytes.read(in), scale));
        }
        return logical.equals("big-decimal")
                ? (in, out) -> out.writeNumber(AvroScalars.bigDecimal(bytes.read(in)))
                : (in, out) -> out.writeBinary(bytes.read(in));
    }

    private Writer array(Schema schema) {
        Writer element = writer(schema.getElementType());
        int least = sizes.least(schema.getElementType());
        return (in, out) -> {
            out.writeStartArray();
            for (int items = in.items(least); items != 0; items = in.items(least)) {
                for (int i = 0; i < items; i++) {
                    element.write(in, out);
                }
            }
            out.writeEndArray();
        };
    }

    private Writer map(Schema schema) {
        Writer value = writer(schema.getValueType());
        return (in, out) -> {
            out.writeStartObject();
            for (int items = in.items(1); items != 0; items = in.items(1)) {
                for (int i = 0; i < items; i++) {
                    out.writeFieldName(in.readString());
                    value.write(in, out);
                }
            }
            out.writeEndObject();
        };
    }

    private Writer record(Schema schema) {
        RecordWriter known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordWriter writer = new RecordWriter(
                schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new));
        records.put(schema, writer);
        writer.values =
                schema.getFields().stream().map(field -> writer(field.schema())).toArray(Writer[]::new);
        return writer;
    }

    /** Known before its fields are, which may hold records of the same kind. */
    private static final class RecordWriter implements Writer {
        private final String[] names;
        private final int cost;
        private Writer[] values = {};

        RecordWriter(String[] names) {
            this.names = names;
            int letters = 0;
            for (String name : names) {
                letters += name.length() + 8;
            }
            cost = 1 + letters / 8;
        }

        @Override
        public void write(AvroInput in, JsonGenerator out)
                throws IOException, MalformedRecordException, InvalidValueException {
            in.enter();
            in.spend(cost); // names are written again for each record, and not read
            out.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                out.writeFieldName(names[i]);
                try {
                    values[i].write(in, out);
                } catch (InvalidValueException e) {
                    throw e.in(names[i]);
                }
            }
            out.writeEndObject();
            in.leave();
        }
    }
}
