package dev.sluice.sql.table;

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
            SqlTypeName.VARCHAR,
            SqlTypeName.BINARY,
            SqlTypeName.VARBINARY);

    private DatagenOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        DatagenField.whole(options, "rows-per-second", 1, Long.MAX_VALUE, settings);
        DatagenField.whole(options, "number-of-rows", 0, Long.MAX_VALUE, settings);
        for (SqlColumn.Physical column : shape.columns()) {
            column(options, column, new DatagenField(options, "fields." + column.name() + ".", settings));
        }
        return Connection.of("datagen", settings);
    }

    private static void column(Options options, SqlColumn.Physical column, DatagenField field) {
        String kind = options.choice(field.name("kind"), "random", Map.of("random", "random", "sequence", "sequence"));
        field.set("kind", kind);
        if (kind.equals("random")) {
            field.random(column.type(), true);
            return;
        }
        SqlTypeName type = column.type().getSqlTypeName();
        if (!COUNTED.contains(type)) {
            options.mistake(
                    field.name("kind"),
                    "a sequence is of numbers, text or binary, found " + column.name() + " of type " + type);
        }
        for (String end : List.of("start", "end")) {
            options.required(field.name(end), "where the sequence of " + column.name() + " has its " + end);
        }
        field.range("start", "end", column.type());
    }
}
