package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The line of a CSV file that names the columns. */
public final class CsvHeader {

    private static final int LONGEST = 150;

    private CsvHeader() {}

    /**
     * Whether the first line is a header, as Glue's classifier tells it: each field is a text, short, and no two are the same,
     * while some column of the other lines is no text. Where all columns are text nobody can tell.
     */
    public static boolean isHeader(CsvFormat format, byte[] first, List<byte[]> others) {
        Optional<CsvFields> line = line(format, first);
        if (line.isEmpty() || !namesAll(line.get().values())) {
            return false;
        }
        SchemaDetection detection = SchemaDetection.of(format, line.get().values());
        others.forEach(detection::add);
        DetectedSchema schema = detection.schema();
        return schema.rows() > 0
                && schema.columns().stream()
                        .map(Column::type)
                        .anyMatch(t -> t != ColumnType.Simple.STRING && t != ColumnType.Simple.VOID);
    }

    /** The names in a header, each once, case apart: a field without one is called as Glue does, by its place. */
    public static List<String> names(CsvFormat format, byte[] header) throws MalformedRecordException {
        List<CsvFields> lines = CsvFields.of(header, format);
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String field : lines.isEmpty() ? List.<String>of() : lines.get(0).values()) {
            String wanted = field.isBlank() ? "col" + names.size() : field.trim();
            String name = wanted;
            for (int n = 1; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = wanted + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static Optional<CsvFields> line(CsvFormat format, byte[] payload) {
        try {
            List<CsvFields> lines = CsvFields.of(payload, format);
            return lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty();
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    private static boolean namesAll(List<String> fields) {
        Set<String> names = new HashSet<>();
        return fields.stream()
                .allMatch(f -> !f.isBlank()
                        && f.length() < LONGEST
                        && CsvEvidence.value(f).textType() == ColumnType.Simple.STRING
                        && names.add(f.trim().toLowerCase(Locale.ROOT)));
    }
}
