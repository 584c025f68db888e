package dev.sluice.schema;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/** A column of a table or a field of a struct: its name as the catalog has it, and its type. */
public record Column(String name, ColumnType type) implements Serializable {

    public Column {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column needs a name; found '" + name + "' of type " + type);
        }
    }

    /** The Beam schema of rows with these columns, in this order, every field nullable. */
    public static Schema schema(List<Column> columns) {
        Schema.Builder schema = Schema.builder();
        for (Column column : columns) {
            schema.addField(Schema.Field.of(column.name(), column.type().fieldType()));
        }
        return schema.build();
    }
}
