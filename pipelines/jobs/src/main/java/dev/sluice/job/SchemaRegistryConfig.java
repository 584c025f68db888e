package dev.sluice.job;

import dev.sluice.connector.registry.RemoteRegistry;
import dev.sluice.connector.registry.SchemaRegistries;
import dev.sluice.format.AvroFormat;
import dev.sluice.schema.TableDefinition;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry that the schemas of a table's records are in: by the options, else by the table itself. */
final class SchemaRegistryConfig {

    private SchemaRegistryConfig() {}

    /**
     * The same table, its format with the registry that the options or the table name.
     *
     * @param mistakes takes one sentence for each mistake
     */
    static TableDefinition opened(TableDefinition table, SourceOptions options, List<String> mistakes) {
        String given = options.getSchemaRegistry();
        if (!(table.format() instanceof AvroFormat avro)) {
            if (given != null) {
                mistakes.add("--schemaRegistry: table '" + table.name() + "' is "
                        + table.format().classification() + "; only avro has schemas in a registry");
            }
            return table;
        }
        String url = given == null ? avro.registryUrl() : given;
        String connection = connection(options);
        if (url == null) {
            if (connection != null) {
                mistakes.add("--schemaRegistryConnection: expected --schemaRegistry=URL beside it, or"
                        + " sluice.schemaRegistry in the table, found neither");
            }
            return table;
        }
        RemoteRegistry registry = SchemaRegistries.open(url, connection, options.getAwsRegion(), mistakes);
        return registry == null
                ? table
                : table.withFormat(avro.withRegistryUrl(url).withRegistry(registry));
    }

    /** The absolute path of the registry's connection file, or null where there is none. */
    static @Nullable String connection(SourceOptions options) {
        String file = options.getSchemaRegistryConnection();
        return file == null ? null : Path.of(file).toAbsolutePath().normalize().toString();
    }

    /** One sentence where the registry of a table cannot be asked. */
    static List<String> unreachable(TableDefinition table) {
        return table.format() instanceof AvroFormat avro ? SchemaRegistries.unreachable(avro.registry()) : List.of();
    }
}
