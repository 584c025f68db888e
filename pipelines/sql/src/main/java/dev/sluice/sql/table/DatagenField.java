package dev.sluice.sql.table;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What a table's options say of how the values of a field are made up, or of what is inside of it.
 *
 * @param prefix of the options' names
 * @param settings takes what they say
 */
record DatagenField(Options options, String prefix, Map<String, String> settings) {

    private static final Set<SqlTypeName> NO_KEYS =
            Set.of(SqlTypeName.BINARY, SqlTypeName.VARBINARY, SqlTypeName.ARRAY, SqlTypeName.MAP, SqlTypeName.ROW);

    String name(String option) {
        return prefix + option;
    }

    void set(String option, String value) {
        settings.put(name(option), value);
    }

    private DatagenField inside(String part) {
        return new DatagenField(options, prefix + part + ".", settings);
    }

    /**
     * Reads how values by chance are made.
     *
     * @param missing whether they may be missing, where their type says so
     */
    void random(RelDataType type, boolean missing) {
        switch (type.getSqlTypeName()) {
            case TIME -> set("kind", "time");
            case DATE -> {}
            default -> {
                byType(type);
                if (missing) {
                    nullRate(type);
                }
            }
        }
    }

    private void byType(RelDataType type) {
        switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, DECIMAL -> range("min", "max", type);
            case CHAR, BINARY -> {
                options.refuse(name("length"), type + " says it");
                set("length", Integer.toString(type.getPrecision()));
            }
            case VARCHAR, VARBINARY -> text(type);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> maxPast();
            case ARRAY -> {
                whole(options, name("length"), 0, Integer.MAX_VALUE, settings);
                inside("element").random(SqlTypes.part(type.getComponentType()), true);
            }
            case MAP -> {
                whole(options, name("length"), 0, Integer.MAX_VALUE, settings);
                RelDataType key = SqlTypes.part(type.getKeyType());
                if (NO_KEYS.contains(key.getSqlTypeName())) {
                    options.mistake(name("key"), "a map's keys are made up of text, numbers or times, found " + key);
                }
                inside("key").random(key, false);
                inside("value").random(SqlTypes.part(type.getValueType()), true);
            }
            case ROW -> type.getFieldList().forEach(f -> inside(f.getName()).random(f.getType(), true));
            default -> {}
        }
    }

    private void text(RelDataType type) {
        int most = type.getPrecision() < 0 ? Integer.MAX_VALUE : type.getPrecision();
        String length = whole(options, name("length"), 1, most, settings);
        if (length == null && most < Integer.MAX_VALUE) {
            set("length", Integer.toString(most));
        }
        set("var-len", String.valueOf(options.flag(name("var-len"), false)));
    }

    private void maxPast() {
        String past = options.optional(name("max-past"), FlinkDuration.EXPECTED, text -> {
            var duration = FlinkDuration.parse(text);
            return duration == null ? null : duration.toString();
        });
        if (past != null) {
            set("max-past", past);
        }
    }

    private void nullRate(RelDataType type) {
        String rate = options.optional(name("null-rate"), "a rate of 0 to 1", text -> {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? text : null;
        });
        if (rate != null && !type.isNullable() && Double.parseDouble(rate) > 0) {
            options.mistake(name("null-rate"), "'" + name("null-rate") + "': expected 0 of a column that is NOT NULL");
        } else if (rate != null) {
            set("null-rate", rate);
        }
    }

    /** Two numbers of a type, of which the first is not the greater one. */
    void range(String from, String to, RelDataType type) {
        BigDecimal least = number(from, type);
        BigDecimal most = number(to, type);
        if (least != null && most != null && least.compareTo(most) > 0) {
            options.mistake(
                    name(to),
                    "'" + name(to) + "': expected no less than '" + name(from) + "', " + least + ", found " + most);
        }
    }

    private @Nullable BigDecimal number(String option, RelDataType type) {
        boolean whole = option.equals("start") || option.equals("end");
        BigDecimal number = switch (type.getSqlTypeName()) {
            case TINYINT -> whole(option, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> whole(option, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> whole(option, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(option, Long.MIN_VALUE, Long.MAX_VALUE);
            default ->
                whole
                        ? whole(option, Long.MIN_VALUE, Long.MAX_VALUE)
                        : options.optional(name(option), "a number", BigDecimal::new);
        };
        if (number != null) {
            set(option, number.toPlainString());
        }
        return number;
    }

    private @Nullable BigDecimal whole(String option, long least, long most) {
        return options.optional(name(option), "a whole number of " + least + " to " + most, text -> {
            long value = new BigDecimal(text).longValueExact();
            return value >= least && value <= most ? BigDecimal.valueOf(value) : null;
        });
    }

    /** A whole number, which is put among the settings; null where there is none. */
    static @Nullable String whole(Options options, String name, long least, long most, Map<String, String> settings) {
        String expected = "a whole number of " + least + (most < Integer.MAX_VALUE ? " to " + most : " or more");
        String number = options.optional(name, expected, text -> {
            long value = Long.parseLong(text);
            return value >= least && value <= most ? Long.toString(value) : null;
        });
        if (number != null) {
            settings.put(name, number);
        }
        return number;
    }
}
