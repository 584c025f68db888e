package dev.sluice.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link OutputFormat#JSON}. */
final class JsonPrinter implements RowPrinter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    @Override
    public void print(QueryResult result, Writer out) throws IOException, QueryException {
        List<String> names = uniqueNames(result.columns());
        out.write('[');
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setRootValueSeparator(new SerializedString(",\n "));
            for (List<@Nullable Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                json.writeStartObject();
                for (int i = 0; i < names.size(); i++) {
                    json.writeFieldName(names.get(i));
                    write(json, row.get(i));
                }
                json.writeEndObject();
            }
        }
        out.write("]\n");
    }

    static String toJson(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            if (isFinite(number)) {
                json.writeNumber(ValueText.of(number));
            } else {
                json.writeNull();
            }
        } else if (value instanceof OffsetDateTime time) {
            json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
        } else if (value instanceof LocalDateTime time) {
            json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
        } else if (value instanceof Values.Json raw) {
            json.writeRawValue(raw.text());
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                Object key = entry.getKey();
                json.writeFieldName(key == null ? "null" : ValueText.of(key));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeString(ValueText.of(value));
        }
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static List<String> uniqueNames(List<ResultColumn> columns) {
        Set<String> taken = new HashSet<>();
        columns.forEach(column -> taken.add(column.name()));
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = column.name();
            for (int i = 1; !used.add(name); i++) {
                String next = column.name() + "_" + i;
                name = taken.contains(next) ? name : next;
            }
            names.add(name);
        }
        return names;
    }
}
