package dev.sluice.query;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link OutputFormat#CSV}. */
final class CsvPrinter implements RowPrinter {
    @Override
    public void print(QueryResult result, Writer out) throws IOException, QueryException {
        try {
            CsvWriter csv =
                    CsvWriter.builder().quoteStrategy(QuoteStrategies.EMPTY).build(out);
            csv.writeRecord(result.columns().stream().map(ResultColumn::name).toList());
            String[] fields = new String[result.columns().size()];
            try {
                for (List<@Nullable Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                    for (int i = 0; i < fields.length; i++) {
                        Object value = row.get(i);
                        fields[i] = value == null ? null : ValueText.of(value);
                    }
                    csv.writeRecord(fields);
                }
            } finally {
                csv.flush();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
