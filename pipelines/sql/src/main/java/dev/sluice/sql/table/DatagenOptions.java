package dev.sluice.sql.table;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.type.SqlTypeName;

/** Options of {@code 'connector' = 'datagen'}; its settings are the options, by Flink's names. */
final class DatagenOptions {

    private static final Set<SqlTypeName> COUNTED = Set.of(
            SqlTypeName.TINYINT,
            SqlTypeName.SMALLINT,
            SqlTypeName.INTEGER,
            SqlTypeName.BIGINT,
            SqlTypeName.FLOAT,
            SqlTypeName.DOUBLE,
            SqlTypeName.DECIMAL,
            SqlTypeName.CHAR,
            SqlTypeName.VARCHAR);

    private DatagenOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        whole(options, "rows-per-second", 1, settings);
        whole(options, "number-of-rows", 0, settings);
        for (SqlColumn.Physical column : shape.columns()) {
            column(options, column, "fields." + column.name() + ".", settings);
        }
        return Connection.of("datagen", settings);
    }

    private static void column(
            Options options, SqlColumn.Physical column, String prefix, Map<String, String> settings) {
        String kind = options.choice(prefix + "kind", "random", Map.of("random", "random", "sequence", "sequence"));
        settings.put(prefix + "kind", kind);
        SqlTypeName type = column.type().getSqlTypeName();
        if (kind.equals("sequence")) {
            if (!COUNTED.contains(type)) {
                options.mistake(
                        prefix + "kind",
                        "a sequence is of numbers or text, found " + column.name() + " of type " + type);
            }
            for (String end : List.of("start", "end")) {
                if (options.required(prefix + end, "where the sequence of " + column.name() + " has its " + end)
                        != null) {
                    number(options, prefix + end, settings);
                }
            }
            return;
        }
        number(options, prefix + "min", settings);
        number(options, prefix + "max", settings);
        whole(options, prefix + "length", 1, settings);
        String varied = String.valueOf(options.flag(prefix + "var-len", false));
        settings.put(prefix + "var-len", varied);
        String rate = options.optional(prefix + "null-rate", "a rate of 0 to 1", text -> {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? text : null;
        });
        if (rate != null) {
            settings.put(prefix + "null-rate", rate);
        }
        String past = options.optional(prefix + "max-past", FlinkDuration.EXPECTED, text -> {
            var duration = FlinkDuration.parse(text);
            return duration == null ? null : duration.toString();
        });
        if (past != null) {
            settings.put(prefix + "max-past", past);
        }
    }

    private static void number(Options options, String name, Map<String, String> settings) {
        String number = options.optional(name, "a number", text -> new BigDecimal(text).toPlainString());
        if (number != null) {
            settings.put(name, number);
        }
    }

    private static void whole(Options options, String name, long least, Map<String, String> settings) {
        String number = options.optional(name, "a whole number of " + least + " or more", text -> {
            long value = Long.parseLong(text);
            return value >= least ? Long.toString(value) : null;
        });
        if (number != null) {
            settings.put(name, number);
        }
    }
}
