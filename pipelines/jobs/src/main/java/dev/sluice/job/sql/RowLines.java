package dev.sluice.job.sql;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.sql.stream.RowText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row as a line: aligned text, an object of JSON, or CSV. The first line of text and CSV is a header. */
final class RowLines {

    /** How rows are shown. */
    enum Format {
        /** Where it can be had, a windowed query's newest rows as a table that is painted over itself; otherwise as text. */
        LIVE,
        TEXT,
        JSON,
        CSV;

        /** Whether it is meant to be read by a program and not by a person. */
        boolean isForPrograms() {
            return this == JSON || this == CSV;
        }

        static Optional<Format> of(String name) {
            for (Format format : values()) {
                if (format.name().equalsIgnoreCase(name)) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    private static final int WIDEST = 40;

    private final Format format;
    private final List<String> names;
    private final List<RowText.Kind> kinds;
    private final int[] widths;
    private boolean begun;

    RowLines(Format format, List<String> names, List<RowText.Kind> kinds) {
        this.format = format;
        this.names = names;
        this.kinds = kinds;
        widths = names.stream().mapToInt(String::length).toArray();
    }

    /** The lines of a row: one, or with those of the header where it is the first. */
    List<String> of(List<@Nullable String> cells) {
        List<String> lines = new ArrayList<>();
        boolean first = !begun;
        begun = true;
        switch (format) {
            case JSON -> lines.add(json(cells));
            case CSV -> {
                if (first) {
                    lines.add(csv(names));
                }
                lines.add(csv(cells));
            }
            case TEXT, LIVE -> {
                if (first) {
                    // Numbers and times grow: a column that begins narrow would soon be out of line.
                    fit(cells, 4);
                    lines.add(aligned(names));
                    lines.add(aligned(rules()));
                }
                fit(cells, 0);
                lines.add(aligned(cells));
            }
        }
        return lines;
    }

    /** The lines of all rows there are, as text. */
    List<String> table(List<List<@Nullable String>> rows) {
        rows.forEach(row -> fit(row, 0));
        List<String> lines = new ArrayList<>(List.of(aligned(names), aligned(rules())));
        rows.forEach(row -> lines.add(aligned(row)));
        return lines;
    }

    private List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        return rules;
    }

    private void fit(List<@Nullable String> cells, int room) {
        for (int i = 0; i < widths.length; i++) {
            int width = shown(cells.get(i)).length() + (kinds.get(i) == RowText.Kind.NUMBER ? room : 0);
            widths[i] = Math.max(widths[i], Math.min(width, WIDEST));
        }
    }

    private static String shown(@Nullable String cell) {
        return cell == null
                ? "NULL"
                : cell.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private String aligned(List<? extends @Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = shown(cells.get(i));
            String padding = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(i == 0 ? "" : "  ");
            line.append(kinds.get(i) == RowText.Kind.NUMBER ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private String json(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ", ").append(quoted(names.get(i))).append(": ");
            String cell = cells.get(i);
            if (cell == null
                    || (kinds.get(i) == RowText.Kind.NUMBER && !Character.isDigit(cell.charAt(cell.length() - 1)))) {
                line.append("null"); // JSON has no NaN and no infinity
            } else if (kinds.get(i) == RowText.Kind.TEXT) {
                line.append(quoted(cell));
            } else {
                line.append(cell.toLowerCase(Locale.ROOT));
            }
        }
        return line.append('}').toString();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static String csv(List<? extends @Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : ",");
            if (cell != null && (cell.isEmpty() || cell.matches("(?s).*[\",\r\n].*"))) {
                line.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else if (cell != null) {
                line.append(cell);
            }
        }
        return line.toString();
    }
}
