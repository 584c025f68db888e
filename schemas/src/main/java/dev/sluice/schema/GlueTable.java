package dev.sluice.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.format.AvroFormat;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads table definitions in Glue's own JSON: what {@code aws glue get-table} prints ({@code {"Table": …}}), what
 * {@code create-table} takes ({@code {"TableInput": …}}), the TableInput alone, and what {@code get-tables} prints
 * ({@code {"TableList": […]}}). Reports all mistakes together, each with the JSON pointer of the place. Fields of the table
 * itself that are not ours (CreateTime, VersionId) are Glue's and pass, unless they look like one that is.
 */
final class GlueTable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS =
            Set.of("Name", "Parameters", "StorageDescriptor", "PartitionKeys", "TableType", "Description");
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
    private static final String LIST = "TableList";

    private GlueTable() {}

    /**
     * The table in {@code json}.
     *
     * @param name the name it is asked for by, which its own has to be, case apart; of a list the one that has it
     * @param where the file, for messages
     */
    static TableDefinition parse(String name, String json, String where) throws InvalidTableException {
        List<String> mistakes = new ArrayList<>();
        List<GlueNode> tables = tables(json, where, mistakes);
        GlueNode table = tables.get(0);
        if (table.isIn(LIST)) {
            tables = tables.stream()
                    .filter(t -> t.has("Name") && name.equalsIgnoreCase(t.text("Name")))
                    .toList();
            if (tables.size() != 1) {
                mistakes.add("/" + LIST + ": expected one table '" + name + "', found " + tables.size());
                throw invalid(mistakes, where);
            }
            table = tables.get(0);
        }
        String written = table.text("Name");
        if (written != null && !written.equalsIgnoreCase(name)) {
            table.mistake("Name", "expected '" + name + "', the name it is looked up by, found '" + written + "'");
        }
        TableDefinition definition = definition(name, table, mistakes);
        if (definition == null || !mistakes.isEmpty()) {
            throw invalid(mistakes, where);
        }
        return definition;
    }

    /** All tables in {@code json}, by the names they have there. */
    static List<TableDefinition> parseAll(String json, String where) throws InvalidTableException {
        List<String> mistakes = new ArrayList<>();
        List<TableDefinition> definitions = new ArrayList<>();
        for (GlueNode table : tables(json, where, mistakes)) {
            String written = table.text("Name");
            TableDefinition definition = definition(String.valueOf(written), table, mistakes);
            if (definition != null) {
                definitions.add(definition);
            }
        }
        if (!mistakes.isEmpty()) {
            throw invalid(mistakes, where);
        }
        return definitions;
    }

    /** One table, or those of a list, one at least. */
    private static List<GlueNode> tables(String json, String where, List<String> mistakes)
            throws InvalidTableException {
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
        GlueNode document = new GlueNode(root, "", mistakes);
        if (!document.has(LIST)) {
            String wrapper = document.has("Table") ? "Table" : document.has("TableInput") ? "TableInput" : "";
            return List.of(wrapper.isEmpty() ? document : document.object(wrapper));
        }
        List<GlueNode> tables = document.objects(LIST);
        if (tables.isEmpty()) {
            mistakes.add("/" + LIST + ": expected at least one table, found none");
            throw invalid(mistakes, where);
        }
        return tables;
    }

    /** The definition, or null where there are mistakes. */
    private static @Nullable TableDefinition definition(String name, GlueNode table, List<String> mistakes) {
        int before = mistakes.size();
        table.nearly(FIELDS);
        if (!table.has("StorageDescriptor")) {
            table.mistake("StorageDescriptor", "expected an object with Columns and Parameters, found nothing");
        }
        GlueNode storage = table.object("StorageDescriptor");
        storage.only(STORAGE_FIELDS);
        List<Column> listed = GlueColumns.in(storage, "Columns");
        GlueNode serdeInfo = storage.object("SerdeInfo");
        GlueSettings settings = GlueSettings.of(table, serdeInfo);
        RecordFormat format = GlueFormat.of(settings, serdeInfo);
        List<Column> columns =
                listed.isEmpty() && format instanceof AvroFormat avro ? GlueAvro.columns(avro, settings) : listed;
        Stream stream = GlueStream.of(storage);
        EventTimeColumn eventTime = GlueEventTime.of(settings, columns);
        String partitionBy = GluePartitionKeys.partitionBy(table, columns, eventTime);
        PayloadEncoding encoding = GlueCompression.of(settings, storage);
        return mistakes.size() > before
                ? null
                : new TableDefinition(
                        name,
                        columns,
                        Objects.requireNonNull(format),
                        Objects.requireNonNull(stream),
                        eventTime,
                        partitionBy,
                        encoding);
    }

    private static InvalidTableException invalid(List<String> mistakes, String where) {
        return new InvalidTableException(
                mistakes.stream().distinct().map(m -> where + ": " + m).toList(), null);
    }
}
