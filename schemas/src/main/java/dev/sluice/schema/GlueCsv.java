package dev.sluice.schema;

import dev.sluice.format.CsvFormat;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of Hive's serializers, by the names they have in Glue's tables. */
final class GlueCsv {

    private static final List<String> DELIMITERS = List.of("separatorChar", "field.delim", "delimiter");

    private GlueCsv() {}

    /** Hive's {@code timestamp.formats}: patterns with commas between them. */
    static List<String> timestampFormats(Map<String, String> settings) {
        return Arrays.stream(settings.getOrDefault("timestamp.formats", "").split(",", -1))
                .map(String::trim)
                .filter(f -> !f.isEmpty())
                .toList();
    }

    /** The CSV format, or null, and a mistake at {@code parent}, where the settings make none. */
    static @Nullable CsvFormat format(Map<String, String> settings, GlueNode parent) {
        String delimiterName =
                DELIMITERS.stream().filter(settings::containsKey).findFirst().orElse("delimiter");
        Character delimiter = character(settings, delimiterName, ',', parent);
        Character quote = character(settings, "quoteChar", '"', parent);
        Character escape = settings.containsKey("escapeChar") ? character(settings, "escapeChar", '\\', parent) : null;
        Integer headerLines = headerLines(settings, parent);
        if (delimiter == null || quote == null || headerLines == null) {
            return null;
        }
        try {
            return new CsvFormat(delimiter, quote, escape, headerLines, timestampFormats(settings), ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            parent.mistake("", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Character character(
            Map<String, String> settings, String name, char otherwise, GlueNode parent) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            parent.mistake(name, "expected one character, found '" + text + "'");
            return null;
        }
        return text.charAt(0);
    }

    private static @Nullable Integer headerLines(Map<String, String> settings, GlueNode parent) {
        String text = settings.getOrDefault("skip.header.line.count", "0");
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative one.
        }
        parent.mistake("skip.header.line.count", "expected a number of 0 or more, found '" + text + "'");
        return null;
    }
}
