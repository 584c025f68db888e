package dev.sluice.sql.table;

import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a table say.
 *
 * @param connection where its records come from and go to
 * @param format how they are written
 * @param keyFields the columns in a record's key; none: the options name none
 */
record TableOptions(Connection connection, RecordFormat format, List<String> keyFields) {

    static final String ALLOWED_LATENESS = "allowed-lateness";
    static final String LATE_ROWS = "late-rows";
    static final String IDLE_TIMEOUT = "scan.watermark.idle-timeout";

    /** Connectors whose records are in a format. */
    private static final Set<String> WITH_FORMAT = Set.of("kinesis", "kafka", "mqtt", "filesystem");

    /**
     * What they say, or null, and mistakes, where they name no connector.
     *
     * @param table the table's name
     * @param columns those that records hold
     */
    static @Nullable TableOptions read(Options options, String table, List<SqlColumn.Physical> columns) {
        String word = options.required("connector", "one of " + String.join(", ", ConnectorOptions.ALL.keySet()));
        if (word == null) {
            return null;
        }
        ConnectorOptions connector = options.chosen("connector", ConnectorOptions.ALL);
        if (connector == null) {
            return null;
        }
        String format = WITH_FORMAT.contains(word) ? format(options) : null;
        RecordFormat records = records(options, word, format, columns);
        List<String> keyFields = word.equals("kafka") ? keyFields(options, columns) : List.of();
        Connection connection = connector.read(options, new ConnectorOptions.Shape(table, columns, format));
        ofAnyTable(options);
        options.refuseOthers("a table of '" + word + "'" + (format == null ? "" : " in '" + format + "'"));
        return new TableOptions(connection, records, keyFields);
    }

    private static @Nullable String format(Options options) {
        String value = options.text("value.format");
        String format = options.text("format");
        if (format == null && value == null) {
            options.mistake(
                    "format",
                    "'format' is missing: expected one of " + String.join(", ", FormatOptions.ALL.keySet())
                            + ", or parquet of a filesystem");
        }
        return format == null ? value : format;
    }

    private static RecordFormat records(
            Options options, String connector, @Nullable String word, List<SqlColumn.Physical> columns) {
        if (word == null || (word.equals("parquet") && connector.equals("filesystem"))) {
            return JsonFormat.defaults();
        }
        FormatOptions format = options.chosen(options.has("format") ? "format" : "value.format", FormatOptions.ALL);
        return format == null ? JsonFormat.defaults() : format.read(options, connector, columns);
    }

    /** The columns in a record's key, as {@code key.fields} names them. */
    private static List<String> keyFields(Options options, List<SqlColumn.Physical> columns) {
        String fields = options.text("key.fields");
        String format = options.choice("key.format", "", Map.of("raw", "raw", "json", "json", "csv", "csv"));
        options.choice("value.fields-include", "ALL", Map.of("ALL", "ALL"));
        options.refuse("key.fields-prefix", "a key's columns are the value's");
        if (fields == null) {
            if (!format.isEmpty()) {
                options.mistake(
                        "key.format", "'key.fields' is missing: expected the columns of the key, with ';' between");
            }
            return List.of();
        }
        List<String> names = List.of(fields.split(";", -1));
        Set<String> known =
                columns.stream().map(SqlColumn.Physical::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String field : names) {
            if (!known.contains(field)) {
                options.mistake("key.fields", "'key.fields': " + CreateTable.unknown("column", field, known));
            }
        }
        return names;
    }

    /** What any table may say. */
    private static void ofAnyTable(Options options) {
        options.optional(ALLOWED_LATENESS, FlinkDuration.EXPECTED, FlinkDuration::parse);
        options.optional(IDLE_TIMEOUT, FlinkDuration.EXPECTED, FlinkDuration::parse);
        options.optional(LATE_ROWS, "the name of a table that takes them", text -> text.isBlank() ? null : text);
        options.meansNothing("scan.parallelism", "the runner's --parallelism says it");
        options.meansNothing("sink.parallelism", "the runner's --parallelism says it");
        options.meanNothing("scan.watermark.alignment.", "readers are not aligned");
        options.meanNothing("scan.watermark.emit.", "a watermark goes with each batch");
    }
}
