package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The columns an Avro schema gives: as Spark, and so Glue, reads Avro, and where they give up (a record inside itself, a
 * decimal beyond 38 digits) text.
 */
final class AvroColumns {

    /** Types at most: schemas can name each other so that written out they would be endless. */
    private static final int MOST_TYPES = 10_000;

    private static final int DEEPEST = 60;

    private final Set<Schema> around = Collections.newSetFromMap(new IdentityHashMap<>());
    private int types;

    private AvroColumns() {}

    /** The name of a schema's logical type, or nothing. */
    static String logical(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return logical == null ? "" : logical.getName();
    }

    /**
     * The columns of rows that are written with this schema.
     *
     * @throws IllegalArgumentException where they would have the same name, or are too many
     */
    static List<Column> of(Schema schema) {
        List<Schema> rows = AvroRows.recordsOf(schema);
        if (rows.isEmpty()) {
            return List.of(new Column("value", new AvroColumns().typeOf(schema)));
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Schema row : rows) {
            AvroColumns of = new AvroColumns();
            of.around.add(row);
            for (Column column : of.fields(row)) {
                Column known = columns.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
                if (known != null && !known.type().equals(column.type())) {
                    throw new IllegalArgumentException(
                            "the root is one of several records, and '" + column.name() + "' is " + known.type()
                                    + " in one, " + column.type() + " in another: the table has to list its columns");
                }
            }
        }
        return List.copyOf(columns.values());
    }

    /** The word of the type for values of this schema, no union, without its parts. */
    static String word(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> "struct";
            case ARRAY -> "array";
            case MAP -> "map";
            default -> ColumnType.Choice.word(new AvroColumns().typeOf(schema));
        };
    }

    private List<Column> fields(Schema record) {
        List<Column> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            for (Column known : fields) {
                if (known.name().equalsIgnoreCase(field.name())) {
                    throw new IllegalArgumentException("record " + record.getName() + ": the fields '" + known.name()
                            + "' and '" + field.name() + "' are one, case apart, and cannot both be columns");
                }
            }
            fields.add(new Column(field.name(), typeOf(field.schema())));
        }
        return fields;
    }

    private ColumnType typeOf(Schema schema) {
        if (++types > MOST_TYPES) {
            throw new IllegalArgumentException("the schema gives more than " + MOST_TYPES + " columns and fields");
        }
        String logical = logical(schema);
        return switch (schema.getType()) {
            case NULL -> ColumnType.Simple.VOID;
            case BOOLEAN -> ColumnType.Simple.BOOLEAN;
            case INT -> logical.equals("date") ? ColumnType.Simple.DATE : ColumnType.Simple.INT;
            case LONG -> logical.contains("timestamp-") ? ColumnType.Simple.TIMESTAMP : ColumnType.Simple.BIGINT;
            case FLOAT -> ColumnType.Simple.FLOAT;
            case DOUBLE -> ColumnType.Simple.DOUBLE;
            case STRING, ENUM -> ColumnType.Simple.STRING;
            case BYTES, FIXED -> ofBytes(schema, logical);
            case ARRAY -> new ColumnType.Array(nested(schema, schema.getElementType()));
            case MAP -> new ColumnType.MapOf(ColumnType.Simple.STRING, nested(schema, schema.getValueType()));
            case UNION -> union(schema);
            case RECORD -> record(schema);
        };
    }

    private static ColumnType ofBytes(Schema schema, String logical) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal.getPrecision() <= 38
                    ? new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale())
                    : ColumnType.Simple.STRING;
        }
        return logical.equals("big-decimal") || logical.equals("uuid")
                ? ColumnType.Simple.STRING
                : ColumnType.Simple.BINARY;
    }

    private ColumnType nested(Schema outer, Schema inner) {
        around.add(outer);
        ColumnType type = typeOf(inner);
        around.remove(outer);
        return type;
    }

    private ColumnType record(Schema schema) {
        boolean recurs = around.contains(schema);
        if (recurs || around.size() > DEEPEST || schema.getFields().isEmpty()) {
            return ColumnType.Simple.STRING;
        }
        around.add(schema);
        ColumnType type = new ColumnType.Struct(fields(schema));
        around.remove(schema);
        return type;
    }

    private ColumnType union(Schema schema) {
        List<Schema> members = AvroUnions.members(schema);
        if (members.isEmpty()) {
            return ColumnType.Simple.VOID;
        }
        if (members.size() == 1) {
            return typeOf(members.get(0));
        }
        List<ColumnType> each = members.stream().map(this::typeOf).toList();
        if (members.stream().allMatch(m -> logical(m).isEmpty())) {
            // Spark's two exceptions: what is only the same number in two sizes is no choice.
            if (each.stream().allMatch(t -> t == ColumnType.Simple.INT || t == ColumnType.Simple.BIGINT)) {
                return ColumnType.Simple.BIGINT;
            }
            if (each.stream().allMatch(t -> t == ColumnType.Simple.FLOAT || t == ColumnType.Simple.DOUBLE)) {
                return ColumnType.Simple.DOUBLE;
            }
        }
        List<Column> fields = new ArrayList<>();
        for (ColumnType type : each) {
            fields.add(new Column("member" + fields.size(), type));
        }
        return new ColumnType.Struct(fields);
    }
}
