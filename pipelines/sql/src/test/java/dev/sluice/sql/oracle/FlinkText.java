package dev.sluice.sql.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Our types and values in the form of Flink's answers. */
final class FlinkText {

    private static final JsonMapper JSON = new JsonMapper();

    private FlinkText() {}

    /** The columns of a row, each with its name and type. */
    static List<String> columns(RelDataType rowType) {
        return rowType.getFieldList().stream()
                .map(field -> field.getName() + " " + type(field.getType()))
                .toList();
    }

    private static String type(RelDataType type) {
        int precision = type.getPrecision();
        String name = switch (type.getSqlTypeName()) {
            case INTEGER -> "INT";
            case CHAR -> "CHAR(" + precision + ")";
            case VARCHAR -> precision < 0 || precision == Integer.MAX_VALUE ? "STRING" : "VARCHAR(" + precision + ")";
            case DECIMAL -> "DECIMAL(" + precision + ", " + type.getScale() + ")";
            case TIME, TIMESTAMP -> type.getSqlTypeName() + "(" + precision + ")";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ(" + precision + ")";
            case MULTISET, ARRAY ->
                type.getSqlTypeName() + "<" + type(Objects.requireNonNull(type.getComponentType())) + ">";
            default -> type.getSqlTypeName().toString();
        };
        return type.isNullable() ? name : name + " NOT NULL";
    }

    /** A row as a JSON array. */
    static String row(@Nullable Object[] values, RelDataType rowType) {
        return IntStream.range(0, values.length)
                .mapToObj(column ->
                        value(values[column], rowType.getFieldList().get(column).getType()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String value(@Nullable Object value, RelDataType type) {
        if (value == null) {
            return "null";
        }
        return switch (type.getSqlTypeName()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> value.toString();
            case FLOAT, DOUBLE ->
                Double.isFinite(((Number) value).doubleValue()) ? value.toString() : quoted(value.toString());
            case DECIMAL -> quoted(((BigDecimal) value).toPlainString());
            case DATE -> quoted(LocalDate.ofEpochDay((Integer) value).toString());
            case TIME ->
                quoted(DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay((Integer) value * 1_000_000L)));
            case TIMESTAMP -> quoted(time((Long) value, type.getPrecision()));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> quoted(time((Long) value, type.getPrecision()) + "Z");
            case BINARY, VARBINARY -> quoted(HexFormat.of().formatHex((byte[]) value));
            case MULTISET -> counts((Map<?, ?>) value);
            default -> quoted(value.toString());
        };
    }

    private static String counts(Map<?, ?> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> quoted(String.valueOf(entry.getKey())),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        TreeMap::new))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String time(long micros, int precision) {
        DateTimeFormatterBuilder format = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss");
        if (precision > 0) {
            format.appendFraction(ChronoField.NANO_OF_SECOND, precision, precision, true);
        }
        return format.toFormatter(Locale.ROOT)
                .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
