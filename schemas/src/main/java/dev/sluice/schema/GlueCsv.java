package dev.sluice.schema;

import dev.sluice.format.CsvFormat;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV by the settings of Hive's serializers, by the names they have in Glue's tables. */
final class GlueCsv {

    private static final List<String> DELIMITERS = List.of("separatorChar", "field.delim", "delimiter");

    private GlueCsv() {}

    /** The CSV format, or null, and a mistake, where the settings make none. */
    static @Nullable CsvFormat format(GlueSettings settings) {
        String delimiterName =
                DELIMITERS.stream().filter(settings::has).findFirst().orElse("delimiter");
        Character delimiter = character(settings, delimiterName, ',');
        Character quote = character(settings, "quoteChar", '"');
        Character escape = settings.has("escapeChar") ? character(settings, "escapeChar", '\\') : null;
        Integer headerLines = headerLines(settings);
        if (delimiter == null || quote == null || headerLines == null) {
            return null;
        }
        try {
            return new CsvFormat(delimiter, quote, escape, headerLines, settings.timestampFormats(), ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            settings.mistake(delimiterName, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Character character(GlueSettings settings, String name, char otherwise) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            settings.mistake(name, "expected one character, found '" + text + "'");
            return null;
        }
        return text.charAt(0);
    }

    private static @Nullable Integer headerLines(GlueSettings settings) {
        String text = settings.getOrDefault("skip.header.line.count", "0");
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative one.
        }
        settings.mistake("skip.header.line.count", "expected a number of 0 or more, found '" + text + "'");
        return null;
    }
}
