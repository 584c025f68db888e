package dev.sluice.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a table definition in Glue's own JSON: what {@code aws glue get-table} prints ({@code {"Table": …}}), what
 * {@code create-table} takes ({@code {"TableInput": …}}), or the TableInput alone. Reports all mistakes together, each
 * with the JSON pointer of the place. Fields of the table itself that are not ours (CreateTime, VersionId) are Glue's
 * and pass.
 */
final class GlueTable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> STORAGE_FIELDS = Set.of(
            "Columns",
            "Location",
            "AdditionalLocations",
            "InputFormat",
            "OutputFormat",
            "Compressed",
            "NumberOfBuckets",
            "SerdeInfo",
            "BucketColumns",
            "SortColumns",
            "Parameters",
            "SkewedInfo",
            "StoredAsSubDirectories",
            "SchemaReference");

    private final String name;
    private final GlueNode table;
    private final List<String> mistakes = new ArrayList<>();

    private GlueTable(String name, JsonNode root) {
        this.name = name;
        String wrapper = root.has("Table") ? "Table" : root.has("TableInput") ? "TableInput" : "";
        GlueNode document = new GlueNode(root, "", mistakes);
        table = wrapper.isEmpty() ? document : document.object(wrapper);
    }

    /**
     * The table in {@code json}.
     *
     * @param name the name it is asked for by, which its own has to be, case apart
     * @param where the file, for messages
     */
    static TableDefinition parse(String name, String json, String where) throws InvalidTableException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new InvalidTableException(List.of(where + ": " + at + "expected JSON: " + e.getOriginalMessage()), e);
        }
        if (root == null || !root.isObject()) {
            throw new InvalidTableException(
                    List.of(where + ": expected a JSON object with a Glue table in it, found none"), null);
        }
        GlueTable table = new GlueTable(name, root);
        Optional<TableDefinition> definition = table.definition();
        if (!table.mistakes.isEmpty() || definition.isEmpty()) {
            throw new InvalidTableException(
                    table.mistakes.stream()
                            .distinct()
                            .map(m -> where + ": " + m)
                            .toList(),
                    null);
        }
        return definition.get();
    }

    private Optional<TableDefinition> definition() {
        String written = table.text("Name");
        if (written != null && !written.equalsIgnoreCase(name)) {
            table.mistake("Name", "expected '" + name + "', the name it is looked up by, found '" + written + "'");
        }
        if (!table.has("StorageDescriptor")) {
            table.mistake("StorageDescriptor", "expected an object with Columns and Parameters, found nothing");
        }
        GlueNode storage = table.object("StorageDescriptor");
        storage.only(STORAGE_FIELDS);
        List<Column> columns = GlueColumns.in(storage, "Columns");
        if (storage.objects("Columns").isEmpty()) {
            storage.mistake(
                    "Columns",
                    "expected at least one column, found none: schema detection is not available yet,"
                            + " so a table has to list its columns");
        }
        GlueSettings settings = GlueSettings.of(table, storage.object("SerdeInfo"));
        RecordFormat format = GlueFormat.of(settings);
        Stream stream = GlueStream.of(storage);
        EventTimeColumn eventTime = GlueEventTime.of(settings, columns);
        if (!table.objects("PartitionKeys").isEmpty()) {
            table.mistake(
                    "PartitionKeys",
                    "expected none: a stream has no partition columns, its rows have them all in" + " Columns");
        }
        return mistakes.isEmpty() && format != null && stream != null
                ? Optional.of(new TableDefinition(name, columns, format, stream, eventTime))
                : Optional.empty();
    }
}
