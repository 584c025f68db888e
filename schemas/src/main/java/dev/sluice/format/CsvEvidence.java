package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the fields of CSV records are. Records with another number of fields than the header, or where there is none than most
 * records, are no evidence. A number with zeros before it stays text, for the zeros would be lost.
 */
final class CsvEvidence implements SampleEvidence {

    private static final Set<String> NOT_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    private final CsvFormat format;
    private final List<String> header;
    private final Map<Integer, Table> byWidth = new HashMap<>();

    /** The records with one number of fields. */
    private static final class Table {
        private final List<TypeEvidence> columns = new ArrayList<>();
        private final List<Boolean> emptyTexts = new ArrayList<>();
        private long payloads;
        private long rows;

        private Table(int width) {
            for (int i = 0; i < width; i++) {
                columns.add(TypeEvidence.ofNull());
                emptyTexts.add(false);
            }
        }

        private void add(CsvFields fields) {
            rows++;
            for (int i = 0; i < columns.size(); i++) {
                if (!fields.isMissing(i, true)) {
                    String value = fields.values().get(i);
                    if (value.isEmpty()) {
                        emptyTexts.set(i, true);
                    } else {
                        columns.get(i).merge(value(value));
                    }
                }
            }
        }

        private ColumnType type(int place) {
            ColumnType type = columns.get(place).textType();
            return type == ColumnType.Simple.VOID && emptyTexts.get(place) ? ColumnType.Simple.STRING : type;
        }
    }

    /** @param header the columns' names; none: Glue's, {@code col0}, {@code col1} … */
    CsvEvidence(CsvFormat format, List<String> header) {
        this.format = format;
        this.header = header;
    }

    @Override
    public void add(byte[] payload) throws MalformedRecordException {
        List<CsvFields> records = CsvFields.of(payload, format);
        long widths = records.stream().map(f -> f.count()).distinct().count();
        if (widths > 1) {
            throw new MalformedRecordException(
                    CsvFields.MALFORMED,
                    "expected lines with as many fields each, found " + widths + " numbers of them");
        }
        if (!records.isEmpty()) {
            int width = records.get(0).count();
            if (width > CsvFields.MOST) {
                throw new MalformedRecordException(
                        CsvFields.MALFORMED, "expected at most " + CsvFields.MOST + " fields, found " + width);
            }
            Table table = byWidth.computeIfAbsent(width, Table::new);
            table.payloads++;
            records.forEach(table::add);
        }
    }

    /** What a text that is not empty is. */
    static TypeEvidence value(String text) {
        String written = text.trim();
        String word = written.toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return TypeEvidence.ofBoolean();
        }
        if (NOT_NUMBERS.contains(written)) {
            return TypeEvidence.ofNotANumber();
        }
        if (!Numbers.isNumber(written) || hasZerosBefore(written)) {
            return TypeEvidence.ofText();
        }
        boolean whole = word.indexOf('.') < 0 && word.indexOf('e') < 0;
        return whole ? TypeEvidence.ofWhole(written) : TypeEvidence.ofFraction(written);
    }

    private static boolean hasZerosBefore(String number) {
        int at = Character.isDigit(number.charAt(0)) || number.charAt(0) == '.' ? 0 : 1;
        return number.charAt(at) == '0' && at + 1 < number.length() && Character.isDigit(number.charAt(at + 1));
    }

    private int width() {
        if (!header.isEmpty()) {
            return header.size();
        }
        return byWidth.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<Integer, Table> e) -> e.getValue().payloads)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    @Override
    public long rows() {
        Table table = byWidth.get(width());
        return table == null ? 0 : table.rows;
    }

    @Override
    public long leftOut() {
        int width = width();
        return byWidth.entrySet().stream()
                .filter(e -> e.getKey() != width)
                .mapToLong(e -> e.getValue().payloads)
                .sum();
    }

    @Override
    public int places() {
        return width();
    }

    @Override
    public List<Column> columns() {
        int width = width();
        Table table = byWidth.getOrDefault(width, new Table(width));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(new Column(header.isEmpty() ? "col" + i : header.get(i), table.type(i)));
        }
        return columns;
    }
}
