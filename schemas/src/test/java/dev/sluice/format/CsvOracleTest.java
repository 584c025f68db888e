package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType.Simple;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Python's csv module wrote and read again. */
class CsvOracleTest {

    private static List<JsonNode> cases() throws Exception {
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../src-test-data/csv-python.ndjson"))) {
            cases.add(new ObjectMapper().readTree(line));
        }
        return cases;
    }

    @Test
    void aPayloadHasTheRowsThatPythonReads() throws Exception {
        List<JsonNode> cases = cases();

        assertThat(cases).hasSize(210);
        for (JsonNode written : cases) {
            assertThat(decoded(written, List.of(payload(written))))
                    .as(written.toString())
                    .isEqualTo(rows(written));
        }
    }

    @Test
    void aFileHasTheRecordsThatPythonReads() throws Exception {
        for (JsonNode written : cases()) {
            RecordFormat.FileRecords records = format(written).records(new ByteArrayInputStream(payload(written)));
            List<byte[]> payloads = new ArrayList<>();
            for (byte[] record = records.next(); record != null; record = records.next()) {
                payloads.add(record);
            }

            assertThat(decoded(written, payloads)).as(written.toString()).isEqualTo(rows(written));
        }
    }

    private static List<List<String>> decoded(JsonNode written, List<byte[]> payloads) {
        RecordDecoder decoder = format(written).decoder(columns(written));
        List<Object[]> rows = new ArrayList<>();
        for (byte[] payload : payloads) {
            try {
                rows.addAll(decoder.decode(payload));
            } catch (MalformedRecordException e) {
                rows.add(new Object[] {e.getMessage()});
            }
        }
        return texts(rows);
    }

    private static CsvFormat format(JsonNode node) {
        Character escape = node.get("escape").isNull() ? null : character(node, "escape");
        return new CsvFormat(
                character(node, "delimiter"), character(node, "quote"), escape, 0, List.of(), ZoneOffset.UTC);
    }

    private static char character(JsonNode node, String name) {
        return node.get(name).textValue().charAt(0);
    }

    private static List<Column> columns(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < node.get("rows").get(0).size(); i++) {
            columns.add(new Column("c" + i, Simple.STRING));
        }
        return columns;
    }

    private static byte[] payload(JsonNode node) {
        return node.get("payload").textValue().getBytes(StandardCharsets.UTF_8);
    }

    private static List<List<String>> rows(JsonNode node) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : node.get("rows")) {
            List<String> texts = new ArrayList<>();
            row.forEach(field -> texts.add(field.textValue()));
            rows.add(texts);
        }
        return rows;
    }

    /** Python knows no null. */
    private static List<List<String>> texts(List<Object[]> rows) {
        return rows.stream()
                .map(row ->
                        Arrays.stream(row).map(v -> v == null ? "" : (String) v).toList())
                .toList();
    }
}
