package dev.sluice.sql.expression;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Casts to text and to bytes, cut or filled up to the length of their type. */
final class TextCasts {

    private TextCasts() {}

    static @Nullable Cast toText(RelDataType from, RelDataType to, ZoneId zone) throws UnsupportedExpressionException {
        Cast text = text(from, zone);
        if (text == null) {
            return null;
        }
        int length = to.getPrecision();
        boolean fill = to.getSqlTypeName() == SqlTypeName.CHAR;
        // What a column declares is taken to be kept: text that fits by its type is not measured again.
        boolean fits =
                length == Integer.MAX_VALUE || (Types.isText(from.getSqlTypeName()) && from.getPrecision() <= length);
        if (fits && !fill) {
            return text;
        }
        return value -> {
            Object written = text.apply(value);
            return written == null ? null : ofLength((String) written, length, fill);
        };
    }

    static @Nullable Cast toBytes(RelDataType from, RelDataType to) {
        SqlTypeName source = from.getSqlTypeName();
        int length = to.getPrecision();
        boolean fill = to.getSqlTypeName() == SqlTypeName.BINARY && length < Integer.MAX_VALUE;
        if (Types.isText(source)) {
            return value -> ofLength(((String) value).getBytes(StandardCharsets.UTF_8), length, fill);
        }
        if (!Types.isBytes(source)) {
            return null;
        }
        return from.getPrecision() <= length && !fill ? Cast.NONE : value -> Arrays.copyOf((byte[]) value, length);
    }

    /** A value as text of any length: what CAST to STRING gives. */
    static @Nullable Cast text(RelDataType from, ZoneId zone) throws UnsupportedExpressionException {
        SqlTypeName type = from.getSqlTypeName();
        if (Types.isText(type)) {
            return Cast.NONE;
        }
        if (Types.isWhole(type) || Types.isFloating(type)) {
            return Object::toString;
        }
        if (Types.isDecimal(type)) {
            return value -> ((BigDecimal) value).toPlainString();
        }
        if (type == SqlTypeName.BOOLEAN) {
            return value -> Boolean.TRUE.equals(value) ? "TRUE" : "FALSE";
        }
        if (Types.isBytes(type)) {
            return value -> new String((byte[]) value, StandardCharsets.UTF_8);
        }
        if (Types.isPointInTime(type) || Types.isInterval(type)) {
            return TimeCasts.toText(from, zone);
        }
        return NestedCasts.toText(from, zone);
    }

    private static String ofLength(String text, int length, boolean fill) {
        int points = text.codePointCount(0, text.length());
        if (points > length) {
            return text.substring(0, text.offsetByCodePoints(0, length));
        }
        return fill ? text + " ".repeat(length - points) : text;
    }

    private static byte[] ofLength(byte[] bytes, int length, boolean fill) {
        return bytes.length > length || (fill && bytes.length < length) ? Arrays.copyOf(bytes, length) : bytes;
    }
}
