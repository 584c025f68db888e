package dev.sluice.sql.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** The Avro schema that Flink gives to the columns of a table, by which records without a frame are read and written. */
final class FlinkAvroSchema {

    private static final String ROOT = "org.apache.flink.avro.generated.record";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MILLIS_DIGITS = 3;

    private FlinkAvroSchema() {}

    /**
     * The schema as JSON.
     *
     * @throws IllegalArgumentException where Avro has no words for a column
     */
    static String of(List<SqlColumn.Physical> columns) {
        ObjectNode root = record(ROOT);
        ArrayNode fields = root.putArray("fields");
        for (SqlColumn.Physical column : columns) {
            field(fields, column.name(), column.type(), ROOT + "_" + column.name());
        }
        return root.toString();
    }

    private static ObjectNode record(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", "record").put("name", name);
    }

    private static void field(ArrayNode fields, String name, RelDataType type, String path) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected letters, digits and '_' in names of Avro, found '" + name + "'");
        }
        ObjectNode field = fields.addObject().put("name", name);
        field.set("type", nullable(type, path));
        if (type.isNullable()) {
            field.putNull("default");
        }
    }

    private static JsonNode nullable(RelDataType type, String path) {
        JsonNode schema = schema(type, path);
        return type.isNullable()
                ? JsonNodeFactory.instance.arrayNode().add("null").add(schema)
                : schema;
    }

    private static JsonNode schema(RelDataType type, String path) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> TextNode.valueOf("boolean");
            case TINYINT, SMALLINT, INTEGER -> TextNode.valueOf("int");
            case BIGINT -> TextNode.valueOf("long");
            case FLOAT -> TextNode.valueOf("float");
            case DOUBLE -> TextNode.valueOf("double");
            case BINARY, VARBINARY -> TextNode.valueOf("bytes");
            case DATE -> logical("int", "date");
            case TIME -> logical("int", "time-millis");
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                logical("long", type.getPrecision() <= MILLIS_DIGITS ? "timestamp-millis" : "timestamp-micros");
            case DECIMAL ->
                logical("bytes", "decimal")
                        .put("precision", type.getPrecision())
                        .put("scale", type.getScale());
            case ARRAY -> {
                ObjectNode array = JsonNodeFactory.instance.objectNode().put("type", "array");
                array.set("items", nullable(SqlTypes.part(type.getComponentType()), path));
                yield array;
            }
            case MAP -> {
                RelDataType key = SqlTypes.part(type.getKeyType());
                if (!SqlTypeName.CHAR_TYPES.contains(key.getSqlTypeName())) {
                    throw new IllegalArgumentException("expected text as the key of a MAP in Avro, found " + key);
                }
                ObjectNode map = JsonNodeFactory.instance.objectNode().put("type", "map");
                map.set("values", nullable(SqlTypes.part(type.getValueType()), path));
                yield map;
            }
            case ROW -> {
                ObjectNode record = record(path);
                ArrayNode fields = record.putArray("fields");
                for (RelDataTypeField field : type.getFieldList()) {
                    field(fields, field.getName(), field.getType(), path + "_" + field.getName());
                }
                yield record;
            }
            default -> TextNode.valueOf("string");
        };
    }

    private static ObjectNode logical(String type, String logicalType) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("logicalType", logicalType);
    }
}
