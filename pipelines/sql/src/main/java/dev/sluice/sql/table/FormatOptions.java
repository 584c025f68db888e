package dev.sluice.sql.table;

import dev.sluice.format.AvroFormat;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.Fractions;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the options of one format, by Flink's names, each with the format's word before it. */
@FunctionalInterface
interface FormatOptions {

    /** The formats there are, by their words in {@code 'format' = …}. */
    Map<String, FormatOptions> ALL = new TreeMap<>(Map.of(
            "json", FormatOptions::json,
            "csv", FormatOptions::csv,
            "avro", FormatOptions::avro,
            "avro-confluent", FormatOptions::registered));

    String TIMESTAMPS = "json.timestamp-format.standard";

    String MALFORMED = "a record that cannot be read is a dead letter, so that nothing is lost by it";

    /**
     * What the options say, or, with mistakes, where some are wrong, as if they were not there.
     *
     * @param connector the word of the connector
     * @param columns those that records hold
     */
    RecordFormat read(Options options, String connector, List<SqlColumn.Physical> columns);

    /** How a table's times are written as text; null where its format writes them. */
    static @Nullable TimestampStyle timestampText(SqlTable table) {
        // The rows of a lake are no text, whatever format its definition holds.
        if (table.ddl().isEmpty() || table.definition().stream().kind().equals("lake")) {
            return null;
        }
        return switch (table.definition().format().classification()) {
            case "json" ->
                "ISO-8601".equals(table.options().get(TIMESTAMPS)) ? TimestampStyle.ISO_8601 : TimestampStyle.SQL;
            case "csv" -> TimestampStyle.SQL;
            default -> null;
        };
    }

    private static RecordFormat json(Options options, String connector, List<SqlColumn.Physical> columns) {
        options.choice(TIMESTAMPS, "SQL", Map.of("SQL", "SQL", "ISO-8601", "ISO-8601"));
        if (options.flag("json.fail-on-missing-field", false)) {
            options.mistake(
                    "json.fail-on-missing-field",
                    "'json.fail-on-missing-field': expected false, a missing field is NULL");
        }
        options.meansNothing("json.ignore-parse-errors", MALFORMED);
        options.meansNothing("json.map-null-key.mode", "a key of a map is never NULL");
        options.meansNothing("json.map-null-key.literal", "a key of a map is never NULL");
        options.meansNothing("json.encode.decimal-as-plain-number", "decimals are always written in plain digits");
        return JsonFormat.defaults().withFractions(Fractions.SHORTENED);
    }

    private static RecordFormat csv(Options options, String connector, List<SqlColumn.Physical> columns) {
        char delimiter = options.value("csv.field-delimiter", ',', "one character", FormatOptions::character);
        char quote = options.value("csv.quote-character", '"', "one character", FormatOptions::character);
        Character escape = options.optional("csv.escape-character", "one character", FormatOptions::character);
        options.meansNothing("csv.ignore-parse-errors", MALFORMED);
        options.refuse("csv.disable-quote-character", "what holds a delimiter is quoted");
        options.refuse("csv.allow-comments", "every line is a record");
        options.refuse("csv.array-element-delimiter", "an array inside a field is JSON");
        options.refuse("csv.null-literal", "an empty field is NULL");
        options.meansNothing("csv.write-bigdecimal-in-scientific-notation", "decimals are written in plain digits");
        try {
            return new CsvFormat(delimiter, quote, escape, 0, List.of(), ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            options.mistake("csv.field-delimiter", "'csv.field-delimiter': " + e.getMessage());
            return CsvFormat.defaults();
        }
    }

    /** Also as Flink's shell escapes it: {@code \t}. */
    private static @Nullable Character character(String text) {
        if (text.equals("\\t")) {
            return '\t';
        }
        return text.length() == 1 ? text.charAt(0) : null;
    }

    private static RecordFormat avro(Options options, String connector, List<SqlColumn.Physical> columns) {
        options.choice("avro.encoding", "binary", Map.of("binary", "binary"));
        options.meansNothing("avro.codec", "a record is compressed as a whole");
        options.meansNothing("avro.timestamp_mapping.legacy", "a timestamp is one of the schema's");
        if (connector.equals("filesystem")) {
            return AvroFormat.containers(); // which bring their schema with them
        }
        try {
            return AvroFormat.of(FlinkAvroSchema.of(columns));
        } catch (IllegalArgumentException e) {
            options.mistake("format", "'format': " + e.getMessage());
            return AvroFormat.containers();
        }
    }

    private static RecordFormat registered(Options options, String connector, List<SqlColumn.Physical> columns) {
        String url =
                options.required("avro-confluent.url", "the registry's URL, such as https://registry.example:8081");
        options.meansNothing("avro-confluent.subject", "a record says which schema it has");
        return url == null ? AvroFormat.containers() : AvroFormat.containers().withRegistryUrl(url);
    }
}
