package dev.sluice.format;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One CSV record for a row, without the line's end. Missing is an empty field, empty text is two quotes. */
final class CsvEncoder implements RecordEncoder {

    private final CsvFormat format;
    private final List<Column> columns;
    private final TimestampText timestamps;
    private final @Nullable ValueWriter[] nested;

    CsvEncoder(CsvFormat format, List<Column> columns, TimestampText timestamps) {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.timestamps = timestamps;
        nested = new ValueWriter[columns.size()];
        for (int i = 0; i < nested.length; i++) {
            ColumnType type = columns.get(i).type();
            boolean hasParts = type instanceof ColumnType.Array
                    || type instanceof ColumnType.MapOf
                    || type instanceof ColumnType.Struct;
            nested[i] = hasParts ? ValueWriter.of(type, timestamps) : null;
        }
    }

    @Override
    public byte[] encode(@Nullable Object[] row) {
        if (row.length != nested.length) {
            throw new IllegalArgumentException(
                    "expected a row of " + nested.length + " values, found one of " + row.length);
        }
        StringWriter text = new StringWriter();
        try (CsvWriter out = CsvWriter.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .quoteStrategy(new Quotes(format.escape()))
                .lineDelimiter(LineDelimiter.LF)
                .build(text)) {
            CsvWriter.CsvWriterRecord fields = out.writeRecord();
            for (int i = 0; i < row.length; i++) {
                fields.writeField(field(i, row[i]));
            }
            fields.endRecord();
        } catch (IOException e) {
            throw new UncheckedIOException("writing of text in memory", e);
        }
        return text.toString().substring(0, text.getBuffer().length() - 1).getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable String field(int place, @Nullable Object value) throws IOException {
        if (value == null) {
            return null;
        }
        String field = text(place, value);
        Character escape = format.escape();
        return escape == null ? field : field.replace("" + escape, "" + escape + escape);
    }

    private String text(int place, Object value) throws IOException {
        ValueWriter parts = nested[place];
        if (parts != null) {
            StringWriter json = new StringWriter();
            try (JsonGenerator out = JsonEncoder.FACTORY.createGenerator(json)) {
                parts.write(out, value);
            }
            return json.toString();
        }
        if (value instanceof Instant time) {
            return timestamps.format(time);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (columns.get(place).type() == ColumnType.Simple.BINARY) {
            return Base64.getEncoder().encodeToString((byte[]) value);
        }
        return value.toString();
    }

    /** Beside what RFC 4180 asks for: empty text, which is not missing, and what holds the escape. */
    private record Quotes(@Nullable Character escape) implements QuoteStrategy {
        @Override
        public boolean quoteNull(int line, int field) {
            return false;
        }

        @Override
        public boolean quoteEmpty(int line, int field) {
            return true;
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return escape != null && value.indexOf(escape) >= 0;
        }
    }
}
