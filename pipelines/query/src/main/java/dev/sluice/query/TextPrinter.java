package dev.sluice.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link OutputFormat#TEXT}. */
final class TextPrinter implements RowPrinter {
    private static final int SAMPLED_ROWS = 1_000;
    private static final String GAP = "  ";

    @Override
    public void print(QueryResult result, Writer out) throws IOException, QueryException {
        List<ResultColumn> columns = result.columns();
        List<String> header =
                columns.stream().map(column -> escaped(column.name())).toList();
        List<List<String>> sample = new ArrayList<>();
        QueryException failure = null;
        try {
            while (sample.size() < SAMPLED_ROWS) {
                List<@Nullable Object> row = result.nextRow();
                if (row == null) {
                    break;
                }
                sample.add(cells(row));
            }
        } catch (QueryException e) {
            failure = e;
        }
        int[] widths = widths(header, sample);
        writeLine(out, columns, widths, header);
        writeLine(out, columns, widths, rule(widths));
        for (List<String> cells : sample) {
            writeLine(out, columns, widths, cells);
        }
        if (failure != null) {
            throw failure;
        }
        long count = sample.size();
        if (count == SAMPLED_ROWS) {
            for (List<@Nullable Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                writeLine(out, columns, widths, cells(row));
                count++;
            }
        }
        out.write(count == 1 ? "(1 row)\n" : "(" + count + " rows)\n");
    }

    private static List<String> cells(List<@Nullable Object> row) {
        List<String> cells = new ArrayList<>(row.size());
        for (Object value : row) {
            cells.add(value == null ? "NULL" : escaped(ValueText.of(value)));
        }
        return cells;
    }

    private static int[] widths(List<String> header, List<List<String>> sample) {
        int[] widths = header.stream().mapToInt(DisplayWidth::of).toArray();
        for (List<String> cells : sample) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(cells.get(i)));
            }
        }
        return widths;
    }

    private static List<String> rule(int[] widths) {
        List<String> rule = new ArrayList<>(widths.length);
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        return rule;
    }

    private static void writeLine(Writer out, List<ResultColumn> columns, int[] widths, List<String> cells)
            throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(cell)));
            line.append(i == 0 ? "" : GAP);
            if (columns.get(i).isNumber()) {
                line.append(padding).append(cell);
            } else {
                line.append(cell).append(i == widths.length - 1 ? "" : padding);
            }
        }
        out.append(line).write('\n');
    }

    private static String escaped(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        escaped.append("\\x")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 0xF, 16));
                    } else {
                        escaped.append((char) c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
