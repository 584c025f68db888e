package dev.sluice.sql.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Types and values as functions.tsv has them, which is how Flink's oracle writes them. */
final class Answers {

    private Answers() {}

    static String type(RelDataType type) {
        return TypeNames.of(type)
                .replaceAll("\\bSTRING\\b", "VARCHAR(2147483647)")
                .replaceAll("\\bBYTES\\b", "VARBINARY(2147483647)")
                .replaceAll("TIMESTAMP_LTZ\\((\\d)\\)", "TIMESTAMP($1) WITH LOCAL TIME ZONE");
    }

    static String value(Object value, RelDataType type) {
        if (value == null) {
            return "NULL";
        }
        SqlTypeName kind = type.getSqlTypeName();
        if (Types.isDayInterval(kind)) {
            return value + " ms";
        }
        if (Types.isYearInterval(kind)) {
            return value + " months";
        }
        return switch (kind) {
            case CHAR, VARCHAR -> quote((String) value);
            case BINARY, VARBINARY -> "x'" + HexFormat.of().formatHex((byte[]) value) + "'";
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * 1_000_000L).toString();
            case TIMESTAMP -> Micros.toLocal((Long) value).toString();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                Micros.toInstant((Long) value).toString();
            case ARRAY -> elements((List<?>) value, type.getComponentType());
            case MAP -> entries((Map<?, ?>) value, type);
            case ROW -> fields((Object[]) value, type);
            default -> value.toString();
        };
    }

    private static String elements(List<?> array, RelDataType type) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(value(element, type)));
        return "[" + String.join(", ", texts) + "]";
    }

    private static String entries(Map<?, ?> map, RelDataType type) {
        List<String> texts = new ArrayList<>();
        map.forEach((k, v) -> texts.add(value(k, type.getKeyType()) + "=" + value(v, type.getValueType())));
        Collections.sort(texts);
        return "{" + String.join(", ", texts) + "}";
    }

    private static String fields(Object[] row, RelDataType type) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            texts.add(value(row[i], type.getFieldList().get(i).getType()));
        }
        return "(" + String.join(", ", texts) + ")";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 127) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
