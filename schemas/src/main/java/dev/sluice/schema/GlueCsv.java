package dev.sluice.schema;

import dev.sluice.format.CsvFormat;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CSV by the settings of Hive's serializers, by the names they have in Glue's tables. */
final class GlueCsv {

    private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

    static final Set<String> LIBRARIES = Set.of(OPEN_CSV, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");

    private static final List<String> DELIMITERS = List.of("separatorChar", "field.delim", "delimiter");
    private static final List<String> NESTED_DELIMITERS =
            List.of("collection.delim", "colelction.delim", "mapkey.delim");
    private static final String QUOTE = "quoteChar";
    private static final String ESCAPE = "escapeChar";
    private static final String HEADER_LINES = "skip.header.line.count";
    private static final String TIMESTAMPS = "timestamp.formats";

    static final Set<String> SETTINGS = Set.of(
            "separatorChar",
            "field.delim",
            "delimiter",
            QUOTE,
            ESCAPE,
            HEADER_LINES,
            TIMESTAMPS,
            "collection.delim",
            "colelction.delim", // as Hive itself wrote it for years
            "mapkey.delim",
            "line.delim",
            "escape.delim",
            "skip.footer.line.count",
            "serialization.null.format",
            "serialization.encoding",
            "areColumnsQuoted");

    private GlueCsv() {}

    /** The CSV format, or null, and a mistake, where the settings make none. */
    static @Nullable CsvFormat format(GlueSettings settings) {
        settings.onlyAs("line.delim", "\n", "a line ends with a line feed");
        settings.onlyAs("serialization.null.format", "", "an empty field is null");
        settings.onlyAs("serialization.encoding", "utf-8", "text is UTF-8");
        settings.onlyAs("skip.footer.line.count", "0", "a stream has no last lines");
        for (String name : NESTED_DELIMITERS) {
            settings.refuse(name, "an array or a map inside a field is JSON");
        }
        settings.refuse("escape.delim", "characters are escaped inside quotes only, by " + ESCAPE);
        Character delimiter = delimiter(settings);
        Character quote = character(settings, QUOTE, '"');
        Character escape = escape(settings);
        Integer headerLines = headerLines(settings);
        if (delimiter == null || quote == null || headerLines == null) {
            return null;
        }
        CsvFormat format;
        try {
            format = new CsvFormat(delimiter, quote, escape, headerLines, List.of(), ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            settings.mistake(firstOf(settings), String.valueOf(e.getMessage()));
            return null;
        }
        try {
            return format.withTimestampFormats(settings.timestampFormats());
        } catch (IllegalArgumentException e) {
            settings.mistake(TIMESTAMPS, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static String firstOf(GlueSettings settings) {
        return DELIMITERS.stream().filter(settings::has).findFirst().orElse("delimiter");
    }

    private static @Nullable Character delimiter(GlueSettings settings) {
        String name = firstOf(settings);
        Character delimiter = character(settings, name, ',');
        for (String other : DELIMITERS) {
            if (settings.has(other) && !Objects.equals(character(settings, other, ','), delimiter)) {
                settings.mistake(
                        other,
                        "expected the same as " + name + ", '" + settings.get(name) + "', found '" + settings.get(other)
                                + "'");
            }
        }
        return delimiter;
    }

    /** OpenCSVSerde escapes by a backslash where nothing is said. */
    private static @Nullable Character escape(GlueSettings settings) {
        if (settings.has(ESCAPE)) {
            return character(settings, ESCAPE, '\\');
        }
        return OPEN_CSV.equals(settings.library()) ? '\\' : null;
    }

    private static @Nullable Character character(GlueSettings settings, String name, char otherwise) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.equals("\\\\")) {
            return '\\';
        }
        // As Hive writes them: its own delimiter is \\001.
        if (text.matches("\\\\[0-7]{3}")) {
            return (char) Integer.parseInt(text.substring(1), 8);
        }
        if (text.matches("\\\\u[0-9a-fA-F]{4}")) {
            return (char) Integer.parseInt(text.substring(2), 16);
        }
        if (text.length() != 1) {
            settings.mistake(name, "expected one character, found '" + text + "'");
            return null;
        }
        return text.charAt(0);
    }

    private static @Nullable Integer headerLines(GlueSettings settings) {
        String text = settings.getOrDefault(HEADER_LINES, "0");
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative one.
        }
        settings.mistake(HEADER_LINES, "expected a number of 0 or more, found '" + text + "'");
        return null;
    }
}
