package dev.sluice.schema;

import dev.sluice.format.AvroFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Avro by the settings of Glue's tables, and one of ours for the registry of schemas. */
final class GlueAvro {

    static final String REGISTRY = "sluice.schemaRegistry";

    static final String SCHEMA = "avroSchema";
    static final Set<String> LIBRARIES = Set.of("org.apache.hadoop.hive.serde2.avro.AvroSerDe");

    /** Hive's name for the schema, as crawlers leave it. */
    private static final String HIVES_SCHEMA = "avro.schema.literal";

    static final Set<String> SETTINGS = Set.of(SCHEMA, HIVES_SCHEMA, "timestamp.formats");

    private GlueAvro() {}

    /** The Avro format, or null, and a mistake, where the settings make none. */
    static @Nullable AvroFormat format(GlueSettings settings) {
        AvroFormat format = AvroFormat.containers();
        boolean usable = true;
        String name = name(settings);
        String schema = settings.get(name);
        if (schema != null) {
            try {
                format = format.withSchema(schema);
            } catch (IllegalArgumentException e) {
                settings.mistake(name, String.valueOf(e.getMessage()));
                usable = false;
            }
        }
        try {
            format = format.withTimestampFormats(settings.timestampFormats());
        } catch (IllegalArgumentException e) {
            settings.mistake("timestamp.formats", String.valueOf(e.getMessage()));
            usable = false;
        }
        String registry = settings.get(REGISTRY);
        if (registry != null) {
            if (isHttp(registry)) {
                format = format.withRegistryUrl(registry);
            } else {
                settings.mistake(
                        REGISTRY, "expected a URL such as https://registry.example:8081, found '" + registry + "'");
                usable = false;
            }
        }
        return usable ? format : null;
    }

    private static String name(GlueSettings settings) {
        return settings.has(HIVES_SCHEMA) && !settings.has(SCHEMA) ? HIVES_SCHEMA : SCHEMA;
    }

    /** The columns that the schema gives, where the table lists none; none where there is no schema. */
    static List<Column> columns(AvroFormat format, GlueSettings settings) {
        String schema = format.schema();
        if (schema == null) {
            return List.of();
        }
        try {
            return AvroFormat.columns(schema);
        } catch (IllegalArgumentException e) {
            settings.mistake(name(settings), String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = new URI(text.startsWith("glue+") ? text.substring("glue+".length()) : text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
