package dev.sluice.sql.oracle;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** Values as JSON, in one way only, so that answers can be compared as text. */
final class Json {

    private Json() {}

    /** Numbers stand as Java writes them; what JSON has no form for is text: decimals do, infinities and times do not. */
    static String text(@Nullable Object value) {
        if (value == null
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            return String.valueOf(value);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number.toString() : quoted(number.toString());
        }
        if (value instanceof Float number) {
            return Float.isFinite(number) ? number.toString() : quoted(number.toString());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return quoted(HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Object[] values) {
            return Arrays.stream(values).map(Json::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Row row) {
            return text(
                    IntStream.range(0, row.getArity()).mapToObj(row::getField).toArray());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (character < ' ') {
                        quoted.append("\\u%04x".formatted((int) character));
                    } else {
                        quoted.append(character);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
