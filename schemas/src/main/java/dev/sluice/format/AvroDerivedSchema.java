package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema that columns give: a record of their names, each field of a union with null. */
final class AvroDerivedSchema {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private AvroDerivedSchema() {}

    /**
     * The schema of rows of these columns.
     *
     * @throws IllegalArgumentException where a name cannot be one in Avro, or a type is a choice
     */
    static Schema of(List<Column> columns) {
        return record("row", columns);
    }

    private static Schema record(String name, List<Column> columns) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            if (!NAME.matcher(column.name()).matches()) {
                throw new IllegalArgumentException("column '" + column.name()
                        + "': Avro's names are letters, digits and underscores, and begin with no digit");
            }
            fields.add(new Schema.Field(
                    column.name(),
                    nullable(of(name + "_" + column.name(), column.type())),
                    null,
                    Schema.Field.NULL_DEFAULT_VALUE));
        }
        return Schema.createRecord(name, null, null, false, fields);
    }

    private static Schema nullable(Schema schema) {
        List<Schema> branches = new ArrayList<>();
        branches.add(Schema.create(Schema.Type.NULL));
        branches.add(schema);
        return Schema.createUnion(branches);
    }

    private static Schema of(String name, ColumnType type) {
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case TINYINT, SMALLINT, INT -> Schema.create(Schema.Type.INT);
                case BIGINT -> Schema.create(Schema.Type.LONG);
                case FLOAT -> Schema.create(Schema.Type.FLOAT);
                case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
                case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                case STRING, VOID -> Schema.create(Schema.Type.STRING);
                case BINARY -> Schema.create(Schema.Type.BYTES);
                case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
                case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            };
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return LogicalTypes.decimal(decimal.precision(), decimal.scale())
                    .addToSchema(Schema.create(Schema.Type.BYTES));
        }
        if (type instanceof ColumnType.Array array) {
            return Schema.createArray(nullable(of(name, array.element())));
        }
        if (type instanceof ColumnType.MapOf map) {
            return Schema.createMap(nullable(of(name, map.value())));
        }
        if (type instanceof ColumnType.Struct struct) {
            return record(name, struct.fields());
        }
        if (type instanceof ColumnType.Choice) {
            throw new IllegalArgumentException("a column of type " + type + " has to be resolved before it is written");
        }
        return Schema.create(Schema.Type.STRING); // varchar, char
    }
}
