package dev.sluice.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.format.AvroFormat;
import dev.sluice.format.Compression;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.GrokFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.util.List;
import java.util.TreeMap;

/** Writes a table definition as a TableInput of Glue's, which {@link GlueTable} reads to the same definition. */
final class GlueWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private GlueWriter() {}

    static String write(TableDefinition table) {
        ObjectNode root = JSON.createObjectNode();
        root.put("Name", table.name());
        root.put("TableType", "EXTERNAL_TABLE");
        ObjectNode parameters = root.putObject("Parameters");
        ObjectNode storage = root.putObject("StorageDescriptor");
        columns(storage.putArray("Columns"), table.columns());
        ObjectNode stream = storage.putObject("Parameters");
        stream.put("typeOfData", table.stream().kind());
        new TreeMap<>(table.stream().settings()).forEach(stream::put);
        format(table.format(), parameters, storage.putObject("SerdeInfo"));
        // The records of a file are plain whatever the table says.
        if (table.encoding().compression() != Compression.AUTO
                && !table.stream().kind().equals("file")) {
            parameters.put(GlueCompression.TYPE, table.encoding().compression().word());
        }
        EventTimeColumn eventTime = table.eventTime();
        if (eventTime != null) {
            parameters.put(GlueEventTime.EVENT_TIME, eventTime.column());
            parameters.put(
                    GlueEventTime.WATERMARK_DELAY, eventTime.watermarkDelay().toString());
        }
        String partitionBy = table.partitionBy();
        if (partitionBy != null) {
            ArrayNode keys = root.putArray("PartitionKeys");
            for (String key : GluePartitionKeys.names(partitionBy)) {
                keys.addObject().put("Name", key).put("Type", "string");
            }
        }
        return print(root);
    }

    private static void columns(ArrayNode array, List<Column> columns) {
        for (Column column : columns) {
            array.addObject()
                    .put("Name", column.name())
                    .put("Type", column.type().toString());
        }
    }

    private static void format(RecordFormat format, ObjectNode parameters, ObjectNode serde) {
        parameters.put("classification", format.classification());
        if (format instanceof JsonFormat json) {
            serde.put("SerializationLibrary", "org.openx.data.jsonserde.JsonSerDe");
            timestamps(serde.putObject("Parameters"), json.timestampFormats());
        } else if (format instanceof CsvFormat csv) {
            parameters.put("skip.header.line.count", Integer.toString(csv.headerLines()));
            ObjectNode settings = serde.putObject("Parameters");
            settings.put("separatorChar", String.valueOf(csv.delimiter()));
            settings.put("quoteChar", String.valueOf(csv.quote()));
            Character escape = csv.escape();
            if (escape != null) {
                settings.put("escapeChar", escape.toString());
            }
            timestamps(settings, csv.timestampFormats());
        } else if (format instanceof GrokFormat grok) {
            parameters.put("grokPattern", grok.pattern());
            if (!grok.definitions().isEmpty()) {
                parameters.put("grokCustomPatterns", grok.definitions());
            }
            timestamps(serde.putObject("Parameters"), grok.timestampFormats());
        } else if (format instanceof AvroFormat avro) {
            if (avro.schema() != null) {
                parameters.put(GlueAvro.SCHEMA, avro.schema());
            }
            if (avro.registryUrl() != null) {
                parameters.put(GlueAvro.REGISTRY, avro.registryUrl());
            }
            timestamps(serde.putObject("Parameters"), avro.timestampFormats());
        }
    }

    private static void timestamps(ObjectNode settings, List<String> formats) {
        if (!formats.isEmpty()) {
            settings.put("timestamp.formats", String.join(",", formats));
        }
    }

    /** A column a line. */
    private static String print(ObjectNode root) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            String text = JSON.writer(printer).writeValueAsString(root);
            return text.replaceAll("\\{\\s*(\"Name\" : .*?),\\s*(\"Type\" : .*?)\\s*}", "{ $1, $2 }") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }
}
