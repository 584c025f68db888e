package dev.sluice.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Structs out of objects, as Beam rows. */
final class StructReader extends NestedReader {

    private final Schema schema;
    private final FieldsReader fields;

    StructReader(ColumnType.Struct type, ValueReader[] readers) {
        super("an object", JsonToken.START_OBJECT);
        schema = type.schema();
        fields = new FieldsReader(type.fields(), readers);
    }

    @Override
    Object readParts(JsonInput in) throws IOException, InvalidValueException {
        return Row.withSchema(schema).attachValues(Arrays.asList(fields.read(in)));
    }
}
