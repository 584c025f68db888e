package dev.sluice.job.table;

import dev.sluice.format.CsvFormat;
import dev.sluice.format.GrokFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table for people. */
final class TableText {

    private TableText() {}

    /** A line: how many columns, in which format, from where. */
    static String summary(TableDefinition table) {
        int columns = table.columns().size();
        return table.name() + ": "
                + (columns == 0 ? "columns to be detected" : columns == 1 ? "1 column" : columns + " columns") + " of "
                + format(table.format()) + ", from " + stream(table) + eventTime(table, ", event time ")
                + partitions(table, ", a lake by ");
    }

    /** A line for each column, then what the table says besides. */
    static String of(TableDefinition table) {
        List<List<String>> lines = new ArrayList<>();
        table.columns().forEach(c -> lines.add(List.of(c.name(), c.type().toString())));
        if (lines.isEmpty()) {
            lines.add(List.of("no columns", "they are detected"));
        }
        lines.add(List.of());
        lines.add(List.of("format", format(table.format())));
        lines.add(List.of("stream", stream(table)));
        if (table.eventTime() != null) {
            lines.add(List.of("event time", eventTime(table, "")));
        }
        if (table.partitionBy() != null) {
            lines.add(List.of("partitions", partitions(table, "")));
        }
        int width = lines.stream()
                .filter(l -> !l.isEmpty())
                .mapToInt(l -> l.get(0).length())
                .max()
                .orElse(0);
        return table.name() + "\n\n"
                + lines.stream()
                        .map(l -> l.isEmpty()
                                ? ""
                                : "  " + l.get(0) + " ".repeat(width - l.get(0).length() + 2) + l.get(1))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String format(RecordFormat format) {
        if (format instanceof JsonFormat json) {
            return "json" + timestamps(json.timestampFormats());
        }
        if (format instanceof CsvFormat csv) {
            String delimiter = csv.delimiter() == '\t' ? "tabs" : "'" + csv.delimiter() + "'";
            String header = csv.headerLines() == 0
                    ? ""
                    : ", " + csv.headerLines() + " header line" + (csv.headerLines() == 1 ? "" : "s");
            return "csv by " + delimiter + header + timestamps(csv.timestampFormats());
        }
        if (format instanceof GrokFormat grok) {
            return "grok " + grok.pattern() + timestamps(grok.timestampFormats());
        }
        return format.classification();
    }

    private static String timestamps(List<String> formats) {
        return formats.isEmpty() ? "" : ", timestamps " + String.join(", ", formats);
    }

    private static String stream(TableDefinition table) {
        String settings = new TreeMap<>(table.stream().settings())
                .entrySet().stream().map(s -> s.getKey() + "=" + s.getValue()).collect(Collectors.joining(" "));
        return (table.stream().kind() + " " + settings).trim();
    }

    private static String eventTime(TableDefinition table, String before) {
        EventTimeColumn eventTime = table.eventTime();
        return eventTime == null
                ? ""
                : before + eventTime.column() + ", watermark " + eventTime.watermarkDelay() + " behind";
    }

    private static String partitions(TableDefinition table, String before) {
        String by = table.partitionBy();
        return by == null ? "" : before + "the hour of " + (by.equals("ingest") ? "reading" : by);
    }
}
