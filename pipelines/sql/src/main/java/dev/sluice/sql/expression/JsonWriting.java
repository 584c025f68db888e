package dev.sluice.sql.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlJsonConstructorNullClause;
import org.jspecify.annotations.Nullable;

/** JSON of values. Keys are in alphabetical order; what another function has made JSON of goes in as it is. */
final class JsonWriting {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "JSON_STRING", JsonWriting::string,
            "JSON_OBJECT", JsonWriting::object,
            "JSON_ARRAY", JsonWriting::array);

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonWriting() {}

    private static Expression string(Call call) throws UnsupportedExpressionException {
        Cast node = node(call, 0);
        return Strict.of(call.argument(0), (Object value) -> write(node.apply(value)));
    }

    private static Expression object(Call call) throws UnsupportedExpressionException {
        boolean nulls = nulls(call);
        int size = call.size() / 2;
        Expression[] keys = new Expression[size];
        Expression[] values = new Expression[size];
        Cast[] nodes = new Cast[size];
        for (int i = 0; i < size; i++) {
            keys[i] = call.argument(2 * i + 1);
            values[i] = call.argument(2 * i + 2);
            nodes[i] = node(call, 2 * i + 2);
        }
        return row -> {
            Map<String, @Nullable Object> object = new TreeMap<>();
            for (int i = 0; i < keys.length; i++) {
                Object value = values[i].evaluate(row);
                if (value != null || nulls) {
                    object.put(key(keys[i].evaluate(row)), value == null ? null : nodes[i].apply(value));
                }
            }
            return write(object);
        };
    }

    private static Expression array(Call call) throws UnsupportedExpressionException {
        boolean nulls = nulls(call);
        int size = call.size() - 1;
        Cast[] nodes = new Cast[size];
        for (int i = 0; i < size; i++) {
            nodes[i] = node(call, i + 1);
        }
        Expression[] values = call.arguments().subList(1, call.size()).toArray(Expression[]::new);
        return row -> {
            List<@Nullable Object> array = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                Object value = values[i].evaluate(row);
                if (value != null || nulls) {
                    array.add(value == null ? null : nodes[i].apply(value));
                }
            }
            return write(array);
        };
    }

    private static boolean nulls(Call call) throws UnsupportedExpressionException {
        return call.symbol(0, SqlJsonConstructorNullClause.class) == SqlJsonConstructorNullClause.NULL_ON_NULL;
    }

    private static String key(@Nullable Object key) {
        if (key == null) {
            throw new EvaluationException("Expected a key for JSON, found NULL");
        }
        return (String) key;
    }

    private static Cast node(Call call, int operand) throws UnsupportedExpressionException {
        return isJson(call.operands().get(operand)) && !call.name().equals("JSON_STRING")
                ? json -> new RawValue((String) json)
                : node(call, call.typeOf(operand));
    }

    private static boolean isJson(RexNode node) {
        return node instanceof RexCall call
                && (call.getOperator().getName().equals("JSON_OBJECT")
                        || call.getOperator().getName().equals("JSON_ARRAY"));
    }

    /** A value as Jackson is to write it. */
    private static Cast node(Call call, RelDataType type) throws UnsupportedExpressionException {
        return switch (type.getSqlTypeName()) {
            case CHAR, VARCHAR, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, BINARY, VARBINARY ->
                Cast.NONE;
            case DECIMAL -> number -> ((BigDecimal) number).stripTrailingZeros();
            case TIMESTAMP -> micros -> iso((Long) micros);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> micros -> iso((Long) micros) + "Z";
            case ARRAY -> elements(node(call, Objects.requireNonNull(type.getComponentType())));
            case MAP -> entries(call, type);
            case ROW -> fields(call, type);
            default -> throw call.unsupported("JSON has no " + type + "; CAST it to STRING");
        };
    }

    private static String iso(long micros) {
        return Micros.toLocal(micros).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static Cast elements(Cast element) {
        return value -> {
            List<@Nullable Object> array = new ArrayList<>();
            ((List<?>) value).forEach(each -> array.add(each == null ? null : element.apply(each)));
            return array;
        };
    }

    private static Cast entries(Call call, RelDataType type) throws UnsupportedExpressionException {
        if (!Types.isText(Objects.requireNonNull(type.getKeyType()).getSqlTypeName())) {
            throw call.unsupported("a map's keys are text in JSON");
        }
        Cast element = node(call, Objects.requireNonNull(type.getValueType()));
        return value -> {
            Map<String, @Nullable Object> object = new TreeMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> object.put(key(k), v == null ? null : element.apply(v)));
            return object;
        };
    }

    private static Cast fields(Call call, RelDataType type) throws UnsupportedExpressionException {
        String[] names = type.getFieldNames().toArray(String[]::new);
        Cast[] casts = new Cast[names.length];
        for (int i = 0; i < names.length; i++) {
            casts[i] = node(call, type.getFieldList().get(i).getType());
        }
        return value -> {
            @Nullable Object[] row = (Object[]) value;
            Map<String, @Nullable Object> object = new TreeMap<>();
            for (int i = 0; i < names.length; i++) {
                Object field = row[i];
                object.put(names[i], field == null ? null : casts[i].apply(field));
            }
            return object;
        };
    }

    private static String write(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new EvaluationException("Expected a value that JSON has, found " + value);
        }
    }
}
