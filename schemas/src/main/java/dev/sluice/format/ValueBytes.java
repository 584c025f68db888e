package dev.sluice.format;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a value, equal for equal values and for no others: a letter for its kind, then the value; what has a length,
 * behind its length. A map's entries stand in the order of their bytes.
 */
final class ValueBytes {

    private ValueBytes() {}

    /** Writes a value of one of the types that {@link dev.sluice.schema.ColumnType} lists. */
    static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof String text) {
            write('s', text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof Instant time) {
            out.writeByte('t');
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            out.writeByte('d');
            out.writeLong(Double.doubleToLongBits(number == 0 ? 0.0 : number)); // -0.0 equals 0.0
        } else if (value instanceof BigDecimal number) {
            BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            out.writeByte('n');
            out.writeInt(plain.scale());
            write('n', plain.unscaledValue().toByteArray(), out);
        } else if (value instanceof Number number) {
            out.writeByte('i');
            out.writeLong(number.longValue());
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 'T' : 'F');
        } else if (value instanceof byte[] bytes) {
            write('b', bytes, out);
        } else if (value instanceof LocalDate date) {
            out.writeByte('l');
            out.writeLong(date.toEpochDay());
        } else if (value instanceof OneOfType.Value chosen) {
            write(chosen.getValue(), out);
        } else if (value instanceof Row row) {
            write('r', row.getValues(), out);
        } else if (value instanceof Collection<?> elements) {
            write('a', elements, out);
        } else if (value instanceof Map<?, ?> map) {
            write(map, out);
        } else {
            throw new IllegalArgumentException("expected a value of a column, found one of " + value.getClass());
        }
    }

    private static void write(char kind, Collection<?> values, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(values.size());
        for (Object value : values) {
            write(value, out);
        }
    }

    private static void write(Map<?, ?> map, DataOutputStream out) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream both = new DataOutputStream(bytes);
            write(entry.getKey(), both);
            write(entry.getValue(), both);
            entries.add(bytes.toByteArray());
        }
        entries.sort(Arrays::compare);
        write('m', entries, out);
    }

    private static void write(char kind, byte[] bytes, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
