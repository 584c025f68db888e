package dev.sluice.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private static final Set<String> COLUMN_FIELDS = Set.of("Name", "Type", "Comment", "Parameters");
    private static final List<String> KINDS = List.of("kinesis", "kafka", "mqtt", "file");
    private static final String EVENT_TIME = "sluice.eventTime";
    private static final String WATERMARK_DELAY = "sluice.watermarkDelay";

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
        Map<String, String> parameters = table.parameters("Parameters");
        if (!table.has("StorageDescriptor")) {
            table.mistake("StorageDescriptor", "expected an object with Columns and Parameters, found nothing");
        }
        GlueNode storage = table.object("StorageDescriptor");
        storage.only(STORAGE_FIELDS);
        List<Column> columns = columns(storage);
        Map<String, String> serde = new LinkedHashMap<>(parameters);
        serde.putAll(storage.object("SerdeInfo").parameters("Parameters"));
        RecordFormat format = format(parameters, storage, serde);
        Stream stream = stream(storage);
        EventTimeColumn eventTime = eventTime(parameters, columns);
        if (!table.objects("PartitionKeys").isEmpty()) {
            table.mistake(
                    "PartitionKeys",
                    "expected none: a stream has no partition columns, its rows have them all in" + " Columns");
        }
        return mistakes.isEmpty() && format != null && stream != null
                ? Optional.of(new TableDefinition(name, columns, format, stream, eventTime))
                : Optional.empty();
    }

    private List<Column> columns(GlueNode storage) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<GlueNode> nodes = storage.objects("Columns");
        for (GlueNode node : nodes) {
            node.only(COLUMN_FIELDS);
            String column = node.text("Name");
            String type = node.text("Type");
            if (column != null && !names.add(column.toLowerCase(Locale.ROOT))) {
                node.mistake("Name", "expected each name once, case apart, found '" + column + "' again");
            }
            if (column != null && type != null) {
                try {
                    columns.add(new Column(column, ColumnType.parse(type)));
                } catch (IllegalArgumentException e) {
                    node.mistake("Type", String.valueOf(e.getMessage()));
                }
            }
        }
        if (nodes.isEmpty()) {
            storage.mistake(
                    "Columns",
                    "expected at least one column, found none: schema detection is not available yet,"
                            + " so a table has to list its columns");
        }
        return columns;
    }

    private @Nullable RecordFormat format(Map<String, String> parameters, GlueNode storage, Map<String, String> serde) {
        GlueNode parent = table.object("Parameters");
        String classification = parameters.get("classification");
        if (classification == null) {
            parent.mistake("classification", "expected json or csv, found nothing");
            return null;
        }
        GlueNode settings = storage.object("SerdeInfo").object("Parameters");
        String word = classification.toLowerCase(Locale.ROOT);
        if (word.equals("json")) {
            try {
                return JsonFormat.defaults().withTimestampFormats(GlueCsv.timestampFormats(serde));
            } catch (IllegalArgumentException e) {
                settings.mistake("timestamp.formats", String.valueOf(e.getMessage()));
                return null;
            }
        }
        if (word.equals("csv")) {
            return GlueCsv.format(serde, settings);
        }
        parent.mistake(
                "classification",
                word.equals("avro") || word.equals("groklog")
                        ? "the format " + classification + " is not available yet; expected json or csv"
                        : "expected json or csv, found '" + classification + "'");
        return null;
    }

    private @Nullable Stream stream(GlueNode storage) {
        Map<String, String> settings = storage.parameters("Parameters");
        String kind = settings.remove("typeOfData");
        if (kind == null || !KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
            storage.object("Parameters")
                    .mistake(
                            "typeOfData",
                            "expected one of " + String.join(", ", KINDS) + ", found "
                                    + (kind == null ? "nothing" : "'" + kind + "'"));
            return null;
        }
        return new Stream(kind.toLowerCase(Locale.ROOT), settings);
    }

    private @Nullable EventTimeColumn eventTime(Map<String, String> parameters, List<Column> columns) {
        GlueNode parent = table.object("Parameters");
        for (String key : parameters.keySet()) {
            if (key.startsWith("sluice.") && !key.equals(EVENT_TIME) && !key.equals(WATERMARK_DELAY)) {
                parent.mistake(key, "unknown setting; expected " + EVENT_TIME + " or " + WATERMARK_DELAY);
            }
        }
        Duration delay = delay(parameters, parent);
        String column = parameters.get(EVENT_TIME);
        if (column == null) {
            if (parameters.containsKey(WATERMARK_DELAY)) {
                parent.mistake(WATERMARK_DELAY, "expected " + EVENT_TIME + " beside it, found nothing");
            }
            return null;
        }
        for (Column known : columns) {
            if (known.name().equalsIgnoreCase(column)) {
                if (known.type() != ColumnType.Simple.TIMESTAMP) {
                    parent.mistake(
                            EVENT_TIME,
                            "expected a column of type timestamp, found '" + column + "' of type " + known.type());
                }
                return new EventTimeColumn(known.name(), delay);
            }
        }
        List<String> names = columns.stream().map(Column::name).toList();
        parent.mistake(
                EVENT_TIME,
                "there is no column '" + column + "'"
                        + NearestName.of(column, names)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse(", expected one of " + String.join(", ", names)));
        return null;
    }

    private static Duration delay(Map<String, String> parameters, GlueNode parent) {
        String text = parameters.getOrDefault(WATERMARK_DELAY, "PT0S");
        try {
            Duration delay = Duration.parse(text);
            if (!delay.isNegative()) {
                return delay;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a negative one.
        }
        parent.mistake(WATERMARK_DELAY, "expected an ISO duration of zero or more such as PT5S, found '" + text + "'");
        return Duration.ZERO;
    }
}
