package dev.sluice.query;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** What the driver hands out, as the plain Java values that {@link QueryResult#nextRow} promises. */
final class Values {
    /** A value of type JSON. */
    record Json(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    // DuckDB stores an infinity as the largest number, positive or negative
    private static final Instant TIMESTAMP_INFINITY = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);
    private static final Instant TIMESTAMP_MINUS_INFINITY = Instant.EPOCH.minus(Long.MAX_VALUE, ChronoUnit.MICROS);
    private static final LocalDate DATE_INFINITY = LocalDate.ofEpochDay(Integer.MAX_VALUE);
    private static final LocalDate DATE_MINUS_INFINITY = LocalDate.ofEpochDay(-Integer.MAX_VALUE);

    private Values() {}

    static @Nullable Object read(ResultSet rows, int index, String type) throws SQLException {
        // getObject(int) makes a java.sql.Timestamp, which loses the hour that daylight saving skips and the years
        // before Christ
        boolean timestamp = type.startsWith("TIMESTAMP") && !type.contains("ZONE") && !type.endsWith("]");
        Object value = timestamp ? rows.getObject(index, LocalDateTime.class) : rows.getObject(index);
        if (type.equals("BIGNUM") && value != null) {
            return new BigInteger(value.toString());
        }
        return plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof OffsetDateTime time) {
            return infiniteOr(time.toInstant(), time.withOffsetSameInstant(ZoneOffset.UTC));
        } else if (value instanceof LocalDateTime time) {
            return infiniteOr(time.toInstant(ZoneOffset.UTC), time);
        } else if (value instanceof Timestamp time) {
            return plain(time.toLocalDateTime());
        } else if (value instanceof LocalDate date) {
            return date.equals(DATE_INFINITY) ? "infinity" : date.equals(DATE_MINUS_INFINITY) ? "-infinity" : date;
        } else if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        } else if (value instanceof JsonNode json) {
            return new Json(json.toString());
        } else if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        } else if (value instanceof DuckDBStruct struct) {
            Object[] attributes = struct.getAttributes();
            Map<String, Object> fields = struct.getMap();
            return fields.size() == attributes.length
                    ? map(fields)
                    : list(attributes); // fields of row(1, 2) have no names
        } else if (value instanceof Map<?, ?> entries) {
            return map(entries);
        }
        return value;
    }

    private static Object infiniteOr(Instant instant, Object time) {
        return instant.equals(TIMESTAMP_INFINITY)
                ? "infinity"
                : instant.equals(TIMESTAMP_MINUS_INFINITY) ? "-infinity" : time;
    }

    private static List<@Nullable Object> list(@Nullable Object[] items) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>(items.length);
        for (Object item : Arrays.asList(items)) {
            list.add(plain(item));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> entries) throws SQLException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            map.put(plain(entry.getKey()), plain(entry.getValue()));
        }
        return map;
    }
}
