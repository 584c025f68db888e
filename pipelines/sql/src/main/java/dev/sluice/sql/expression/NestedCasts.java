package dev.sluice.sql.expression;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** Casts of arrays, maps and rows: each of what they hold is cast. */
final class NestedCasts {

    private NestedCasts() {}

    static @Nullable Cast toNested(RelDataType from, RelDataType to, ZoneId zone)
            throws UnsupportedExpressionException {
        if (from.getSqlTypeName() != to.getSqlTypeName()) {
            return null;
        }
        return switch (to.getSqlTypeName()) {
            case ARRAY -> array(from, to, zone);
            case MAP -> map(from, to, zone);
            case ROW -> row(from, to, zone);
            default -> Cast.NONE;
        };
    }

    private static Cast array(RelDataType from, RelDataType to, ZoneId zone) throws UnsupportedExpressionException {
        Cast element = Casts.between(element(from), element(to), zone);
        return value -> {
            List<@Nullable Object> cast = new ArrayList<>();
            for (Object each : (List<?>) value) {
                cast.add(apply(element, each));
            }
            return cast;
        };
    }

    private static Cast map(RelDataType from, RelDataType to, ZoneId zone) throws UnsupportedExpressionException {
        Cast key = Casts.between(key(from), key(to), zone);
        Cast element = Casts.between(value(from), value(to), zone);
        return value -> {
            Map<@Nullable Object, @Nullable Object> cast = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> cast.put(apply(key, k), apply(element, v)));
            return cast;
        };
    }

    private static @Nullable Cast row(RelDataType from, RelDataType to, ZoneId zone)
            throws UnsupportedExpressionException {
        if (from.getFieldCount() != to.getFieldCount()) {
            return null;
        }
        Cast[] fields = new Cast[to.getFieldCount()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = Casts.between(
                    from.getFieldList().get(i).getType(),
                    to.getFieldList().get(i).getType(),
                    zone);
        }
        return value -> {
            @Nullable Object[] row = (Object[]) value;
            @Nullable Object[] cast = new @Nullable Object[fields.length];
            for (int i = 0; i < cast.length; i++) {
                cast[i] = apply(fields[i], row[i]);
            }
            return cast;
        };
    }

    /** {@code [1, NULL]}, <code>{a=1}</code>, {@code (1, a)}. */
    static @Nullable Cast toText(RelDataType from, ZoneId zone) throws UnsupportedExpressionException {
        return switch (from.getSqlTypeName()) {
            case ARRAY -> {
                Cast element = asText(element(from), zone);
                yield value -> {
                    StringJoiner text = new StringJoiner(", ", "[", "]");
                    ((List<?>) value).forEach(each -> text.add(write(element, each)));
                    return text.toString();
                };
            }
            case MAP -> {
                Cast key = asText(key(from), zone);
                Cast element = asText(value(from), zone);
                yield value -> {
                    StringJoiner text = new StringJoiner(", ", "{", "}");
                    ((Map<?, ?>) value).forEach((k, v) -> text.add(write(key, k) + "=" + write(element, v)));
                    return text.toString();
                };
            }
            case ROW -> {
                List<Cast> fields = new ArrayList<>();
                for (RelDataTypeField field : from.getFieldList()) {
                    fields.add(asText(field.getType(), zone));
                }
                Cast[] casts = fields.toArray(Cast[]::new);
                yield value -> {
                    StringJoiner text = new StringJoiner(", ", "(", ")");
                    for (int i = 0; i < casts.length; i++) {
                        text.add(write(casts[i], ((Object[]) value)[i]));
                    }
                    return text.toString();
                };
            }
            default -> null;
        };
    }

    private static Cast asText(RelDataType type, ZoneId zone) throws UnsupportedExpressionException {
        Cast text = TextCasts.text(type, zone);
        if (text == null) {
            throw new UnsupportedExpressionException("CAST from " + type + " to STRING is not supported");
        }
        return text;
    }

    private static String write(Cast text, @Nullable Object value) {
        Object written = apply(text, value);
        return written == null ? "NULL" : (String) written;
    }

    private static @Nullable Object apply(Cast cast, @Nullable Object value) {
        return value == null ? null : cast.apply(value);
    }

    private static RelDataType element(RelDataType array) {
        return Objects.requireNonNull(array.getComponentType());
    }

    private static RelDataType key(RelDataType map) {
        return Objects.requireNonNull(map.getKeyType());
    }

    private static RelDataType value(RelDataType map) {
        return Objects.requireNonNull(map.getValueType());
    }
}
